"""`./run check`: clean after honest work; every kind of damage done by hand is found, with the row's name."""

import frappe
import pytest

from covid_support import api
from covid_support.checks.invariants import INVARIANTS
from covid_support.patches import note_returned_amounts
from covid_support.payments.api import recover_payment
from covid_support.tests import factories as make


@pytest.fixture
def paid():
	"""A batch of three people, all paid; returns (officials, batch, payments)."""
	who = make.officials()
	application_list = make.list_in("Province Decision", who, count=3)
	batch = make.sent_batch(make.issued_decision([application_list], who), who)
	make.pay(batch, who)
	payments = frappe.get_all(
		"Payment", filters={"payment_batch": batch}, fields=["name", "application", "amount"], order_by="name"
	)
	return who, batch, payments


def broken_rows() -> set[tuple[str, str]]:
	"""(invariant, row name) of everything that is broken on the site."""
	return {(name, row["name"]) for name, checks in INVARIANTS.items() for check in checks for row in check()}


def broken_by(statement: str, *values) -> set[tuple[str, str]]:
	"""What `statement`, run straight on the database, breaks that was whole before."""
	before = broken_rows()
	frappe.db.sql(statement, values)
	return broken_rows() - before


def test_honest_work_breaks_nothing(paid):
	_who, batch, payments = paid
	own = {batch, *(row.name for row in payments), *(row.application for row in payments)}
	own.add(frappe.db.get_value("Support Application", payments[0].application, "application_list"))
	assert not {name for _invariant, name in broken_rows()} & own


def test_a_paid_amount_edited_by_hand_is_found(paid):
	_who, batch, payments = paid
	found = broken_by("update `tabPayment` set amount = amount + 1000 where name = %s", payments[0].name)
	assert ("I5", payments[0].name) in found
	assert ("I5", batch) in found
	assert any(invariant == "I2" for invariant, _name in found)


def test_an_amount_paid_edited_on_the_application_is_found(paid):
	_who, _batch, payments = paid
	found = broken_by(
		"update `tabSupport Application` set paid_amount = paid_amount + 1 where name = %s",
		payments[0].application,
	)
	assert ("I5", payments[0].application) in found


def test_amounts_that_came_back_and_are_not_shown_are_found_and_noted(paid):
	"""One payment came back whole and one in part, in the days before applications showed it."""
	who, batch, (first, second, _third) = paid
	with make.acting_as(who.paying_officer):
		today = str(frappe.flags.covid_support_day)
		back = {first.name: ["Returned", "Người nhận trả lại"]}
		api.record_payment_results(batch, "01/PT", today, back)
		recover_payment(second.name, 500_000, "02/PT", today, "Chi thừa")
	names = {("I5", first.application), ("I5", second.application)}
	assert not broken_rows() & names
	found = broken_by("update `tabSupport Application` set returned_amount = 0 where returned_amount > 0")
	assert names <= found
	note_returned_amounts.execute()
	assert not broken_rows() & names
	shown = [
		int(frappe.db.get_value("Support Application", row.application, "returned_amount"))
		for row in (first, second)
	]
	assert shown == [1_500_000, 500_000]


def test_an_approved_amount_edited_by_hand_is_found(paid):
	_who, _batch, payments = paid
	found = broken_by(
		"update `tabSupport Application` set approved_amount = 9000000 where name = %s",
		payments[0].application,
	)
	assert {invariant for invariant, _name in found} >= {"I3", "I5"}
	assert ("I3", payments[0].application) in found


def test_a_payment_without_evidence_is_found(paid):
	_who, _batch, payments = paid
	found = broken_by("update `tabPayment` set payment_result = null where name = %s", payments[0].name)
	assert ("I5", payments[0].name) in found


def test_a_balance_edited_by_hand_is_found(paid):
	_who, batch, _payments = paid
	allocation = frappe.db.get_value("Payment Batch", batch, "budget_allocation")
	found = broken_by(
		"update `tabBudget Allocation` set paid_amount = paid_amount - 1 where name = %s", allocation
	)
	assert found == {("I2", allocation)}


def test_a_name_changed_under_the_seal_is_found(paid):
	_who, _batch, payments = paid
	application_list = frappe.db.get_value("Support Application", payments[0].application, "application_list")
	found = broken_by(
		"update `tabSupport Application` set beneficiary_name = 'Người khác' where name = %s",
		payments[0].application,
	)
	assert found == {("I4", application_list)}


def test_a_returned_list_without_reason_is_found():
	who = make.officials()
	name = make.list_in("Commune Signing", who)
	make.act("Application List", name, "Return", who.commune_chair, "Thiếu ngày sinh")
	found = broken_by("update `tabApplication List` set return_reason = null where name = %s", name)
	assert found == {("I10", name)}


def test_messages_are_vietnamese_and_name_the_row(paid):
	_who, _batch, payments = paid
	frappe.db.sql("update `tabPayment` set amount = amount + 1000 where name = %s", payments[0].name)
	messages = [
		row["message"]
		for check in INVARIANTS["I5"]
		for row in check()
		if row["doctype"] == "Payment" and row["name"] == payments[0].name
	]
	assert len(messages) == 1
	assert payments[0].name in messages[0]
	assert "1.501.000" in messages[0]
	assert "1.500.000" in messages[0]
	assert "nhưng" in messages[0]
