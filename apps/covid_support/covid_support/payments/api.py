"""Doors to the deliveries and recoveries: what their buttons call. The rules live in the actions."""

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support.actions import deliver_grant, deliver_loan, deliver_reduction, deliver_work
from covid_support.actions.record_payment_results import Evidence
from covid_support.actions.recover_payment import RecoverPayment
from covid_support.messages import lost_races_told, refuse
from covid_support.policies.delivery_rights import may_take
from covid_support.policies.roles import PAYING_OFFICER

STEPS = {
	step.action: step
	for step in (
		deliver_work.ReportWork,
		deliver_work.AcceptWork,
		deliver_work.RejectWork,
		deliver_work.HandOver,
		deliver_loan.SignContract,
		deliver_loan.RefuseLoan,
		deliver_loan.Disburse,
		deliver_loan.RecordRepayment,
		deliver_reduction.ApplyReduction,
		deliver_reduction.EndReduction,
		deliver_grant.SettleGrant,
		deliver_grant.DemandRecovery,
	)
}


@frappe.whitelist(methods=["POST"])
def take_delivery_step(deliveries: list | str, step: str, values: dict | str | None = None) -> int:
	"""Take `step` with deliveries (names) and the paper's `values`; returns how many took it."""
	if step not in STEPS:
		refuse("{0} is not a step of a delivery.", step)
	with lost_races_told():
		return STEPS[step](frappe.parse_json(deliveries), frappe.parse_json(values) or {}).run()


@frappe.whitelist()
def get_delivery_steps(delivery: str) -> list[str]:
	"""The steps that the user may take with a delivery as it stands."""
	document = frappe.get_doc("Benefit Delivery", delivery)
	document.check_permission("read")
	roles = set(frappe.get_roles())
	return [name for name, step in STEPS.items() if step.is_possible(document) and may_take(name, roles)]


@frappe.whitelist(methods=["POST"])
def recover_payment(
	payment: str, amount: int | str, number: str, recovered_on: str, reason: str, file: str = ""
) -> str:
	"""Money of a paid payment came back against a recovery slip."""
	if not recovered_on:
		refuse("{0} is missing. Fill it in.", _("Recovered On"))
	evidence = Evidence(number, getdate(recovered_on), file or None)
	with lost_races_told():
		return RecoverPayment(payment, amount, evidence, reason).run()


@frappe.whitelist()
def may_recover(payment: str) -> bool:
	"""Whether the user gets the button for money that came back."""
	document = frappe.get_doc("Payment", payment)
	document.check_permission("read")
	return document.status == "Paid" and PAYING_OFFICER in frappe.get_roles()
