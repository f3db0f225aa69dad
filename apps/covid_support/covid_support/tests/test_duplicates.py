"""Duplicates in the registry: raised once, decided within the area, merged and undone without losing anything."""

from datetime import date

import frappe
import pytest

from covid_support.actions.merge_people import MergePeople, UndoMerge
from covid_support.applications.list_totals import signed_digest
from covid_support.bulk.operation import operation_of
from covid_support.bulk.start import record
from covid_support.checks.invariants import check_all
from covid_support.policies import roles
from covid_support.registry.duplicate_cases import cases_for
from covid_support.registry.duplicates_api import (
	decide_cases,
	decide_flags,
	flag_life_status,
	get_comparison,
	merge_people,
	preview_life_list,
	undo_merge,
)
from covid_support.tests import factories as make
from covid_support.tests.many_hands import Ground, together
from covid_support.tests.refusals import refused

NAME = "Thạch Thị Ngọc Điệp"
BIRTH = {"full_name": NAME, "sex": "Female", "birth_date": "23/04/1968"}
WHY = "Đã đối chiếu CMND và CCCD"


@pytest.fixture
def district_officer():
	return make.official(roles.DISTRICT_OFFICER, make.DISTRICT)


def twice(commune: str = make.COMMUNE, **second):
	"""One person registered with a CMND, then again with a CCCD."""
	first = make.person(make.COMMUNE, **BIRTH, personal_id=None, identity_card="366123456")
	values = {**BIRTH, "personal_id": "004168123456", "phone": None, **second}
	return first, make.person(commune, category="BTXH", **values)


def case_of(one, other) -> str | None:
	return frappe.db.get_value(
		"Duplicate Case", dict(zip(("one", "other"), sorted((one.name, other.name)), strict=True))
	)


def snapshot(*people) -> list:
	"""Everything that the database holds about `people`."""
	names = tuple(row.name for row in people)
	parts = [frappe.db.sql("select * from `tabBeneficiary` where name in %s order by name", [names])]
	for doctype, column in (
		("Beneficiary Category Period", "parent"),
		("Support Application", "beneficiary"),
		("Entitlement Claim", "beneficiary"),
		("Payment", "beneficiary"),
		("Support Waiver", "beneficiary"),
	):
		parts.append(
			frappe.db.sql(f"select * from `tab{doctype}` where {column} in %s order by name", [names])
		)
	return parts


# --- cases ------------------------------------------------------------------------------------------------


def test_a_case_is_raised_once_whatever_was_decided(officer):
	first, second = twice()
	assert cases_for([second.name]) == 1 and cases_for([first.name, second.name]) == 0
	with make.acting_as(officer):
		assert decide_cases([case_of(first, second)], "Not the Same", "Hai chị em họ") == {
			"decided": 1,
			"left": 0,
		}
		assert decide_cases([case_of(first, second)], "Not the Same") == {"decided": 0, "left": 0}
	assert cases_for([first.name, second.name]) == 0
	row = frappe.get_doc("Duplicate Case", case_of(first, second))
	assert (row.state, row.decided_by, row.note) == ("Not the Same", officer, "Hai chị em họ")
	assert row.get_title() == NAME


def test_a_search_of_the_area_is_an_operation(officer):
	first, second = twice()
	with make.acting_as(officer):
		name = record("Find Duplicates", {"administrative_unit": make.COMMUNE})
		outcome = operation_of("Find Duplicates", name).run_chunk(make.COMMUNE, {})
		assert case_of(first, second) and outcome.rows >= 2
		with refused("không thuộc địa bàn"):
			record("Find Duplicates", {"administrative_unit": make.FAR_COMMUNE})


def test_the_person_of_another_area_is_withheld(officer, district_officer):
	first, second = twice(make.SECOND_COMMUNE)
	cases_for([first.name])
	case = case_of(first, second)
	with make.acting_as(officer):
		told = get_comparison(case)
		assert not told["decides"] and not told["both"]
		assert second.personal_id not in str(told) and "Xã Đại Hải" in str(told)
		with refused("địa bàn khác"):
			decide_cases([case], "Same Person")
		with refused("địa bàn khác"):
			merge_people(first.name, second.name, WHY)
	with make.acting_as(district_officer):
		told = get_comparison(case)
		assert told["decides"] and second.personal_id in str(told)
		assert [row["differs"] for row in told["rows"] if row["one"] == NAME] == [False]
	with make.acting_as(make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)):
		with refused(exception=frappe.PermissionError):
			get_comparison(case)
		assert not frappe.get_list("Duplicate Case", filters={"name": case})


