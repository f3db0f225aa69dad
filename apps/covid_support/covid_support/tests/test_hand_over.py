"""The reform of 01/07/2025, with the real units of Sóc Trăng and Cần Thơ: nothing is lost, old files keep their past."""

from datetime import date

import frappe
import pytest
from frappe.utils import getdate

from covid_support.actions.hand_over_units import KIND, HandOverUnits
from covid_support.bulk import queue
from covid_support.bulk.runner import work
from covid_support.bulk.start import record, run_now
from covid_support.core.record_name import record_name
from covid_support.policies import roles
from covid_support.policies.area import forget_areas
from covid_support.tests import bulk_world as world
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused
from covid_support.workflows.api import plan_hand_over, start_hand_over

NEW_PROVINCE = "92-2025"  # Thành phố Cần Thơ, from Cần Thơ, Hậu Giang and Sóc Trăng
NEW_COMMUNE = "31552-2025"  # Xã An Lạc Thôn took Xã An Mỹ over
DIVIDED = "31207-2004"  # went into 31207-2025 and 31228-2025
REASON = "Sắp xếp đơn vị hành chính từ 01/07/2025"
REFORM = "2025-07-01"  # a Tuesday


@pytest.fixture(autouse=True)
def uncommitted(monkeypatch):
	"""The run commits unit by unit; a test undoes everything."""
	world.keep_in_one_transaction(monkeypatch)
	frappe.db.set_value(
		"Approval Route",
		frappe.db.get_value("Support Policy", make.MERIT, "approval_route"),
		{"handover_route": "HAI-CAP", "valid_to": "2025-06-30"},
	)
	frappe.clear_document_cache("Approval Route", "BA-CAP-DANH-SACH")


def hand_over(planned: bool = True):
	values = {"title": "Chuyển giao Cần Thơ", "administrative_unit": NEW_PROVINCE, "handover_date": REFORM}
	document = frappe.get_doc({"doctype": "Unit Hand Over", "reason": REASON, **values}).insert()
	if planned:
		plan_hand_over(document.name)
	return frappe.get_doc("Unit Hand Over", document.name)


def run(name: str) -> tuple:
	"""Carry the hand-over out; (status of the operation, rows moved)."""
	operation = run_now(KIND, {"hand_over": name})
	return frappe.db.get_value("Bulk Operation", operation, ("status", "rows_done"))


def reform() -> str:
	"""Plan and run the hand-over on the day of the reform."""
	make.go_to(REFORM)
	name = hand_over().name
	assert run(name)[0] == "Completed"
	forget_areas()
	return name


def row_of(document, unit: str):
	return next((row for row in document.units if row.old_unit == unit), None)


def columns(name: str, *fields: str) -> tuple:
	return frappe.db.get_value("Application List", name, fields)


# --- the plan ---------------------------------------------------------------------------------------------


def test_the_plan_shows_what_stands_unfinished_and_moves_nothing(who):
	name = make.list_in("District Appraisal", who, 2)
	make.approved_list(who)
	document = hand_over()
	row = row_of(document, make.COMMUNE)
	assert (document.status, row.successor, row.lists) == ("Planned", NEW_COMMUNE, 1)
	assert row.people == frappe.db.count("Beneficiary", {"commune": make.COMMUNE})
	assert row.officials == frappe.db.count("Official Assignment", {"administrative_unit": make.COMMUNE})
	assert columns(name, "administrative_unit", "workflow_state") == (make.COMMUNE, "District Appraisal")


def test_a_divided_unit_is_left_to_the_administrator():
	make.person(DIVIDED)
	document = hand_over()
	row = row_of(document, DIVIDED)
	assert (row.successor, row.choices.split("\n")) == (None, ["31207-2025", "31228-2025"])
	row.successor = NEW_COMMUNE
	with refused("không tiếp nhận phần nào của"):
		document.save()


