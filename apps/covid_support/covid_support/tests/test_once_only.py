"""Doing a thing twice has one effect (design §3.9)."""

import frappe
import pytest

from covid_support import api
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def entries(budget: str) -> list[tuple]:
	rows = frappe.get_all(
		"Budget Ledger Entry",
		filters={"budget_allocation": budget},
		fields=["entry_type", "amount"],
		order_by="name",
	)
	return [(row.entry_type, int(row.amount)) for row in rows]


def test_adding_people_twice(who):
	people = make.people(3)
	name = make.empty_list(who.commune_officer)
	assert make.add_people(name, people, who.commune_officer)["people"] == 3
	again = make.add_people(name, people, who.commune_officer)
	assert (again["people"], again["amount"], len(again["refused"])) == (0, 0, 3)
	assert frappe.db.get_value("Application List", name, ["people", "proposed_amount"]) == (3, 4_500_000)


def test_adding_all_eligible_twice(who):
	make.people(3)
	name = make.empty_list(who.commune_officer)
	with make.acting_as(who.commune_officer):
		first = api.add_all_eligible(name)["people"]
		assert first >= 3
		with refused("đã đăng ký"):
			api.add_all_eligible(name)
	assert len(make.lines(name)) == first


def test_attaching_and_detaching_twice(who):
	filed = make.application(make.person().name, by=who.commune_officer).name
	name = make.empty_list(who.commune_officer)
	with make.acting_as(who.commune_officer):
		api.attach_application(filed, name)
		api.attach_application(filed, name)
		assert frappe.db.get_value("Application List", name, "people") == 1
		api.detach_application(filed)
		api.detach_application(filed)
	assert frappe.db.get_value("Application List", name, "people") == 0
	assert frappe.db.get_value("Support Application", filed, ["status", "application_list"]) == (
		"Draft",
		None,
	)


def test_withdrawing_twice(who):
	filed = make.application(make.person().name, by=who.commune_officer)
	with make.acting_as(who.commune_officer):
		with refused("Đề nghị ghi lý do"):
			api.withdraw_application(filed.name, "")
		api.withdraw_application(filed.name, "Chuyển nơi ở")
		api.withdraw_application(filed.name, "Lý do khác")
	row = frappe.get_doc("Support Application", filed.name)
	assert (row.status, row.reason) == ("Withdrawn", "Chuyển nơi ở")
	assert not frappe.db.exists("Entitlement Claim", {"beneficiary": filed.beneficiary})
	assert make.application(filed.beneficiary, by=who.commune_officer).status == "Draft"


def test_taking_out_and_putting_back_twice(who):
	name = make.list_in("District Appraisal", who)
	line = make.lines(name)[0].name
	with make.acting_as(who.district_officer):
		for _time in range(2):
			api.take_out_line(line, "Trùng")
		assert frappe.db.count("Line Correction", {"application": line}) == 1
		for _time in range(2):
			api.put_back_line(line, "Đã xác minh")
	assert frappe.db.count("Line Correction", {"application": line}) == 2


@pytest.mark.parametrize(
	("state", "action", "post"),
	[
		("Draft", "Submit for Signature", "commune_officer"),
		("Commune Signing", "Sign", "commune_chair"),
		("District Signing", "Sign", "district_chair"),
		("Province Appraisal", "Propose Decision", "department_officer"),
	],
)
def test_pressing_a_button_twice(who, state, action, post):
	name = make.list_in(state, who)
	before = len(frappe.get_doc("Application List", name).steps)
	reached = make.act("Application List", name, action, getattr(who, post))
	with refused():
		make.act("Application List", name, action, getattr(who, post))
	assert make.state_of(name) == reached
	assert len(frappe.get_doc("Application List", name).steps) == before + 1


def test_issuing_a_decision_twice(who):
	budget = make.allocation(10_000_000).name
	name = make.issued_decision([make.list_in("Province Decision", who)], who, budget)
	number = frappe.db.get_value("Decision", name, "document_number")
	with refused():
		make.act("Decision", name, "Issue Decision", who.provincial_leader)
	with refused(), make.acting_as(who.provincial_leader):
		frappe.get_doc("Decision", name).submit()
	assert frappe.db.get_value("Decision", name, "document_number") == number
	assert entries(budget) == [("Allocated", 10_000_000), ("Committed", 3_000_000)]


def test_building_a_batch_twice(who):
	decision = make.issued_decision([make.list_in("Province Decision", who)], who)
	first = make.batch(decision, who)
	with make.acting_as(who.paying_officer):
		assert api.build_batch(first) == 0
	second = make.batch(decision, who)
	assert (len(make.payments(first)), len(make.payments(second))) == (2, 0)


def test_recording_the_same_receipt_sheet_twice(who):
	budget = make.allocation(3_000_000).name
	batch = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who)], who, budget), who)
	absent = make.payments(batch)[0].name
	first = make.pay(batch, who, {absent: "Vắng mặt"})
	assert make.pay(batch, who, {absent: "Vắng mặt"}) == first
	with refused("Kết quả chưa ghi khoản chi trả nào"):
		make.pay(batch, who, number="02/PC")
	assert frappe.db.count("Payment Result", {"payment_batch": batch}) == 1
	assert entries(budget)[2:] == [("Paid", 1_500_000)]


def test_recording_the_same_bank_result_twice(who):
	budget = make.allocation(3_000_000).name
	batch = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who)], who, budget), who)
	outcomes = {row.name: ["Paid", ""] for row in make.payments(batch)}
	evidence = {"number": "BC-01", "paid_on": "2020-05-04"}
	with make.acting_as(who.paying_officer):
		make.go_to("2020-06-01")
		first = api.record_payment_results(batch, outcomes=outcomes, **evidence)
		assert api.record_payment_results(batch, outcomes=outcomes, **evidence) == first
		with refused("đã được ghi nhận là"):
			api.record_payment_results(batch, outcomes=outcomes, number="BC-02", paid_on="2020-05-04")
	assert entries(budget)[2:] == [("Paid", 3_000_000)]


def test_completing_a_batch_twice(who):
	batch = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	make.pay(batch, who)
	assert make.act("Payment Batch", batch, "Complete", who.paying_officer) == "Completed"
	with refused():
		make.act("Payment Batch", batch, "Complete", who.paying_officer)
	assert make.state_of(batch, "Payment Batch") == "Completed"