@pytest.mark.parametrize("role", [roles.COMMUNE_CHAIR, roles.AUDITOR])
def test_readers_do_not_decide(role):
	first, second = twice()
	cases_for([first.name])
	with make.acting_as(make.official(role, make.COMMUNE)):
		assert not get_comparison(case_of(first, second))["decides"]
		with refused("Cán bộ"):
			decide_cases([case_of(first, second)], "Same Person")
		with refused("Cán bộ"):
			merge_people(first.name, second.name, WHY)


def test_a_case_is_not_written_by_hand(officer):
	first, second = twice()
	cases_for([first.name])
	document = frappe.get_doc("Duplicate Case", case_of(first, second))
	with make.acting_as(officer), refused(exception=frappe.PermissionError):
		document.update({"state": "Merged"}).save()
	with refused("bằng các nút"):
		document.update({"state": "Merged"}).save()


# --- merge and undo ---------------------------------------------------------------------------------------


def test_a_merge_fills_gaps_moves_everything_and_leaves_a_tombstone(officer):
	first, second = twice(phone="0951234567")
	first.db_set("phone", None)
	filed = make.application(second.name, make.ASSISTANCE, by=officer)
	cases_for([first.name])
	with make.acting_as(officer):
		merge = merge_people(first.name, second.name, WHY)
		assert merge_people(first.name, second.name, WHY) == merge
	kept, gone = (frappe.get_doc("Beneficiary", row.name) for row in (first, second))
	assert (kept.identity_card, kept.personal_id, kept.phone) == ("366123456", "004168123456", "0951234567")
	assert kept.identity_masked.endswith("3456") and len(kept.identity_masked) == 12
	assert {row.category for row in kept.categories} == {"NCC", "BTXH"}
	assert (gone.life_status, gone.merged_into, gone.personal_id) == ("Merged", first.name, None)
	moved = frappe.db.get_value("Support Application", filed.name, ["beneficiary", "filed_as"])
	assert moved == (first.name, second.name)
	assert frappe.db.get_value("Entitlement Claim", {"application": filed.name}, "beneficiary") == first.name
	assert frappe.db.get_value("Duplicate Case", case_of(first, second), "state") == "Merged"
	record_of_it = frappe.get_doc("Person Merge", merge)
	assert (record_of_it.merged_by, record_of_it.reason, record_of_it.rows_moved) == (officer, WHY, 2)
	assert not any(check_all().values())


def test_undoing_restores_every_column_and_row(officer):
	first, second = twice()
	make.application(second.name, make.ASSISTANCE, by=officer)
	before = snapshot(first, second)
	with make.acting_as(officer):
		merge = merge_people(first.name, second.name, WHY)
		assert snapshot(first, second) != before
		undo_merge(merge, "Hai người khác nhau")
		assert snapshot(first, second) == before
		undo_merge(merge, "Lần nữa")
	row = frappe.get_doc("Person Merge", merge)
	assert (row.undone_by, row.undo_reason) == (officer, "Hai người khác nhau")
	with make.acting_as(officer):
		assert merge_people(first.name, second.name, WHY) != merge


def test_a_signed_list_and_a_paid_batch_verify_after_the_merge(officer):
	who = make.officials()
	listed = make.list_in("Province Decision", who, 2)
	decision = make.issued_decision([listed], who)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	paid = frappe.get_doc("Beneficiary", make.lines(listed)[0].beneficiary)
	other = make.person(full_name=paid.full_name, sex=paid.sex, birth_date=paid.birth_date, personal_id=None)
	sealed = signed_digest(listed)
	with make.acting_as(officer):
		merge = MergePeople(other.name, paid.name, WHY).run()
	assert signed_digest(listed) == sealed
	assert frappe.db.get_value("Payment", {"filed_as": paid.name}, "beneficiary") == other.name
	assert not any(check_all().values())
	with make.acting_as(officer):
		UndoMerge(merge, "Nhầm").run()
	assert not any(check_all().values())
	assert not frappe.db.exists("Payment", {"filed_as": paid.name})


