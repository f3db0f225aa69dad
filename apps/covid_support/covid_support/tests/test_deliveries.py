"""Supports that are more than one payment of cash: instalments, goods, loans, reductions, training grants."""

import frappe
import pytest

from covid_support.checks.invariants import check_all
from covid_support.payments import api
from covid_support.payments.loans_due import mark_overdue
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.deliveries_world import (
	approved,
	bank,
	deliveries,
	insurance,
	loan_policy,
	take,
	two_instalments,
)
from covid_support.tests.refusals import refused

MINUTES = {"minutes_number": "05/BB", "minutes_on": "2020-05-04"}


def balance(budget: str) -> tuple[int, int]:
	"""(committed, paid) of an allocation in VND."""
	row = frappe.db.get_value("Budget Allocation", budget, ["committed_amount", "paid_amount"])
	return int(row[0]), int(row[1])


def shown(application: str) -> tuple[str, int, int]:
	"""What an application shows: payment status, paid and returned VND."""
	columns = ["payment_status", "paid_amount", "returned_amount"]
	row = frappe.db.get_value("Support Application", application, columns)
	return row[0], int(row[1]), int(row[2])


def clean() -> bool:
	return not [row for rows in check_all().values() for row in rows]


# --- instalments ------------------------------------------------------------------------------------------


@pytest.fixture
def in_parts(who):
	"""A decision of 10,000,001 VND in two instalments, with its allocation."""
	budget = make.allocation(20_000_000).name
	policy = own.policy(10_000_001, benefit_kind="In Kind", instalments=two_instalments())
	return approved(who, policy, [make.person().name], budget), budget


def test_instalments_are_paid_one_by_one(who, in_parts):
	decision, budget = in_parts
	first, second = deliveries(decision)
	# 30 % of 10,000,001 is 3,000,000.3, rounded down; the rest stands in the last instalment
	assert (int(first.amount), int(second.amount)) == (3_000_000, 7_000_001)
	assert balance(budget) == (10_000_001, 0)
	make.pay(make.sent_batch(decision, who), who)
	assert shown(first.application) == ("Paid", 3_000_000, 0)
	assert make.payments(instalment_batch(decision, who, 2)) == []
	take(who.commune_officer, second.name, "Report Work", **MINUTES)
	take(who.commune_chair, second.name, "Accept Work")
	make.pay(sent(instalment_batch(decision, who, 2), who), who, number="02/PC")
	assert [row.status for row in deliveries(decision)] == ["Paid", "Paid"]
	assert shown(first.application) == ("Paid", 10_000_001, 0)
	assert balance(budget) == (10_000_001, 10_000_001)
	assert int(frappe.db.get_value("Decision", decision, "paid_amount")) == 10_000_001
	assert clean()


def instalment_batch(decision: str, who, instalment: int) -> str:
	values = {"decision": decision, "administrative_unit": who.commune, "channel": "Cash"}
	with make.acting_as(who.paying_officer):
		return frappe.get_doc({"doctype": "Payment Batch", **values, "instalment": instalment}).insert().name


def sent(batch: str, who) -> str:
	make.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	make.act("Payment Batch", batch, "Approve Payment", who.finance_officer)
	make.act("Payment Batch", batch, "Send to Pay", who.paying_officer)
	return batch


def test_nobody_accepts_the_work_that_he_reported(who, in_parts):
	second = deliveries(in_parts[0])[1].name
	both = make.official("CS District Officer", make.DISTRICT)
	take(both, second, "Report Work", **MINUTES)
	with refused("không được ký"):
		take(both, second, "Accept Work")
	with refused("không được thực hiện"):
		take(who.commune_officer, second, "Accept Work")
	take(who.district_officer, second, "Reject Work", reason="Mái chưa lợp")
	row = frappe.get_doc("Benefit Delivery", second)
	assert (row.status, row.reason) == ("Planned", "Mái chưa lợp")
	assert [step.action for step in sorted(row.steps, key=lambda step: step.name)] == [
		"Report Work",
		"Reject Work",
	]