def test_a_divided_unit_goes_where_the_administrator_says():
	chosen = make.person(DIVIDED)
	document = hand_over()
	row_of(document, DIVIDED).successor = "31228-2025"
	document.save()
	make.go_to(REFORM)
	run(document.name)
	assert frappe.db.get_value("Beneficiary", chosen.name, "commune") == "31228-2025"


# --- the run ----------------------------------------------------------------------------------------------


def test_a_list_at_the_district_goes_on_at_the_province(who):
	name = make.list_in("District Appraisal", who, 2)
	reform()
	assert columns(name, "administrative_unit", "approval_route", "workflow_state", "responsible_role") == (
		NEW_COMMUNE,
		"HAI-CAP",
		"Province Appraisal",
		roles.DEPARTMENT_OFFICER,
	)
	assert getdate(columns(name, "due_date")) == date(2025, 7, 4)  # three working days: 2, 3, 4
	step = frappe.get_doc("Application List", name).steps[-1]
	assert (step.action, step.from_state, step.to_state) == (
		"Hand Over",
		"District Appraisal",
		"Province Appraisal",
	)
	assert step.reason.startswith(REASON)
	assert {row.commune for row in make.lines(name)} == {NEW_COMMUNE}


@pytest.mark.parametrize("state", ["Draft", "Commune Signing", "Public Posting", "Province Decision"])
def test_a_list_whose_office_remains_keeps_its_place_and_its_day(who, state):
	name = make.list_in(state, who)
	before = columns(name, "workflow_state", "due_date", "signed_digest")
	reform()
	assert columns(name, "workflow_state", "due_date", "signed_digest") == before
	assert columns(name, "administrative_unit", "approval_route") == (NEW_COMMUNE, "HAI-CAP")


def test_the_handed_over_list_is_decided_and_paid_for_by_the_successors(who):
	budget = make.allocation()
	name = make.list_in("District Appraisal", who, 2)
	reform()
	officer = make.official(roles.DEPARTMENT_OFFICER, NEW_PROVINCE, valid_from=REFORM)
	leader = make.official(roles.PROVINCIAL_LEADER, NEW_PROVINCE, valid_from=REFORM)
	make.act("Application List", name, "Propose Decision", officer)
	values = {
		"subject": "Hỗ trợ người có công",
		"programme": make.PROGRAMME,
		"office": make.office(NEW_PROVINCE),
	}
	values |= {"administrative_unit": NEW_PROVINCE, "budget_allocation": budget.name}
	with make.acting_as(officer):
		decision = frappe.get_doc(
			{"doctype": "Decision", **values, "lists": [{"application_list": name}]}
		).insert()
	make.act("Decision", decision.name, "Submit for Signature", officer)
	make.act("Decision", decision.name, "Issue Decision", leader)
	assert make.state_of(name) == "Approved"
	assert frappe.db.get_value("Budget Allocation", budget.name, "available_amount") == 97_000_000


def test_officials_follow_their_commune_and_district_posts_end(who):
	make.list_in("District Appraisal", who)
	reform()
	areas = frappe.get_all(
		"Official Assignment",
		filters={"user": who.commune_officer},
		fields=["administrative_unit", "valid_from", "valid_to"],
		order_by="valid_from",
	)
	assert [tuple(row.values()) for row in areas] == [
		(make.COMMUNE, date(2020, 1, 1), date(2025, 6, 30)),
		(NEW_COMMUNE, date(2025, 7, 1), None),
	]
	ended = frappe.get_all("Official Assignment", filters={"user": who.district_officer}, pluck="valid_to")
	assert ended == [date(2025, 6, 30)]