def test_nothing_is_undone_once_something_newer_depends_on_it(officer):
	first, second = twice()
	with make.acting_as(officer):
		merge = merge_people(first.name, second.name, WHY)
	filed = make.application(first.name, by=officer)
	with make.acting_as(officer), refused(filed.name, "rút"):
		undo_merge(merge, "Nhầm")
	frappe.delete_doc("Support Application", filed.name)
	kept = frappe.get_doc("Beneficiary", first.name)
	with make.acting_as(officer):
		kept.update({"address": "12 Quốc lộ 1"}).save()
		with refused("đã thay đổi"):
			undo_merge(merge, "Nhầm")


# --- refusals ---------------------------------------------------------------------------------------------


def test_two_live_applications_of_one_policy_are_not_merged(officer):
	first, second = twice()
	second.append("categories", {"category": "NCC", "from_date": "2015-01-01"}).parent_doc.save()
	one, other = (make.application(row.name, make.MERIT, by=officer) for row in (first, second))
	before = snapshot(first, second)
	with make.acting_as(officer), refused(one.name, other.name, "Rút"):
		merge_people(first.name, second.name, WHY)
	assert snapshot(first, second) == before
	with make.acting_as(officer):
		make.api.withdraw_application(other.name, "Ghi trùng người")
		merge_people(first.name, second.name, WHY)
	assert not any(check_all().values())


def test_two_policies_of_one_exclusive_group_are_not_merged(officer):
	first, second = twice()
	one = make.application(first.name, make.MERIT, by=officer)
	other = make.application(second.name, make.ASSISTANCE, by=officer)
	with make.acting_as(officer), refused(one.name, other.name):
		merge_people(first.name, second.name, WHY)


def test_two_personal_ids_are_two_people(officer):
	first, second = make.person(), make.person()
	with make.acting_as(officer), refused("hai số định danh"):
		merge_people(first.name, second.name, WHY)


def test_a_merge_needs_a_reason_and_two_people(officer):
	first, second = twice()
	with make.acting_as(officer):
		with refused("lý do"):
			merge_people(first.name, second.name, " ")
		with refused("hai người khác nhau"):
			merge_people(first.name, first.name, WHY)


def test_a_merged_record_takes_nothing_more(officer):
	first, second = twice()
	third = make.person(personal_id=None)
	with make.acting_as(officer):
		merge_people(first.name, second.name, WHY)
		with refused("đã được gộp"):
			merge_people(third.name, second.name, WHY)
		with refused("đã được gộp"):
			merge_people(second.name, third.name, WHY)
		with refused("được gộp"):
			make.application(second.name, make.ASSISTANCE, by=officer)
		with refused("đã được gộp"):
			frappe.get_doc("Beneficiary", second.name).update({"address": "1"}).save()
		listed = make.empty_list(officer)
		added = make.add_people(listed, [second], officer)
		assert added["people"] == 0 and "được gộp" in added["refused"][0]["reason"]
		names = frappe.call("covid_support.policies.link_search.search", doctype="Beneficiary", txt=NAME,
			searchfield="name", start=0, page_len=20, filters={})  # fmt: skip
		assert [row[0] for row in names] == [first.name]
	with refused("bằng nút"):
		frappe.get_doc("Beneficiary", third.name).update({"life_status": "Merged"}).save()


# --- the dead and the moved -------------------------------------------------------------------------------


def listed(*lines: tuple[str, str, str, str]) -> str:
	return "\n".join("\t".join(line) for line in lines)