@pytest.mark.parametrize(
	("values", "words"),
	[
		({}, "Số biên bản"),
		({**MINUTES, "minutes_on": "2021-01-01"}, "ngày chưa tới"),
	],
)
def test_work_is_reported_with_minutes(who, in_parts, values, words):
	second = deliveries(in_parts[0])[1].name
	with refused(words):
		take(who.commune_officer, second, "Report Work", **values)
	assert frappe.db.get_value("Benefit Delivery", second, "status") == "Planned"


def test_a_step_twice_has_one_effect(who, in_parts):
	second = deliveries(in_parts[0])[1].name
	assert take(who.commune_officer, second, "Report Work", **MINUTES) == 1
	assert take(who.commune_officer, second, "Report Work", **MINUTES) == 0
	with refused("đang ở trạng thái"):
		take(who.commune_officer, second, "Report Work", **{**MINUTES, "minutes_number": "06/BB"})
	assert frappe.db.count("Delivery Step", {"parent": second}) == 1


def test_a_delivery_of_another_area_is_refused(who, in_parts):
	stranger = make.official("CS Commune Officer", make.FAR_COMMUNE)
	with refused("ngoài địa bàn"):
		take(stranger, deliveries(in_parts[0])[1].name, "Report Work", **MINUTES)


def test_a_failed_instalment_may_be_paid_again(who, in_parts):
	decision, budget = in_parts
	batch = make.sent_batch(decision, who)
	payment = make.payments(batch)[0].name
	make.pay(batch, who, unpaid={payment: "Vắng nhà"})
	first = deliveries(decision)[0]
	assert (first.status, *shown(first.application)) == ("Planned", "Failed", 0, 0)
	make.pay(sent(instalment_batch(decision, who, 1), who), who, number="02/PC")
	assert shown(first.application) == ("Paid", 3_000_000, 0)
	assert balance(budget) == (10_000_001, 3_000_000)
	assert clean()


def test_the_buttons_are_the_steps_that_are_possible(who, in_parts):
	"""30 % are paid at once, 70 % once the work is accepted: nobody reports the first or hands money over."""
	first, second = deliveries(in_parts[0])
	with make.acting_as(who.commune_officer):
		assert (api.get_delivery_steps(first.name), api.get_delivery_steps(second.name)) == (
			[],
			["Report Work"],
		)
	with refused("không phải nghiệm thu"):
		take(who.commune_officer, first.name, "Report Work", **MINUTES)
	sheet = {"handover_number": "07/BG", "handed_over_on": "2020-05-04"}
	with make.acting_as(who.paying_officer):
		assert api.get_delivery_steps(second.name) == []
	with refused("hỗ trợ bằng tiền"):
		take(who.paying_officer, second.name, "Hand Over", **sheet)
	frappe.db.set_value("Benefit Delivery", second.name, "handed_over_as", "Goods")
	with make.acting_as(who.paying_officer):
		assert api.get_delivery_steps(second.name) == []
	with refused("chưa được nghiệm thu"):
		take(who.paying_officer, second.name, "Hand Over", **sheet)
	take(who.commune_officer, second.name, "Report Work", **MINUTES)
	with make.acting_as(who.commune_chair):
		assert api.get_delivery_steps(second.name) == ["Accept Work", "Reject Work"]


# --- goods ------------------------------------------------------------------------------------------------


def test_goods_are_handed_over_against_a_sheet(who):
	budget = make.allocation(5_000_000).name
	people = [row.name for row in make.people(2)]
	decision = approved(who, own.policy(2_500_000, benefit_kind="In Kind"), people, budget)
	names = [row.name for row in deliveries(decision)]
	assert make.payments(make.batch(decision, who)) == []
	sheet = {"handover_number": "07/BG", "handed_over_on": "2020-05-04"}
	with refused("Số biên bản bàn giao"):
		take(who.paying_officer, names, "Hand Over", handed_over_on="2020-05-04")
	assert take(who.paying_officer, names, "Hand Over", **sheet) == 2
	assert take(who.paying_officer, names, "Hand Over", **sheet) == 0
	assert balance(budget) == (5_000_000, 5_000_000)
	assert shown(deliveries(decision)[0].application) == ("Paid", 2_500_000, 0)
	assert clean()


# --- loans ------------------------------------------------------------------------------------------------

CONTRACT = {"contract_number": "HD-01", "contracted_on": "2020-05-04", "due_on": "2021-05-04"}
RESULT = {"bank_result_number": "KQ-01", "disbursed_on": "2020-05-04"}


