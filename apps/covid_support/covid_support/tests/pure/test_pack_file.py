"""Programme packs as texts: one canonical form, dated wordings, differences, faults at their place."""

import json
import sys
from pathlib import Path

import pytest

from covid_support.core.problem import Problem
from covid_support.programmes.pack_diff import differences
from covid_support.programmes.pack_file import (
	complete_wordings,
	folded,
	pack_text,
	parse_pack,
	snapshot_of_wording,
)
from covid_support.programmes.pack_references import completed
from covid_support.rules.policy_snapshot import judge_and_compute

TOOLS = Path(__file__).parents[5] / "tools"
sys.path.insert(0, str(TOOLS))
import format_packs  # noqa: E402

FIRST = {
	"in_force_from": "2021-07-07",
	"title": "Hỗ trợ điện",
	"short_title": "Điện",
	"group": "Hộ nghèo",
	"application_from": "2021-07-07",
	"application_to": "2021-12-31",
	"route": "HAI-CAP",
	"confidence": "V1",
	"criteria": [{"group": 1, "fact": "age", "operator": ">=", "value": "60"}],
	"components": [{"code": "A", "title": "Một lần", "method": "Fixed", "amount": 500000}],
}


def a_pack(*later: dict, **changes) -> dict:
	policy = {"code": "P-1", "status": "Active", "versions": [FIRST, *later]}
	return {
		"format": 2,
		"programme": {"code": "P", "title": "Chương trình", "status": "Active"},
		"routes": [{"code": "HAI-CAP", "title": "Hai cấp", "steps": [
			{"step_kind": "Decide", "level": "Province", "prepare_role": "CS Department Officer"}
		]}],
		"policies": [policy],
		**changes,
	}  # fmt: skip


def parsed(pack: dict) -> dict:
	return parse_pack(json.dumps(pack))


def test_every_shipped_file_is_canonical_and_complete():
	for path, text in format_packs.formatted().items():
		assert path.read_text(encoding="utf-8") == text, f"{path}: run tools/format_packs.py"


def test_packs_have_an_order_of_their_own():
	orders = [pack["programme"]["order"] for pack in format_packs.read_packs().values()]
	assert orders == sorted(set(orders))


def test_shared_records_say_the_same_in_every_pack():
	seen: dict = {}
	for pack in format_packs.read_packs().values():
		for key, code in (
			("routes", "code"),
			("exclusive_groups", "group_code"),
			("legal_documents", "document_code"),
		):
			for record in pack.get(key, ()):
				assert seen.setdefault((key, record[code]), record) == record, record[code]


def test_nothing_empty_or_usual_stands_in_the_text():
	pack = a_pack()
	pack["policies"][0]["versions"][0] = {
		**FIRST, "period_kind": "Once", "once_only": True, "notes": "", "exclusions": [], "reference_date": None,
	}  # fmt: skip
	pack["policies"][0]["versions"][0]["components"] = [{**FIRST["components"][0], "minimum_amount": 0}]
	assert pack_text(pack) == pack_text(a_pack())
	assert pack_text(parsed(a_pack())) == pack_text(a_pack())
	assert pack_text(a_pack()).endswith("}\n") and "\t" in pack_text(a_pack())


def test_a_later_version_tells_only_what_changes():
	later = {"in_force_from": "2021-11-06", "criteria": None, "title": FIRST["title"], "period_kind": "Month"}
	policy = parsed(a_pack(later))["policies"][0]
	assert policy["versions"][1] == {"in_force_from": "2021-11-06", "period_kind": "Month", "criteria": None}
	first, second = complete_wordings(policy)
	assert "criteria" not in second and second["components"] == first["components"]
	assert folded([first, second]) == policy["versions"]


def test_a_person_is_judged_by_the_wording_of_the_day():
	"""59 years: refused while the age counts, given 500,000 VND after the condition is gone."""
	policy = parsed(a_pack({"in_force_from": "2021-11-06", "criteria": None}))["policies"][0]
	outcomes = [
		judge_and_compute(snapshot_of_wording("P-1", wording), {"age": 59})
		for wording in complete_wordings(policy)
	]
	assert [outcome.eligible for outcome in outcomes] == [False, True]
	assert outcomes[1].entitlement.total == 500_000


def test_criteria_of_a_component_stay_with_it():
	supplement = {"code": "B", "title": "Thêm", "method": "Fixed", "amount": 1000000}
	supplement["criteria"] = [{"group": 1, "fact": "pregnant", "operator": "=", "value": "Yes"}]
	pack = a_pack()
	pack["policies"][0]["versions"] = [{**FIRST, "components": [*FIRST["components"], supplement]}]
	snapshot = snapshot_of_wording("P-1", complete_wordings(parsed(pack)["policies"][0])[0])
	totals = [
		judge_and_compute(snapshot, {"age": 60, "pregnant": value}).entitlement.total
		for value in ("Yes", "No")
	]
	assert totals == [1_500_000, 500_000]


def change_of(path: tuple, value: object):
	def apply(pack: dict) -> None:
		place = pack
		for key in path[:-1]:
			place = place[key]
		place[path[-1]] = value

	return apply


VERSION = ("policies", 0, "versions", 0)


