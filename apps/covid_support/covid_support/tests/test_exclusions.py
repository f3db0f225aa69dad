"""Directed exclusions, the dead and the moved, support elsewhere: at every door, and again before the decision."""

import threading
import time

import frappe
import pytest

from covid_support import api, screens
from covid_support.applications import api as doors
from covid_support.tests import factories as make
from covid_support.tests.many_hands import Ground, together
from covid_support.tests.own_policies import policy, top_up_group
from covid_support.tests.refusals import refused

LIST = "Application List"


@pytest.fixture
def pair():
	"""(first, second): whoever receives the first is not supported by the second. QĐ 23/2021: 12 rules 10 out."""
	first = policy()
	return first, policy(exclusions=[{"policy": first}])


def title(code: str) -> str:
	return frappe.db.get_value("Support Policy", code, "short_title")


def reason(told: dict) -> str:
	[row] = told["refused"]
	return row["reason"]


# --- when people are put on a list ----------------------------------------------------------------------------


def test_whoever_has_applied_under_the_first_is_not_added_under_the_second(who, pair):
	first, second = pair
	person, other = make.people(2)
	make.application(person.name, first, by=who.commune_officer)
	name = make.empty_list(who.commune_officer, policy=second)
	told = make.add_people(name, [person, other], who.commune_officer)
	assert told["people"] == 1
	assert f"đã có hồ sơ theo {title(first)}" in reason(told)
	assert [row.beneficiary for row in make.lines(name)] == [other.name]


def test_the_other_direction_is_free(who, pair):
	first, second = pair
	person = make.person()
	make.application(person.name, second, by=who.commune_officer)
	name = make.empty_list(who.commune_officer, policy=first)
	assert make.add_people(name, [person], who.commune_officer)["people"] == 1


def test_a_withdrawn_application_excludes_nobody(who, pair):
	first, second = pair
	person = make.person()
	filed = make.application(person.name, first, by=who.commune_officer)
	with make.acting_as(who.commune_officer):
		api.withdraw_application(filed.name, "Đổi ý")
	assert make.application(person.name, second, by=who.commune_officer).status == "Draft"


def test_a_single_application_is_refused_when_it_is_saved(who, pair):
	first, second = pair
	person = make.person()
	make.application(person.name, first, by=who.commune_officer)
	with refused(
		person.full_name, f"đã có hồ sơ theo {title(first)}", "Hồ sơ không được tiếp tục", "sửa lại trước"
	):
		make.application(person.name, second, by=who.commune_officer)
	assert not frappe.db.exists("Support Application", {"policy": second})


def test_a_row_of_another_area_is_told_by_place_and_office_alone(who, pair):
	first, second = pair
	person = make.person(make.FAR_COMMUNE)
	filed = make.application(person.name, first)
	make.office(make.OTHER_DISTRICT)
	office = frappe.db.get_value("Office", {"administrative_unit": make.OTHER_DISTRICT}, "office_name")
	person.db_set("commune", make.COMMUNE)  # has moved here since
	told = make.add_people(make.empty_list(who.commune_officer, policy=second), [person], who.commune_officer)
	assert "thuộc địa bàn khác: Xã Đại Tâm" in reason(told)
	assert f"liên hệ {office}" in reason(told)
	assert filed.name not in str(told)


@pytest.mark.parametrize(
	("life", "said"),
	[
		({"life_status": "Dead", "death_date": "2020-05-04"}, "được ghi nhận đã chết ngày 04/05/2020"),
		({"life_status": "Moved Away", "moved_on": "2020-05-01"}, "đã chuyển đi nơi khác từ ngày 01/05/2020"),
		({"life_status": "Moved Away"}, "đã chuyển đi nơi khác"),
	],
)
def test_the_dead_and_the_moved_are_not_added(who, life, said):
	person = make.person(**life)
	told = make.add_people(
		make.empty_list(who.commune_officer, policy=policy()), [person], who.commune_officer
	)
	assert said in reason(told)


def test_whoever_states_support_elsewhere_stays_off_the_list_where_that_matters(who, pair):
	for own, goes_on in ((pair[1], False), (policy(), True)):
		filed = make.application(make.person().name, own, by=who.commune_officer, other_policy_elsewhere=1)
		name = make.empty_list(who.commune_officer, policy=own)
		with make.acting_as(who.commune_officer):
			if goes_on:
				api.attach_application(filed.name, name)
			else:
				with refused("khai đã được hỗ trợ theo chính sách khác", "Nếu khai nhầm, đề nghị sửa hồ sơ"):
					api.attach_application(filed.name, name)
		assert frappe.db.get_value("Support Application", filed.name, "status") == (
			"Listed" if goes_on else "Draft"
		)


# --- on the way and at the decision -----------------------------------------------------------------------------


def on_both(who, pair, persons):
	"""Lists of both policies with the same people, as when each was drawn up before the other was known."""
	second = make.empty_list(who.commune_officer, policy=pair[1])
	make.add_people(second, persons, who.commune_officer)
	first = make.empty_list(who.commune_officer, policy=pair[0])
	make.add_people(first, persons, who.commune_officer)
	return first, second


