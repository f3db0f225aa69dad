"""The shipped programme packs: well formed, with the law's figures and the source of every value."""

from collections.abc import Iterator
from datetime import date

import pytest

from covid_support.policies.roles import ROLES
from covid_support.programmes.pack_file import complete_wordings, read_shared
from covid_support.programmes.routes import route_states
from covid_support.rules.benefit_kinds import FROM_BUDGET
from covid_support.tests.policy_cases import PACKS, packs, policies

CONFIDENCE = {"V1", "V2", "D", "M", "NF"}
SOURCE_KINDS = {
	"Central Budget",
	"Provincial Budget",
	"District Budget",
	"Lottery Company",
	"Mobilised",
	"Other",
}
LISTS_OF_2020 = ("NQ42-NCC", "NQ42-BTXH", "NQ42-HN", "NQ42-HCN", "NQ42-LDTD", "NQ42-VESO", "ST2020-NGAY")
THREE_MONTHS = 3


def newest(code: str) -> dict:
	"""The newest wording of a policy in full."""
	return complete_wordings(policies()[code])[-1]


def all_wordings() -> list[tuple[str, dict]]:
	return [(code, wording) for code, policy in policies().items() for wording in complete_wordings(policy)]


def records(key: str) -> list[dict]:
	"""Documents, groups or routes of all packs and of routes.json."""
	shared = read_shared((PACKS / "routes.json").read_text(encoding="utf-8"))
	return [record for source in (shared, *packs().values()) for record in source.get(key, ())]


DOCUMENTS = {document["document_code"]: document for document in records("legal_documents")}
ROUTES = {route["code"]: route for route in records("routes")}
GROUPS = {group["group_code"]: group for group in records("exclusive_groups")}


def amount(code: str) -> int:
	(component,) = newest(code)["components"]
	return component["amount"]


def test_amounts_of_the_lists_of_2020():
	assert amount("NQ42-NCC") == 500_000 * THREE_MONTHS
	assert amount("NQ42-BTXH") == 500_000 * THREE_MONTHS
	assert amount("NQ42-HN") == 250_000 * THREE_MONTHS
	assert amount("NQ42-HCN") == 250_000 * THREE_MONTHS
	assert amount("NQ42-LDTD") == 1_000_000
	assert amount("NQ42-VESO") == 60_000 * 15
	assert amount("ST2020-NGAY") == 50_000


def test_amounts_give_the_figures_of_soc_trang():
	assert 45_873 * amount("NQ42-NCC") + 207_641 * amount("NQ42-HN") == 224_540_250_000
	assert 6_297 * amount("NQ42-VESO") == 5_667_300_000


def test_all_groups_of_resolution_42_and_all_policies_of_resolution_68():
	in_pack = {folder: [policy["code"] for policy in pack["policies"]] for folder, pack in packs().items()}
	assert len(in_pack["nq42_2020"]) == 1 + 1 + 2 + 1 + 1 + 1 + 2 + 1  # group 3 and lottery sellers apart
	numbers = {code.removeprefix("NQ68-")[:2] for code in in_pack["nq68_2021"]}
	assert numbers == {f"{number:02}" for number in range(1, 13)}
	assert {"NQ68-09A", "NQ68-09B", "NQ68-10B", "NQ68-11A", "NQ68-11B", "NQ68-11C"} <= set(
		in_pack["nq68_2021"]
	)


def test_one_scheme_only():
	for code in LISTS_OF_2020:
		assert newest(code)["exclusive_group"] == "NQ42-2020"
	one_off = {
		code for code in packs_codes("nq68_2021") if newest(code).get("exclusive_group") == "NQ68-MOT-LAN"
	}
	assert one_off == {
		f"NQ68-{number}" for number in ("04", "05", "06", "09A", "09B", "10", "10B", "12A", "12B")
	}
	for group in ("NQ42-2020", "NQ68-MOT-LAN"):
		assert "settlement" not in GROUPS[group] and "cycle" not in GROUPS[group], "One Only, whole programme"


def packs_codes(folder: str) -> list[str]:
	return [policy["code"] for policy in packs()[folder]["policies"]]


def test_employers_take_part_in_no_group_of_persons():
	for code, wording in all_wordings():
		if wording.get("applicant_kind") == "Employer":
			assert "exclusive_group" not in wording, code


@pytest.mark.parametrize("code", LISTS_OF_2020)
def test_poverty_lists_are_read_at_the_end_of_2019(code):
	expected = "2019-12-31" if code in ("NQ42-HN", "NQ42-HCN") else "2020-04-01"
	assert newest(code)["reference_date"] == expected


@pytest.mark.parametrize("code", policies())
def test_references_and_dates(code):
	for wording in complete_wordings(policies()[code]):
		assert wording["route"] in ROUTES
		assert wording["legal_basis"] in DOCUMENTS
		assert wording.get("exclusive_group") in {None, *GROUPS}
		assert wording["application_from"] < wording["application_to"]
		if "effective_to" in wording:
			assert wording["effective_from"] < wording["effective_to"]
		assert wording.get("in_force_from", "") <= wording["application_to"]
		shares = wording["funding_shares"]
		assert sum(share["percent"] for share in shares) == 100
		assert {share["source_kind"] for share in shares} <= SOURCE_KINDS
		assert {row["policy"] for row in wording.get("exclusions", ())} <= set(policies()) - {code}