@pytest.fixture
def loan(who):
	"""The delivery of an approved loan of at most 100,000,000 VND, decided without any allocation."""
	name = make.empty_list(who.commune_officer, policy=loan_policy())
	make.add_people(name, [make.person()], who.commune_officer)
	make.move_list(name, who, "Province Decision")
	values = {"subject": "Cho vay", "programme": make.PROGRAMME, "office": make.office()}
	values |= {"administrative_unit": make.PROVINCE, "lists": [{"application_list": name}]}
	with make.acting_as(who.department_officer):
		decision = frappe.get_doc({"doctype": "Decision", **values}).insert().name
	make.act("Decision", decision, "Submit for Signature", who.department_officer)
	make.act("Decision", decision, "Issue Decision", who.provincial_leader)
	return deliveries(decision)[0]


def test_a_loan_from_contract_to_repayment(who, loan):
	officer = bank()
	take(officer, loan.name, "Sign Contract", **CONTRACT)
	take(officer, loan.name, "Disburse", **RESULT, disbursed_amount=80_000_000)
	assert shown(loan.application) == ("Paid", 80_000_000, 0)
	take(officer, loan.name, "Record Repayment", repaid_on="2020-05-04", repaid_amount=30_000_000)
	row = frappe.db.get_value("Benefit Delivery", loan.name, ["status", "repaid_amount"])
	assert (row[0], int(row[1])) == ("Disbursed", 30_000_000)
	last = frappe.get_all(
		"Delivery Step", {"parent": loan.name}, ["from_status", "to_status"], order_by="name"
	)[-1]
	assert (last.from_status, last.to_status) == ("Disbursed", "Disbursed")
	make.go_to("2021-05-05")
	assert mark_overdue() == 1
	assert mark_overdue() == 0
	[noted] = frappe.get_all(
		"Delivery Step", {"parent": loan.name, "to_status": "Overdue"}, ["from_status", "action", "amount"]
	)
	assert (noted.from_status, noted.action, int(noted.amount)) == ("Disbursed", "Mark Overdue", 50_000_000)
	assert frappe.db.get_value("Benefit Delivery", loan.name, "status") == "Overdue"
	take(officer, loan.name, "Record Repayment", repaid_on="2021-05-05")
	row = frappe.db.get_value("Benefit Delivery", loan.name, ["status", "repaid_amount"])
	assert (row[0], int(row[1])) == ("Repaid", 80_000_000)
	assert not frappe.db.exists("Budget Ledger Entry", {"reference_name": loan.decision})
	assert clean()


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"disbursed_amount": 100_000_001}, "vượt mức"),
		({"disbursed_amount": 0.5}, "đồng"),
		({"disbursed_on": "2020-05-03"}, "trước khi ký hợp đồng"),
		({"bank_result_number": ""}, "kết quả của ngân hàng"),
	],
)
def test_a_loan_that_cannot_be_is_refused(who, loan, values, words):
	officer = bank()
	take(officer, loan.name, "Sign Contract", **CONTRACT)
	with refused(words):
		take(officer, loan.name, "Disburse", **{**RESULT, **values})
	row = frappe.db.get_value("Benefit Delivery", loan.name, ["status", "disbursed_amount"])
	assert (row[0], int(row[1])) == ("Contracted", 0)


def test_the_database_holds_the_ceiling(who, loan):
	with pytest.raises(Exception, match="loan_ceiling"):
		frappe.db.set_value("Benefit Delivery", loan.name, "disbursed_amount", 100_000_001)


def test_a_loan_that_the_bank_refuses(who, loan):
	officer = bank()
	with refused("Lý do"):
		take(officer, loan.name, "Refuse Loan")
	take(officer, loan.name, "Refuse Loan", reason="Còn nợ xấu")
	assert shown(loan.application)[1:] == (0, 0)
	with refused("không được thực hiện"):
		take(who.paying_officer, loan.name, "Sign Contract", **CONTRACT)


def test_a_loan_is_not_paid_from_the_budget(who, loan):
	assert make.payments(make.batch(loan.decision, who)) == []