def test_old_files_keep_their_past_and_are_read_by_the_successor(who):
	old = make.approved_list(who)
	reform()
	assert columns(old, "administrative_unit", "approval_route") == (make.COMMUNE, "BA-CAP-DANH-SACH")
	assert frappe.get_doc("Application List", old).steps[-1].action == "Approve"
	stranger = make.official(roles.COMMUNE_OFFICER, "31561-2025", valid_from=REFORM)
	with make.acting_as(who.commune_officer):
		assert frappe.has_permission("Application List", "read", old)
		assert old in frappe.get_list("Application List", pluck="name")
	with make.acting_as(stranger):
		assert not frappe.has_permission("Application List", "read", old)
		assert old not in frappe.get_list("Application List", pluck="name")


def test_what_belongs_to_a_divided_commune_stays_and_the_province_reads_it():
	person = make.person(DIVIDED)
	reform()
	assert frappe.db.get_value("Beneficiary", person.name, "commune") == DIVIDED
	commune = make.official(roles.COMMUNE_OFFICER, "31207-2025", valid_from=REFORM)
	province = make.official(roles.DEPARTMENT_OFFICER, NEW_PROVINCE, valid_from=REFORM)
	with make.acting_as(province):
		assert frappe.has_permission("Beneficiary", "read", person.name)
	with make.acting_as(commune):
		assert not frappe.has_permission("Beneficiary", "read", person.name)


def test_what_is_still_to_be_paid_or_delivered_goes_with_its_commune(who):
	name = make.approved_list(who, 3)
	paid = [
		{"payment_status": "Paid", "paid_amount": amount, "returned_amount": back}
		for amount, back in ((1_500_000, 0), (1_000_000, 500_000), (900_000, 100_000))
	]
	lines = make.lines(name)
	for line, values in zip(lines, paid, strict=True):
		frappe.db.set_value("Support Application", line.name, values)
	for line, status in zip(lines, ("Paid", "Delivered", "Planned"), strict=True):
		for doctype in ("Benefit Delivery", "Application Paper"):
			values = {
				"application": line.name,
				"commune": make.COMMUNE,
				"policy": make.MERIT,
				"paper": "Mẫu 07",
			}
			frappe.get_doc(
				{"doctype": doctype, "name": record_name(), "status": status, **values}
			).db_insert()
	waiver = frappe.get_doc(
		{"doctype": "Support Waiver", "name": record_name(), "beneficiary": lines[0].beneficiary,
		"commune": make.COMMUNE}
	)  # fmt: skip
	waiver.db_insert()
	reform()
	assert [row.commune for row in make.lines(name)] == [make.COMMUNE, make.COMMUNE, NEW_COMMUNE]
	for doctype in ("Benefit Delivery", "Application Paper", "Entitlement Claim"):
		filters = {"application": ["in", [row.name for row in lines]]}
		rows = frappe.get_all(doctype, filters, ["application", "commune"], order_by="application")
		assert [row.commune for row in rows] == [make.COMMUNE, make.COMMUNE, NEW_COMMUNE], doctype
	assert frappe.db.get_value("Support Waiver", waiver.name, "commune") == NEW_COMMUNE


# --- once, whole, on record --------------------------------------------------------------------------------


def test_a_killed_run_ends_as_an_uninterrupted_one(who, monkeypatch):
	first = make.list_in("District Appraisal", who)
	second = make.list_in("District Appraisal", make.officials(make.FAR_COMMUNE))
	make.go_to(REFORM)
	name = hand_over().name
	whole = HandOverUnits.run_chunk

	def killed(self, key, parameters):
		outcome = whole(self, key, parameters)
		if key[1] == make.FAR_COMMUNE:
			raise KeyboardInterrupt
		return outcome

	monkeypatch.setattr(HandOverUnits, "run_chunk", killed)
	operation = record(KIND, {"hand_over": name})
	with pytest.raises(KeyboardInterrupt):
		work(operation)
	frappe.db.rollback()  # as the database does when its client is gone
	assert frappe.db.get_value("Unit Hand Over", name, "status") == "Running"
	monkeypatch.setattr(HandOverUnits, "run_chunk", whole)
	assert work(operation) == "Completed"
	for listed in (first, second):
		steps = [row.action for row in frappe.get_doc("Application List", listed).steps]
		assert steps.count("Hand Over") == 1
		assert make.state_of(listed) == "Province Appraisal"
	document = frappe.get_doc("Unit Hand Over", name)
	assert document.status == "Completed" and all(row.done for row in document.units)