def test_lottery_sellers_are_paid_by_the_lottery_company():
	(share,) = newest("NQ42-VESO")["funding_shares"]
	assert (share["source_kind"], share["percent"]) == ("Lottery Company", 100)


def marked_values() -> Iterator[tuple[str, dict]]:
	"""Everything that must carry its confidence and where it comes from."""
	for pack in packs().values():
		yield pack["programme"]["code"], pack["programme"]
	for group in (DOCUMENTS, ROUTES, GROUPS):
		yield from group.items()
	for code, route in ROUTES.items():
		yield from ((code, step) for step in route["steps"])
	for code, wording in all_wordings():
		yield code, wording
		yield code, wording["dates"]
		for key in ("criteria", "components", "dossier", "exclusions", "instalments"):
			yield from ((code, row) for row in wording.get(key, ()))
		for component in wording["components"]:
			yield from ((code, row) for row in component.get("criteria", ()))
		yield from ((code, {**share, "source": share["note"]}) for share in wording["funding_shares"])


def test_what_a_programme_sets_itself_is_not_marked_as_read():
	for code, route in ROUTES.items():
		for step in route["steps"]:
			own = "cài đặt" in step.get("source", "")
			assert not own or step["confidence"] in ("M", "NF"), (code, step)


def test_every_value_has_confidence_and_source():
	for where, value in marked_values():
		assert value.get("confidence") in CONFIDENCE, (where, value)
		assert value.get("source", "").strip(), (where, value)


def test_a_sum_that_is_paid_as_stated_without_a_limit_is_not_shipped_in_force():
	"""Money that is one đồng for each đồng stated is bounded by nothing but what the applicant states."""
	for code, policy in policies().items():
		wording = newest(code)
		stated = [
			row
			for row in wording["components"]
			if row.get("amount") == 1 and not (row.get("maximum_amount") or row.get("maximum_per_unit"))
		]
		pays = stated and wording.get("benefit_kind", "Cash") in FROM_BUDGET
		assert not pays or policy.get("status", "Draft") == "Draft", code


def test_what_no_source_gives_is_not_invented():
	for code, policy in policies().items():
		unknown = [row for row in newest(code)["components"] if row["confidence"] == "NF"]
		assert not any(row.get("amount") or row.get("percent") for row in unknown), code
		assert not unknown or policy.get("status", "Draft") == "Draft", code


def test_documents_have_number_title_issuer_and_date():
	numbers = {document["document_number"] for document in DOCUMENTS.values()}
	assert {"42/NQ-CP", "15/2020/QĐ-TTg", "154/NQ-CP", "32/2020/QĐ-TTg", "59/2015/QĐ-TTg"} <= numbers
	assert {"68/NQ-CP", "23/2021/QĐ-TTg", "126/NQ-CP", "33/2021/QĐ-TTg", "90/2019/NĐ-CP"} <= numbers
	assert DOCUMENTS["NQ-42-2020"]["issued_on"] == "2020-04-09"
	assert DOCUMENTS["NQ-42-2020"]["issuer"] == "Chính phủ"
	assert DOCUMENTS["QD-15-2020"]["issued_on"] == "2020-04-24"
	for document in DOCUMENTS.values():
		assert document["document_type"] and document["title"] and document["issuer"]
		assert date.fromisoformat(document["issued_on"]) <= date.fromisoformat(document["effective_from"])
		assert document.get("amends") is None or document["amends"] in DOCUMENTS


def test_programmes_cite_known_documents():
	for pack in packs().values():
		for row in pack["programme"]["legal_documents"]:
			assert row["legal_document"] in DOCUMENTS
			assert ("citation" in row) == row.get("print_as_basis", True)
			assert row.get("citation", "Căn cứ ").startswith("Căn cứ ")


@pytest.mark.parametrize("code", ROUTES)
def test_routes(code):
	steps = ROUTES[code]["steps"]
	assert route_states(steps)
	for step in steps:
		assert {step["prepare_role"], step.get("sign_role") or step["prepare_role"]} <= set(ROLES)
		assert step["working_days"] >= step.get("posting_days", 0)
		assert bool(step.get("posting_days")) == (step["step_kind"] == "Post")


def test_three_levels_until_the_reform_and_two_after_it():
	for code, route in ROUTES.items():
		levels = {step["level"] for step in route["steps"]}
		if "District" in levels:
			assert route["valid_to"] == "2025-06-30", code
	assert ROUTES["HAI-CAP"]["valid_from"] == "2025-07-01"
	assert {step["level"] for step in ROUTES["HAI-CAP"]["steps"]} == {"Commune", "Province"}


def test_days_for_workers_without_contract():
	"""Commune 5 working days and 2 of posting, district 2, province 3."""
	days = {}
	for step in ROUTES["BA-CAP-LAO-DONG"]["steps"]:
		key = (step["level"], step["step_kind"] == "Post")
		days[key] = days.get(key, 0) + step["working_days"]
	assert days == {
		("Commune", False): 5,
		("Commune", True): 2,
		("District", False): 2,
		("Province", False): 3,
	}


def test_the_local_policy_says_that_it_is_a_demonstration():
	assert "chưa xác nhận" in newest("ST2020-NGAY")["title"]
	assert packs()["soc_trang_2020"]["programme"]["area"] == "94-2004"
	assert newest("ST2020-NGAY")["confidence"] == "M"