def test_cash_needs_an_allocation(who):
	name = make.list_in("Province Decision", who)
	values = {"subject": "x", "programme": make.PROGRAMME, "office": make.office()}
	values |= {"administrative_unit": make.PROVINCE, "lists": [{"application_list": name}]}
	with make.acting_as(who.department_officer), refused("phân bổ kinh phí"):
		frappe.get_doc({"doctype": "Decision", **values}).insert()


# --- contribution reductions ------------------------------------------------------------------------------


@pytest.fixture
def reduction(who):
	"""The delivery of an employer's pause of contributions: 10,000,000 VND a month, at most 6 months."""
	component = own.component(10_000_000, "Per Month", quantity_fact="insured_workers", maximum_quantity=6)
	policy = own.policy(
		applicant_kind="Employer", benefit_kind="Contribution Reduction", components=[component]
	)
	firm = own.employer(make.COMMUNE, insured_workers=6)
	return deliveries(approved(who, policy, [firm.name]))[0]


def test_a_reduction_is_applied_month_by_month_and_ends(who, reduction):
	officer = insurance()
	months = {"notice_number": "TB-1", "from_month": "2020-05", "to_month": "2020-10"}
	with refused("7 tháng", "6"):
		take(officer, reduction.name, "Apply Reduction", **{**months, "to_month": "2020-11"})
	with refused("kết thúc trước"):
		take(officer, reduction.name, "Apply Reduction", **{**months, "to_month": "2020-04"})
	with refused("2020-13"):
		take(officer, reduction.name, "Apply Reduction", **{**months, "to_month": "2020-13"})
	take(officer, reduction.name, "Apply Reduction", **months)
	take(officer, reduction.name, "End Reduction")
	assert frappe.db.get_value("Benefit Delivery", reduction.name, "status") == "Ended"
	assert shown(reduction.application) == ("Paid", 60_000_000, 0)
	assert make.payments(make.batch(reduction.decision, who)) == []
	assert clean()


# --- training grants --------------------------------------------------------------------------------------


@pytest.fixture
def grant(who):
	"""A training grant of 9,000,000 VND to an employer, paid, with its allocation."""
	budget = make.allocation(9_000_000).name
	policy = own.policy(9_000_000, applicant_kind="Employer", benefit_kind="Training Grant")
	decision = approved(who, policy, [own.employer(make.COMMUNE).name], budget)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	return deliveries(decision)[0], make.payments(batch)[0], budget


def recover(who, payment: str, amount: object, number: str = "PT-1", reason: str = "Không đào tạo") -> str:
	with make.acting_as(who.paying_officer):
		return api.recover_payment(payment, amount, number, "2020-05-04", reason)


def test_a_training_grant_is_paid_to_the_employer_and_settled(who, grant):
	delivery, payment, budget = grant
	assert (payment.beneficiary, payment.employer) == (None, delivery.employer)
	assert (delivery.status, balance(budget)) == ("Granted", (9_000_000, 9_000_000))
	take(
		who.department_officer,
		delivery.name,
		"Settle Grant",
		settlement_number="QT-1",
		settled_on="2020-05-04",
	)
	assert frappe.db.get_value("Benefit Delivery", delivery.name, "status") == "Settled"
	assert clean()


def test_a_grant_is_recovered_by_decision_against_slips(who, grant):
	delivery, payment, budget = grant
	demand = {"recovery_decision": "9/QĐ", "recovery_decided_on": "2020-05-04", "reason": "Không đào tạo đủ"}
	with refused("9.000.000"):
		take(who.department_officer, delivery.name, "Demand Recovery", **demand, recovery_amount=9_000_001)
	take(who.department_officer, delivery.name, "Demand Recovery", **demand, recovery_amount=4_000_000)
	recover(who, payment.name, 1_500_000)
	assert frappe.db.get_value("Benefit Delivery", delivery.name, "status") == "Recovering"
	assert shown(delivery.application) == ("Paid", 7_500_000, 1_500_000)
	recover(who, payment.name, 2_500_000, "PT-2")
	assert frappe.db.get_value("Benefit Delivery", delivery.name, "status") == "Recovered"
	assert frappe.db.get_value("Payment", payment.name, "status") == "Paid"
	assert balance(budget) == (9_000_000, 5_000_000)
	assert clean()


