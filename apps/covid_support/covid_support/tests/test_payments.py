"""Who is paid, who is paid later, and nobody twice (I1, I5)."""

import frappe
import pytest

from covid_support import api
from covid_support.payments.ledger import balance_from_entries
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.deliveries_world import approved, deliveries, take
from covid_support.tests.refusals import refused

ACCOUNT = {
	"preferred_channel": "Bank Transfer",
	"bank": "VBSP",
	"account_number": "1234567890",
	"account_holder": "NGUOI NHAN",
}


@pytest.fixture
def decided(who):
	"""(decision, allocation) over one list of three people, 4,500,000 VND."""
	budget = make.allocation(4_500_000).name
	return make.issued_decision([make.list_in("Province Decision", who, count=3)], who, budget), budget


def applications(batch: str) -> set[str]:
	return {row.application for row in make.payments(batch)}


def paid_of(application: str) -> tuple:
	status, amount = frappe.db.get_value(
		"Support Application", application, ["payment_status", "paid_amount"]
	)
	return status, int(amount)


def test_whoever_was_absent_is_paid_in_a_follow_up_batch_once(who, decided):
	decision, budget = decided
	first = make.sent_batch(decision, who)
	absent = make.payments(first)[0]
	make.pay(first, who, {absent.name: "Vắng mặt"})
	assert paid_of(absent.application) == ("Failed", 0)
	second = make.sent_batch(decision, who)
	assert applications(second) == {absent.application}
	make.pay(second, who, number="02/PC")
	assert paid_of(absent.application) == ("Paid", 1_500_000)
	assert make.payments(make.batch(decision, who)) == []
	assert balance_from_entries(budget)["paid_amount"] == 4_500_000
	document = frappe.get_doc("Decision", decision)
	assert (document.paid_people, int(document.paid_amount)) == (3, 4_500_000)


def test_a_payment_is_changed_after_it_was_made_by_the_site_s_own_clock(who, decided):
	"""The database's clock may go by another time zone."""
	batch = make.sent_batch(decided[0], who)
	make.pay(batch, who)
	for row in frappe.get_all("Payment", {"payment_batch": batch}, ["creation", "modified"]):
		assert row.creation < row.modified <= frappe.utils.now_datetime()


def test_money_that_came_back_is_in_the_ledger_and_can_be_paid_again(who, decided):
	decision, budget = decided
	first = make.sent_batch(decision, who)
	make.pay(first, who)
	make.act("Payment Batch", first, "Complete", who.paying_officer)
	back = make.payments(first)[0]
	make.go_to("2020-05-20")
	with make.acting_as(who.paying_officer):
		with refused("đề nghị ghi lý do"):
			api.record_payment_results(first, "PT-01", "2020-05-20", {back.name: ["Returned", ""]})
		api.record_payment_results(
			first, "PT-01", "2020-05-20", {back.name: ["Returned", "Người nhận trả lại"]}
		)
	assert paid_of(back.application) == ("Returned", 0)
	assert balance_from_entries(budget) == {
		"amount": 4_500_000,
		"committed_amount": 4_500_000,
		"paid_amount": 3_000_000,
	}
	assert int(frappe.db.get_value("Budget Allocation", budget, "paid_amount")) == 3_000_000
	assert int(frappe.db.get_value("Decision", decision, "paid_amount")) == 3_000_000
	second = make.sent_batch(decision, who)
	assert applications(second) == {back.application}
	make.pay(second, who, number="03/PC")
	assert paid_of(back.application) == ("Paid", 1_500_000)
	assert balance_from_entries(budget)["paid_amount"] == 4_500_000


def test_a_second_instalment_pays_nobody_again(who, decided):
	"""The approved amount is paid whole, so a further batch has nobody left, whatever its number."""
	decision, _budget = decided
	make.sent_batch(decision, who)
	values = {"decision": decision, "administrative_unit": who.commune, "channel": "Cash", "instalment": 2}
	with make.acting_as(who.paying_officer):
		second = frappe.get_doc({"doctype": "Payment Batch", **values}).insert()
	assert make.payments(second.name) == []


def test_a_dead_person_is_not_put_in_a_batch(who, decided):
	decision, _budget = decided
	line = make.lines(frappe.get_all("Application List", filters={"decision": decision}, pluck="name")[0])[0]
	person = frappe.get_doc("Beneficiary", line.beneficiary)
	person.update({"life_status": "Dead", "death_date": "2020-05-03"})
	person.save()
	assert applications(make.batch(decision, who)).isdisjoint({line.name})


def test_each_channel_has_its_people(who):
	name = make.empty_list(who.commune_officer)
	cash, transfer = make.person(), make.person(**ACCOUNT)
	make.add_people(name, [cash, transfer], who.commune_officer)
	decision = make.issued_decision([make.move_list(name, who, "Province Decision")], who)
	in_cash, by_bank = make.batch(decision, who), make.batch(decision, who, channel="Bank Transfer")
	assert [row.beneficiary for row in make.payments(in_cash)] == [cash.name]
	[row] = make.payments(by_bank)
	assert (row.beneficiary, row.bank, row.account_number) == (transfer.name, "VBSP", "1234567890")


