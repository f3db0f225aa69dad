"""Handing a decision up for signature, returning it, issuing it."""

from collections.abc import Iterator

import frappe

from covid_support import clock
from covid_support.applications.decision_lists import require_decider
from covid_support.applications.exclusions import require_clear
from covid_support.applications.movable_lists import Buttons
from covid_support.documents.numbers import next_document_number
from covid_support.messages import refuse
from covid_support.payments import ledger
from covid_support.payments.deliveries import make_deliveries
from covid_support.policies.delegations import delegation_on
from covid_support.policies.maker_checker import (
	forbid_deputy_of_maker,
	forbid_own_work,
	forbid_relatives,
)
from covid_support.programmes.freezes import refuse_when_frozen
from covid_support.programmes.route_places import APPROVED
from covid_support.workflows.read_once import open_for_change, read_together
from covid_support.workflows.words import APPROVE
from covid_support.workflows.written_together import may_be_written_together, write_together

LIST = "Application List"


def move(decision, before) -> None:
	"""Check a change of state of `decision` (a document being saved)."""
	refuse_when_frozen(decision.administrative_unit, decision.programme, decision.name)
	if before.workflow_state == "Pending Signature":
		_forbid_makers(decision, delegation_on(before))
	if decision.workflow_state == "Pending Signature":
		require_decider(decision, signs=False)
		decision.prepared_by = frappe.session.user
		decision.return_reason = None
	if decision.workflow_state == "Draft":
		reason = (before.pending_reason or decision.pending_reason or "").strip()
		if not reason:
			refuse("Give the reason, so that the officials concerned know what to mend.")
		decision.return_reason = reason
	if decision.workflow_state == "Issued":
		delegation = delegation_on(before)
		decision.signing_delegation = delegation and delegation.name
		_sign(decision)


def _forbid_makers(decision, delegation: dict | None) -> None:
	makers = {decision.owner, decision.prepared_by}
	forbid_own_work(frappe.session.user, makers, decision.name)
	if delegation:
		forbid_deputy_of_maker(delegation.delegator, makers, decision.name)


def _sign(decision) -> None:
	"""The leader who saves the decision signs it, today."""
	require_decider(decision, signs=True)
	forbid_relatives(frappe.session.user, *(row.application_list for row in decision.lists))
	decision.signed_by = frappe.session.user
	decision.issued_on = clock.today()


def issue(decision) -> None:
	"""Approve every list, plan its deliveries, commit what the budget pays, give the number: all or nothing.

	The budget and the office's numbers come last: whoever issues another decision waits for their locks.
	"""
	names = [row.application_list for row in decision.lists]
	approve = _approve_together if may_be_written_together(LIST) else _approve_one_by_one
	approved = {application_list.name: application_list for application_list in approve(names)}
	for row in decision.lists:
		_finish(approved[row.application_list], row, decision.name)
	if decision.budget_amount:
		key = f"committed:{decision.name}"
		ledger.post(decision.budget_allocation, "Committed", int(decision.budget_amount), decision, key)
	_number(decision)


def _approve_together(names: list[str]) -> list:
	"""The lists, checked one by one and written together."""
	lists, buttons = read_together(LIST, names), Buttons()
	for application_list in lists:
		application_list.check_permission("submit")
		require_clear(application_list)  # another list may have been approved since it was appraised
		offered = buttons.target_of(APPROVE, application_list)
		application_list.workflow_state, application_list.docstatus = APPROVED, 1
		if offered != APPROVED:
			application_list.validate_workflow()  # which refuses it in its own words
		application_list.validate()
		application_list.before_submit()
	write_together(lists)
	return lists


def _approve_one_by_one(names: list[str]) -> Iterator:
	for name in names:
		application_list = open_for_change(LIST, name)
		require_clear(application_list)
		application_list.workflow_state = APPROVED
		application_list.submit()
		application_list.add_comment("Workflow", frappe._(APPROVED))
		yield application_list


def _finish(application_list, row, decision: str) -> None:
	"""Refuse a list that has changed since it was put on the decision; plan what is delivered otherwise than in cash."""
	if int(application_list.approved_amount) != int(row.amount):
		refuse(
			"List {0} has changed since the decision was drawn up. Return the decision and save it again.",
			application_list.title,
		)
	make_deliveries(application_list, decision)


def _number(decision) -> None:
	"""Give the next number of the office; the row itself is written already."""
	decision.document_number = next_document_number(decision.office, "QĐ", decision.issued_on)
	frappe.db.set_value(
		"Decision", decision.name, "document_number", decision.document_number, update_modified=False
	)