def test_a_second_run_changes_nothing_and_the_record_stays(who):
	make.list_in("District Appraisal", who, 2)
	name = reform()
	document = frappe.get_doc("Unit Hand Over", name)
	assert (document.status, document.done_by, len(document.digest)) == ("Completed", "Administrator", 64)
	assert run(name) == ("Completed", 0)
	assert frappe.db.get_value("Unit Hand Over", name, "digest") == document.digest
	document.reload()
	document.reason = "Khác"
	with refused("đã thực hiện nên không được sửa"):
		document.save()
	with refused("đã thực hiện và được lưu hồ sơ"):
		frappe.get_doc("Unit Hand Over", name).delete()


def test_two_runs_at_once_leave_the_record_of_one(who, monkeypatch):
	make.list_in("District Appraisal", who, 2)
	make.go_to(REFORM)
	name = hand_over().name
	first = record(KIND, {"hand_over": name})
	make.go_to("2025-07-02")
	late = record(KIND, {"hand_over": name})  # planned while no unit is done
	assert work(first) == "Completed"
	kept = frappe.db.get_value("Unit Hand Over", name, ["digest", "done_on"])
	assert (work(late), frappe.db.get_value("Bulk Operation", late, "rows_done")) == ("Completed", 0)
	assert frappe.db.get_value("Unit Hand Over", name, ["digest", "done_on"]) == kept


def test_the_button_leaves_the_run_to_workers(who, monkeypatch):
	make.list_in("District Appraisal", who)
	make.go_to(REFORM)
	called = []
	monkeypatch.setattr(queue, "call_workers_after_commit", called.append)
	name = hand_over().name
	operation = start_hand_over(name)
	assert called == [operation]
	assert frappe.db.get_value("Bulk Operation", operation, "administrative_unit") == NEW_PROVINCE
	assert start_hand_over(name) == operation


def test_a_unit_that_cannot_be_handed_over_waits_and_the_others_go(who, monkeypatch):
	first = make.list_in("District Appraisal", who)
	make.list_in("District Appraisal", make.officials(make.FAR_COMMUNE))
	make.go_to(REFORM)
	name = hand_over().name
	whole = HandOverUnits.run_chunk

	def refusing(self, key, parameters):
		if key[1] == make.FAR_COMMUNE:
			raise frappe.ValidationError("Quy trình chưa xong")
		return whole(self, key, parameters)

	monkeypatch.setattr(HandOverUnits, "run_chunk", refusing)
	assert run(name)[0] == "Completed with Exceptions"
	assert make.state_of(first) == "Province Appraisal"
	document = frappe.get_doc("Unit Hand Over", name)
	assert (document.status, row_of(document, make.FAR_COMMUNE).done) == ("Running", 0)
	monkeypatch.setattr(HandOverUnits, "run_chunk", whole)
	assert run(name)[0] == "Completed"
	assert frappe.db.get_value("Unit Hand Over", name, "status") == "Completed"


def test_it_is_refused_before_its_day_without_a_plan_or_without_a_route(who):
	make.list_in("District Appraisal", who)
	make.go_to("2025-06-30")
	with refused("thực hiện từ ngày 01/07/2025"):
		run(hand_over().name)
	make.go_to(REFORM)
	with refused("Xem nội dung chuyển giao"):
		run(hand_over(planned=False).name)
	frappe.db.set_value("Approval Route", "BA-CAP-DANH-SACH", "handover_route", None)
	with refused("Đề nghị nhập quy trình sau sắp xếp"):
		run(hand_over().name)