def test_a_line_approved_elsewhere_since_is_named_and_taken_out_before_the_decision(who, pair):
	both, only_second = make.people(2)
	first, second = on_both(who, pair, [both])
	make.add_people(second, [only_second], who.commune_officer)
	make.move_list(second, who, "Province Decision")
	late = make.decision([second], who).name
	make.act("Decision", late, "Submit for Signature", who.department_officer)
	make.move_list(first, who, "Province Decision")
	make.issued_decision([first], who)

	with refused(both.full_name, f"đã được duyệt hỗ trợ theo {title(pair[0])}", "1 người"):
		make.act("Decision", late, "Issue Decision", who.provincial_leader)
	assert make.state_of(late, "Decision") == "Pending Signature"
	assert {row.status for row in make.lines(second)} == {"Proposed"}


def test_the_appraising_officer_takes_the_line_out_and_the_list_goes_on(who, pair):
	both, only_second = make.people(2)
	first, second = on_both(who, pair, [both])
	make.add_people(second, [only_second], who.commune_officer)
	make.move_list(second, who, "Province Appraisal")
	make.move_list(first, who, "Province Decision")
	make.issued_decision([first], who)
	with refused(both.full_name):
		make.act(LIST, second, "Propose Decision", who.department_officer)
	line = next(row.name for row in make.lines(second) if row.beneficiary == both.name)
	with make.acting_as(who.department_officer):
		api.take_out_line(line, "Đã được duyệt theo chính sách khác")
	assert make.act(LIST, second, "Propose Decision", who.department_officer) == "Province Decision"


def test_whoever_died_before_the_list_day_is_named_and_later_deaths_are_not(who):
	early, late = make.people(2)
	name = make.empty_list(who.commune_officer, policy=policy())
	make.add_people(name, [early, late], who.commune_officer)
	frappe.db.set_value("Beneficiary", early.name, {"life_status": "Dead", "death_date": "2020-05-03"})
	frappe.db.set_value("Beneficiary", late.name, {"life_status": "Dead", "death_date": "2020-05-06"})
	with refused("đưa 1 người sau", f"{early.full_name}: được ghi nhận đã chết ngày 03/05/2020"):
		make.act(LIST, name, "Submit for Signature", who.commune_officer)


def test_a_line_is_held_against_the_day_and_the_wording_of_its_own_application(who, pair):
	first, second = pair
	died, twice = make.people(2)
	lines = [make.application(person.name, second, by=who.commune_officer) for person in (died, twice)]
	document = frappe.get_doc("Support Policy", second)
	document.set("exclusions", [])
	document.save()
	make.go_to("2020-05-08")
	frappe.db.set_value("Beneficiary", died.name, {"life_status": "Dead", "death_date": "2020-05-06"})
	name = make.empty_list(who.commune_officer, policy=second)
	with make.acting_as(who.commune_officer):
		for line in lines:
			api.attach_application(line.name, name)
	make.application(twice.name, first, by=who.commune_officer).db_set("status", "Approved")
	with refused("đưa 1 người sau", f"{twice.full_name}: đã được duyệt hỗ trợ theo {title(first)}"):
		make.act(LIST, name, "Submit for Signature", who.commune_officer)


def test_both_decisions_at_the_same_moment(pair):
	"""The second leader's view is older than the first decision, which is not yet committed: it must wait and see."""
	ground = Ground()
	try:
		who, other = ground.officials(), ground.officials()
		person = make.person()
		lists = on_both(who, pair, [person])
		decisions = []
		for name in lists:
			make.move_list(name, who, "Province Decision")
			decisions.append(make.decision([name], who).name)
			make.act("Decision", decisions[-1], "Submit for Signature", who.department_officer)
		for code in pair:
			ground.keep("Support Policy", code)
		ground.commit(lists)
		first, told = together(*one_after_the_other(who, other, decisions))
		assert first.refusal is None
		assert [make.state_of(name, "Decision") for name in decisions] == ["Issued", "Pending Signature"]
		assert "đã được duyệt hỗ trợ" in str(told.refusal) and person.full_name in str(told.refusal)
		assert [make.state_of(name) for name in lists] == ["Approved", "Province Decision"]
	finally:
		forget(pair)
		ground.clear()


def one_after_the_other(who, other, decisions: list[str]) -> tuple:
	"""Two hands for `together`: the first issues and keeps its row uncommitted while the second begins."""
	looked, issued = threading.Event(), threading.Event()

	def first():
		looked.wait(30)
		api.act("Decision", decisions[0], "Issue Decision")
		issued.set()
		time.sleep(1)

	def second():
		frappe.db.count("Support Application")  # from here on it sees the rows of this moment
		looked.set()
		issued.wait(30)
		api.act("Decision", decisions[1], "Issue Decision")

	return (who.provincial_leader, first), (other.provincial_leader, second)


def forget(codes) -> None:
	"""Take the versions and rows of committed policies away."""
	frappe.db.rollback()
	for code in codes:
		frappe.db.delete("Policy Version", {"policy": code})
		for grid in ("Benefit Component", "Policy Exclusion", "Policy Funding Share"):
			frappe.db.delete(grid, {"parent": code})
	frappe.db.commit()