@pytest.mark.parametrize(
	("damage", "place"),
	[
		(change_of(("programme", "colour"), "red"), "programme"),
		(change_of(("programme", "title"), ["x"]), "programme.title"),
		(change_of(("policies",), {}), "policies"),
		(change_of((*VERSION, "title"), ""), "policies[P-1].versions[1].title"),
		(change_of((*VERSION, "once_only"), "yes"), "policies[P-1].versions[1].once_only"),
		(change_of((*VERSION, "in_force_from"), "7/7/2021"), "policies[P-1].versions[1].in_force_from"),
		(change_of((*VERSION, "components", 0, "amount"), 1.5), "components[A].amount"),
		(change_of((*VERSION, "components", 0, "percent"), "mười"), "components[A].percent"),
		(change_of((*VERSION, "components", 0, "amount"), float("inf")), "components[A].amount"),
		(change_of((*VERSION, "components", 0, "percent"), float("nan")), "components[A].percent"),
		(change_of((*VERSION, "components", 0, "percent"), "-Infinity"), "components[A].percent"),
		(change_of((*VERSION, "criteria", 0), "age >= 60"), "criteria[1]"),
		(
			change_of(
				(*VERSION, "form_fields"), [{"fieldname": "a", "label": "A", "kind": "text", "choices": "x"}]
			),
			"choices",
		),
		(change_of(("routes", 0, "steps"), []), "routes[HAI-CAP].steps"),
	],
)
def test_a_fault_is_named_by_its_place(damage, place):
	pack = json.loads(json.dumps(a_pack()))
	damage(pack)
	with pytest.raises(Problem) as caught:
		parsed(pack)
	assert place in str(caught.value)


@pytest.mark.parametrize(
	"damage",
	[
		change_of(("programme", "notes"), "Xem <img src=x onerror=alert(1)>"),
		change_of(("programme", "<b>"), "x"),
		change_of((*VERSION, "criteria", 0, "value"), "</script>"),
	],
)
def test_a_file_holds_no_markup(damage):
	pack = json.loads(json.dumps(a_pack()))
	damage(pack)
	with pytest.raises(Problem, match="contains HTML"):
		parsed(pack)


def test_a_less_than_sign_is_no_markup():
	pack = a_pack()
	pack["programme"]["notes"] = "thu nhập < 1.000.000 đồng, <= 15 ngày"
	assert parsed(pack)["programme"]["notes"].startswith("thu nhập <")


def test_versions_go_forward_in_time():
	for day in ("2021-07-07", "2021-01-01"):
		with pytest.raises(Problem, match=r"versions\[2\].*later"):
			parsed(a_pack({"in_force_from": day}))


def test_a_code_stands_once():
	pack = a_pack()
	pack["policies"] *= 2
	with pytest.raises(Problem, match="P-1 stands twice"):
		parsed(pack)


def test_a_code_that_nobody_knows_is_refused():
	with pytest.raises(Problem, match="HAI-CAP is neither"):
		completed(parsed(a_pack()), lambda key, code: None)


def test_only_what_is_reached_stays_in_the_file():
	pack = a_pack()
	pack["routes"].append({**pack["routes"][0], "code": "KHAC"})
	by_code = {route["code"]: route for route in parsed(pack)["routes"]}
	found = completed(parsed(pack), lambda key, code: by_code.get(code))
	assert [route["code"] for route in found["routes"]] == ["HAI-CAP"]


def changes_between(here: dict, file: dict) -> dict[tuple, tuple]:
	return {
		tuple(step.row or step.column.key for step in change.path): (change.kind, change.old, change.new)
		for change in differences(parsed(here), parsed(file))
	}


def test_the_same_packs_do_not_differ():
	assert differences(parsed(a_pack()), parsed(a_pack())) == []


def test_a_changed_value_stands_old_beside_new():
	component = {**FIRST["components"][0], "amount": 600000}
	pack = a_pack()
	pack["policies"][0]["versions"] = [{**FIRST, "components": [component]}]
	assert changes_between(a_pack(), pack) == {
		("P-1", "2021-07-07", "A", "amount"): ("Changed", 500_000, 600_000)
	}


def test_an_added_version_is_one_change_and_a_missing_one_stays():
	later = a_pack({"in_force_from": "2021-11-06", "period_kind": "Month"})
	((path, (kind, _old, new)),) = changes_between(a_pack(), later).items()
	assert (path, kind, new["period_kind"]) == (("P-1", "2021-11-06"), "Added", "Month")
	((_path, (kind, _old, _new)),) = changes_between(later, a_pack()).items()
	assert kind == "Only Here"


def test_rows_taken_out_of_a_grid_are_changes():
	pack = a_pack()
	pack["policies"][0]["versions"] = [{**FIRST, "criteria": []}]
	((path, (kind, old, new)),) = changes_between(a_pack(), pack).items()
	assert (path, kind, new) == (("P-1", "2021-07-07", "1 · age"), "Changed", None)
	assert old["value"] == "60"


def test_everything_is_added_to_a_site_that_has_nothing():
	kinds = {change.kind for change in differences({}, parsed(a_pack()))}
	assert kinds == {"Added"}