DEMAND = {"recovery_decision": "9/QĐ", "recovery_decided_on": "2020-05-04", "reason": "Không đào tạo đủ"}


def recovery(name: str) -> tuple[str, int, int]:
	"""Status of a grant, what is to be back in all and what is back (VND)."""
	columns = ["status", "recovery_amount", "recovered_amount"]
	row = frappe.db.get_value("Benefit Delivery", name, columns)
	return row[0], int(row[1]), int(row[2])


def test_what_came_back_before_the_decision_is_not_demanded_again(who, grant):
	"""Of 9,000,000 đồng 1,000,000 are back: 8,000,000 are left, and all of them must come."""
	delivery, payment, _budget = grant
	recover(who, payment.name, 1_000_000)
	assert recovery(delivery.name) == ("Granted", 0, 1_000_000)
	with refused("8.000.000"):
		take(who.department_officer, delivery.name, "Demand Recovery", **DEMAND, recovery_amount=8_000_001)
	take(who.department_officer, delivery.name, "Demand Recovery", **DEMAND)
	step = frappe.get_all("Delivery Step", {"parent": delivery.name}, ["action", "amount"])[0]
	assert (step.action, int(step.amount)) == ("Demand Recovery", 8_000_000)
	recover(who, payment.name, 7_000_000, "PT-2")
	assert recovery(delivery.name) == ("Recovering", 9_000_000, 8_000_000)
	recover(who, payment.name, 1_000_000, "PT-3")
	assert recovery(delivery.name) == ("Recovered", 9_000_000, 9_000_000)
	assert clean()


def test_a_grant_that_came_back_whole_is_recovered_without_a_demand(who, grant):
	delivery, payment, budget = grant
	recover(who, payment.name, 9_000_000, reason="Doanh nghiệp tự nộp lại")
	assert recovery(delivery.name) == ("Recovered", 0, 9_000_000)
	with refused("đang ở trạng thái"):
		take(
			who.department_officer, delivery.name, "Settle Grant",
			settlement_number="QT-1", settled_on="2020-05-04",
		)  # fmt: skip
	with refused("đang ở trạng thái"):
		take(who.department_officer, delivery.name, "Demand Recovery", **DEMAND)
	assert (shown(delivery.application), balance(budget)) == (("Recovered", 0, 9_000_000), (9_000_000, 0))
	assert clean()


# --- money that comes back --------------------------------------------------------------------------------


def test_a_payment_comes_back_whole(who):
	budget = make.allocation(3_000_000).name
	decision = make.issued_decision([make.list_in("Province Decision", who)], who, budget)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	payment = make.payments(batch)[0]
	slip = recover(who, payment.name, 1_500_000, reason="Chi sai đối tượng")
	assert recover(who, payment.name, 1_500_000, reason="Chi sai đối tượng") == slip
	assert frappe.db.get_value("Payment", payment.name, ["status", "payment_result"]) == ("Recovered", slip)
	assert shown(payment.application) == ("Recovered", 0, 1_500_000)
	assert balance(budget) == (3_000_000, 1_500_000)
	assert int(frappe.db.get_value("Decision", decision, "paid_amount")) == 1_500_000
	assert make.payments(instalment_batch(decision, who, 2)) == []
	assert clean()


@pytest.mark.parametrize(
	("amount", "number", "words"),
	[(1_500_001, "PT-1", "1.500.000 đồng"), (0, "PT-1", "1.500.000 đồng"), (1_000, "", "số phiếu thu hồi")],
)
def test_what_cannot_come_back_is_refused(who, amount, number, words):
	decision = make.issued_decision([make.list_in("Province Decision", who)], who)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	payment = make.payments(batch)[0]
	with refused(words):
		recover(who, payment.name, amount, number)
	assert frappe.db.get_value("Payment", payment.name, "status") == "Paid"
	with make.acting_as(who.paying_officer), refused("Ngày thu hồi"):
		api.recover_payment(payment.name, 1_000, "PT-1", "", "x")
	assert frappe.db.get_value("Payment", payment.name, "recovered_amount") == 0
	with make.acting_as(who.finance_officer), refused("cán bộ chi trả"):
		api.recover_payment(payment.name, 1_000, "PT-1", "2020-05-04", "x")