# --- the policy itself ---------------------------------------------------------------------------------------------


def test_a_circle_of_exclusions_is_refused_at_the_row_and_the_chain_named():
	first = policy()
	second = policy(exclusions=[{"policy": first}])
	third = policy(exclusions=[{"policy": second}])
	document = frappe.get_doc("Support Policy", first)
	document.append("exclusions", {"policy": third})
	with refused("Loại trừ dòng 1", f"{title(first)} → {title(third)} → {title(second)} → {title(first)}"):
		document.save()
	document.reload()
	document.append("exclusions", {"policy": first})
	with refused(f"{title(first)} → {title(first)}"):
		document.save()
	document.reload()
	for _ in range(2):
		document.append("exclusions", {"policy": make.MERIT})
	with refused("Loại trừ dòng 1", "bị ghi hai lần"):
		document.save()
	assert not frappe.db.exists("Policy Exclusion", {"parent": first})


def test_files_keep_the_exclusions_of_their_wording(who, pair):
	first, second = pair
	person = make.person()
	name = make.empty_list(who.commune_officer, policy=second)
	document = frappe.get_doc("Support Policy", second)
	document.set("exclusions", [])
	document.save()
	make.application(person.name, first, by=who.commune_officer)
	assert "đã có hồ sơ theo" in reason(make.add_people(name, [person], who.commune_officer))
	fresh = make.empty_list(who.commune_officer, policy=second, commune=make.COMMUNE)
	assert make.add_people(fresh, [person], who.commune_officer)["people"] == 1


# --- who was not added, and why -------------------------------------------------------------------------------------


def test_everybody_who_was_left_out_is_counted_by_reason_and_named(who):
	commune = make.SECOND_COMMUNE
	frappe.db.set_value(
		"Beneficiary", {"commune": commune}, "commune", make.FAR_COMMUNE
	)  # until the rollback
	office = make.officials(commune)
	first = policy()
	own = policy(
		exclusions=[{"policy": first}],
		criteria=[{"group_number": 1, "fact": "categories", "operator": "contains", "value": "NCC"}],
	)
	good = make.person(commune)
	plain = make.people(3, commune, category=None)
	taken = make.person(commune)
	make.application(taken.name, first, by=office.commune_officer)
	name = make.empty_list(office.commune_officer, commune, own)
	with make.acting_as(office.commune_officer):
		told = api.add_all_eligible(name)
		page = screens.get_not_added(name)
		wanted = screens.get_not_added(name, search=taken.full_name)
	assert (told["people"], told["amount"]) == (1, 1_000_000)
	assert [row.beneficiary for row in make.lines(name)] == [good.name]
	assert [row["count"] for row in told["headings"]] == [3, 1] and told["headings"] == page["headings"]
	assert told["headings"][0]["heading"].startswith("Chưa đạt điều kiện: ")
	assert {row["name"] for row in page["rows"]} == {row.name for row in (*plain, taken)}
	[row] = wanted["rows"]
	assert row["full_name"] == taken.full_name and f"đã có hồ sơ theo {title(first)}" in row["reason"]
	assert_downloaded(name, office.commune_officer, page)
	assert len(make.lines(name)) == 1


def assert_downloaded(name: str, by: str, page: dict) -> None:
	"""The spreadsheet holds the same people and reasons."""
	import io

	from openpyxl import load_workbook

	with make.acting_as(by):
		doors.download_not_added(name)
	rows = list(load_workbook(io.BytesIO(frappe.local.response.filecontent)).active.values)
	assert rows[0][0] == "Họ và tên"
	assert [row[0] for row in rows[1:]] == [row["full_name"] for row in page["rows"]]
	assert [row[4] for row in rows[1:]] == [row["reason"] for row in page["rows"]]


def test_who_was_left_out_is_told_only_to_who_writes_the_list(who):
	name = make.empty_list(who.commune_officer, policy=policy())
	stranger = make.officials(make.FAR_COMMUNE).commune_officer
	for door in (screens.get_not_added, doors.download_not_added):
		with make.acting_as(stranger), refused(exception=frappe.PermissionError):
			door(name)


@pytest.mark.parametrize("settlement", ["One Only", "Top Up to the Higher"])
def test_looking_at_who_was_left_out_holds_no_rows(who, settlement, monkeypatch):
	group = top_up_group(settlement=settlement)
	grids = {"exclusions": [{"policy": policy()}]} if settlement == "One Only" else {}
	make.person()
	name = make.empty_list(who.commune_officer, policy=policy(exclusive_group=group, **grids))
	sent, sql = [], frappe.db.sql
	monkeypatch.setattr(
		frappe.db,
		"sql",
		lambda query, *values, **named: (sent.append(str(query)), sql(query, *values, **named))[1],
	)
	with make.acting_as(who.commune_officer):
		screens.get_not_added(name)
	queries = " ".join(sent).lower()
	assert "tabsupport application" in queries
	assert "for update" not in queries and "share mode" not in queries