def test_a_number_that_fits_marks_and_a_likeness_is_decided(officer):
	known, alike, other = make.person(), make.person(**BIRTH, personal_id=None), make.person()
	text = listed(
		(known.personal_id, known.full_name, known.birth_date, "01/05/2020"),
		("", "THACH THI NGOC DIEP", "23/04/1968", "02/05/2020"),
		(other.personal_id, "Mai Hoàn Toàn Khác", other.birth_date, "02/05/2020"),
		("", "Không Ai Biết", "01/02/1950", "02/05/2020"),
		("12", "Sai Số", "1950", "02/05/2020"),
	)
	values = {"life_status": "Dead", "reference": "Trích lục khai tử tháng 4/2020"}
	with make.acting_as(officer):
		told = preview_life_list(text, **values)
		assert [row["beneficiary"] for row in told["exact"]] == [known.name]
		assert {row["beneficiary"] for row in told["near"]} == {alike.name, other.name}
		assert told["unknown"] == [4] and list(told["wrong"]) == [5]
		assert frappe.db.get_value("Beneficiary", known.name, "life_status") == "Alive"
		assert flag_life_status(text, **values) == {"marked": 1, "to_decide": 2}
		assert flag_life_status(text, **values) == {"marked": 0, "to_decide": 0}
		assert frappe.db.get_value("Beneficiary", known.name, ["life_status", "death_date"]) == (
			"Dead",
			date(2020, 5, 1),
		)
		flag = {
			row.beneficiary: row.name for row in frappe.get_list("Life Status Flag", ["name", "beneficiary"])
		}
		assert (
			decide_flags([flag[alike.name]], "Confirmed")
			== 1
			== decide_flags([flag[other.name]], "Dismissed")
		)
		assert decide_flags([flag[alike.name]], "Dismissed") == 0
	assert frappe.db.get_value("Beneficiary", alike.name, "life_status") == "Dead"
	assert frappe.db.get_value("Beneficiary", other.name, "life_status") == "Alive"
	with refused("đã chết"):
		make.application(known.name, by=officer)


def test_a_list_reaches_only_the_living_of_the_area(officer):
	away = make.person(make.FAR_COMMUNE)
	text = listed((away.personal_id, "", "", "01/05/2020"))
	with make.acting_as(officer):
		assert preview_life_list(text, "Moved Away", "Danh sách cư trú")["unknown"] == [1]
		assert flag_life_status(text, "Moved Away", "Danh sách cư trú") == {"marked": 0, "to_decide": 0}
		with refused("văn bản"):
			flag_life_status(text, "Moved Away", "")
	with make.acting_as(make.official(roles.AUDITOR, make.COMMUNE)), refused("Cán bộ"):
		preview_life_list(text, "Dead", "x")


# --- at the same moment -----------------------------------------------------------------------------------


@pytest.fixture
def seen_by_all():
	"""(officer, first, second): one person's two records, committed for every connection, cleared away at the end."""
	ground = Ground()
	officer = ground.officials().commune_officer
	first, second = twice()
	ground.keep("Beneficiary", first.name, second.name)
	ground.commit()
	yield officer, first, second
	merges = frappe.get_all("Person Merge", filters={"kept": ["in", [first.name, second.name]]}, pluck="name")
	ground.keep("Person Merge", *merges)
	ground.clear()


def test_whoever_is_merged_while_an_application_is_filed_keeps_one_place_for_it(seen_by_all):
	officer, first, second = seen_by_all
	file, merge = together(
		(officer, lambda: make.application(second.name, make.ASSISTANCE, by=officer).name),
		(officer, lambda: merge_people(first.name, second.name, WHY)),
	)
	assert file.result or merge.result
	if merge.result and file.result:
		assert frappe.db.get_value("Support Application", file.result, "beneficiary") == first.name
	assert not any(check_all().values())


def test_two_merges_at_once_make_one(seen_by_all):
	officer, first, second = seen_by_all
	outcomes = together(
		(officer, lambda: merge_people(first.name, second.name, WHY)),
		(officer, lambda: merge_people(second.name, first.name, WHY)),
	)
	made = [outcome for outcome in outcomes if outcome.result]
	assert len(made) == 1, outcomes
	both = ["in", [first.name, second.name]]
	assert frappe.db.count("Person Merge", {"kept": both}) == 1
	assert frappe.db.count("Beneficiary", {"name": both, "life_status": "Merged"}) == 1
