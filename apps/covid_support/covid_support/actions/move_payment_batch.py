"""The states of a payment batch: built, approved by finance, sent out, completed."""

import frappe

from covid_support import clock
from covid_support.actions.build_payment_batch import batch_digest, batch_totals, mark_applications
from covid_support.applications.deadlines import due_date
from covid_support.messages import refuse
from covid_support.policies.maker_checker import forbid_own_work
from covid_support.programmes.freezes import refuse_when_frozen

PAY_WITHIN_WORKING_DAYS = 5


def move(batch, before) -> None:
	"""Check and carry out a change of state of `batch` (a document being saved)."""
	refuse_when_frozen(batch.administrative_unit, _programme(batch), batch.title or batch.name)
	effect = EFFECTS.get((before.workflow_state, batch.workflow_state))
	if effect:
		effect(batch)


def _programme(batch) -> str | None:
	return frappe.db.get_value("Decision", batch.decision, "programme")


def _submit_for_approval(batch) -> None:
	if not batch.people:
		refuse("Payment batch {0} has no payments. Build it before you submit it.", batch.name)
	batch.prepared_by = frappe.session.user
	batch.return_reason = None


def _approve(batch) -> None:
	forbid_own_work(frappe.session.user, {batch.owner, batch.prepared_by}, batch.name)
	batch.approved_by = frappe.session.user
	batch.update(batch_totals(batch.name))
	batch.digest = batch_digest(batch.name)
	batch.due_date = due_date(
		clock.today(), PAY_WITHIN_WORKING_DAYS, batch.administrative_unit, _programme(batch)
	)


def _return(batch) -> None:
	reason = (batch.pending_reason or "").strip()
	if not reason:
		refuse("Give the reason, so that the officials concerned know what to mend.")
	batch.return_reason = reason


def _send(batch) -> None:
	if batch_digest(batch.name) != batch.digest:
		refuse(
			"Payment batch {0} differs from what finance approved. Have it checked before any money goes out.",
			batch.name,
		)
	payment = frappe.qb.DocType("Payment")
	(
		frappe.qb.update(payment)
		.set(payment.status, "Sent")
		.where(payment.payment_batch == batch.name)
		.where(payment.status == "Listed")
		.run()
	)
	mark_applications(batch.name, "Sent", "Sent")


def _complete(batch) -> None:
	waiting = frappe.db.count("Payment", {"payment_batch": batch.name, "status": "Sent"})
	if waiting:
		refuse("{0} payments of batch {1} have no result yet. Record the results first.", waiting, batch.name)


EFFECTS = {
	("Draft", "Pending Approval"): _submit_for_approval,
	("Pending Approval", "Approved for Payment"): _approve,
	("Pending Approval", "Draft"): _return,
	("Approved for Payment", "Sent"): _send,
	("Sent", "Completed"): _complete,
}