def test_each_commune_pays_its_own_people(who):
	other = make.officials(make.SECOND_COMMUNE)
	lists = [make.list_in("Province Decision", who), make.list_in("Province Decision", other, count=3)]
	decision = make.issued_decision(lists, who)
	own = make.batch(decision, who)
	assert {row.commune for row in make.payments(own)} == {make.COMMUNE}
	rest = make.batch(decision, who, unit=make.DISTRICT)
	assert [row.commune for row in make.payments(rest)] == [make.SECOND_COMMUNE] * 3


def test_deleting_a_draft_batch_frees_its_people(who, decided):
	decision, _budget = decided
	first = make.batch(decision, who)
	with make.acting_as(who.paying_officer):
		frappe.delete_doc("Payment Batch", first)
	assert len(make.payments(make.batch(decision, who))) == 3


def test_a_batch_on_its_way_is_not_deleted(who, decided):
	batch = make.batch(decided[0], who)
	make.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	with refused("không xóa được"), make.acting_as(who.paying_officer):
		frappe.delete_doc("Payment Batch", batch)


def test_finance_returns_a_batch_with_a_reason(who, decided):
	batch = make.batch(decided[0], who)
	make.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	with refused("Đề nghị ghi rõ lý do"):
		make.act("Payment Batch", batch, "Return", who.finance_officer)
	assert make.act("Payment Batch", batch, "Return", who.finance_officer, "Sai kênh") == "Draft"
	assert frappe.db.get_value("Payment Batch", batch, "return_reason") == "Sai kênh"


@pytest.mark.parametrize("change", [{"amount": 1_400_000}, {"beneficiary": "x"}, {"account_number": "99"}])
def test_nothing_is_sent_that_differs_from_what_finance_approved(who, decided, change):
	batch = make.batch(decided[0], who)
	make.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	make.act("Payment Batch", batch, "Approve Payment", who.finance_officer)
	frappe.db.set_value("Payment", make.payments(batch)[0].name, change)
	with refused("không khớp với nội dung tài chính đã duyệt"):
		make.act("Payment Batch", batch, "Send to Pay", who.paying_officer)


def test_a_batch_is_not_completed_while_somebody_waits(who, decided):
	batch = make.sent_batch(decided[0], who)
	with refused("chưa có kết quả"):
		make.act("Payment Batch", batch, "Complete", who.paying_officer)


def test_totals_follow_the_results(who, decided):
	decision, _budget = decided
	batch = make.sent_batch(decision, who)
	make.pay(batch, who, {make.payments(batch)[0].name: "Vắng mặt"})
	document = frappe.get_doc("Payment Batch", batch)
	assert (document.people, int(document.amount)) == (3, 4_500_000)
	assert (document.paid_people, int(document.paid_amount), document.failed_people) == (2, 3_000_000, 1)
	[application_list] = frappe.get_all("Application List", filters={"decision": decision}, fields=["*"])
	assert (application_list.paid_people, int(application_list.paid_amount)) == (2, 3_000_000)


def test_a_result_names_its_evidence(who, decided):
	batch = make.sent_batch(decided[0], who)
	result = frappe.get_doc("Payment Result", make.pay(batch, who, number="07/PC"))
	assert (result.result_kind, result.evidence_number) == ("Receipt Sheet", "07/PC")
	assert (result.recorded_by, result.paid_people, int(result.paid_amount)) == (
		who.paying_officer,
		3,
		4_500_000,
	)
	assert {row.payment_result for row in make.payments(batch)} == {result.name}


# --- training grants --------------------------------------------------------------------------------------


@pytest.fixture
def paid_grant(who):
	"""(batch, payment, delivery) of a training grant of 9,000,000 VND that the employer has received."""
	policy = own.policy(9_000_000, applicant_kind="Employer", benefit_kind="Training Grant")
	decision = approved(who, policy, [own.employer(make.COMMUNE).name], make.allocation(9_000_000).name)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	return batch, make.payments(batch)[0].name, deliveries(decision)[0].name


def bring_back(batch: str, payment: str, who) -> str:
	outcomes = {payment: ["Returned", "Đơn vị nộp lại"]}
	with make.acting_as(who.paying_officer):
		return api.record_payment_results(batch, outcomes=outcomes, number="BC-2", paid_on="2020-05-04")


def test_a_grant_that_came_back_before_its_settlement_can_be_paid_again(who, paid_grant):
	batch, payment, delivery = paid_grant
	bring_back(batch, payment, who)
	assert frappe.db.get_value("Benefit Delivery", delivery, "status") == "Approved"


@pytest.mark.parametrize(
	("step", "values", "status"),
	[
		("Settle Grant", {"settlement_number": "QT-1", "settled_on": "2020-05-04"}, "Settled"),
		(
			"Demand Recovery",
			{"recovery_decision": "9/QĐ", "recovery_decided_on": "2020-05-04", "reason": "Không đào tạo"},
			"Recovering",
		),
	],
)
def test_a_grant_that_is_followed_up_is_not_set_back(who, paid_grant, step, values, status):
	"""Its money comes back against a recovery slip; recorded as returned it would be paid a second time."""
	batch, payment, delivery = paid_grant
	take(who.department_officer, delivery, step, **values)
	with refused("phiếu thu hồi", frappe._(status, lang="vi")):
		bring_back(batch, payment, who)
	assert frappe.db.get_value("Benefit Delivery", delivery, "status") == status
	assert frappe.db.get_value("Payment", payment, "status") == "Paid"
