"""Money that comes back after it was paid: against a recovery slip, posted as returned (I2, I5)."""

import frappe

from covid_support import clock
from covid_support.actions.build_payment_batch import batch_totals, lock_decision
from covid_support.actions.deliver_grant import follow_recovery
from covid_support.actions.record_payment_results import Evidence
from covid_support.core.digest import digest_rows
from covid_support.core.money import format_vnd, to_vnd
from covid_support.messages import forbid, problems_shown, refuse
from covid_support.payments import deliveries, ledger
from covid_support.policies.roles import PAYING_OFFICER


class RecoverPayment:
	"""Record that `amount` VND of a paid payment came back, with the slip and the reason.

	The payment is Recovered when all of it is back. The same slip recorded twice has one effect.
	"""

	def __init__(self, payment: str, amount: object, evidence: Evidence, reason: str):
		self.payment = frappe.get_doc("Payment", payment)
		self.batch = frappe.get_doc("Payment Batch", self.payment.payment_batch)
		with problems_shown():
			self.amount = to_vnd(amount)
		self.evidence = evidence
		self.reason = (reason or "").strip()
		self.digest = digest_rows(
			[("Recovery", payment, evidence.number, str(evidence.paid_on), self.amount)]
		)

	def run(self) -> str:
		"""Check and record in one transaction; returns the Payment Result's name."""
		lock_decision(self.batch.decision)
		recorded = frappe.db.get_value("Payment Result", {"digest": self.digest}, for_update=True)
		if recorded:
			return recorded
		self.payment = frappe.get_doc("Payment", self.payment.name, for_update=True)
		self.check()
		result = self._insert_result()
		self._move(result)
		ledger.post(self.batch.budget_allocation, "Returned", self.amount, result, f"returned:{result.name}")
		self._count_again()
		return result.name

	def check(self) -> None:
		"""The paying officer of the area, a paid payment, real evidence, an amount that was paid."""
		if PAYING_OFFICER not in frappe.get_roles():
			forbid("Only the paying officer records payment results.")
		self.payment.check_permission("read")
		if self.payment.status != "Paid":
			refuse("The payment to {0} is not paid, so nothing can come back.", self.payment.beneficiary_name)
		if not (self.evidence.number or "").strip() or not self.reason:
			refuse("Enter the number of the recovery slip and the reason.")
		if self.evidence.paid_on > clock.today():
			refuse("The payment date {0} is in the future.", self.evidence.paid_on.strftime("%d/%m/%Y"))
		if not 0 < self.amount <= self._left():
			refuse(
				"{0} đồng cannot come back; {1} đồng of the payment to {2} are left.",
				format_vnd(self.amount),
				format_vnd(self._left()),
				self.payment.beneficiary_name,
			)

	def _left(self) -> int:
		return int(self.payment.amount) - int(self.payment.recovered_amount or 0)

	def _insert_result(self):
		return frappe.get_doc(
			{
				"doctype": "Payment Result",
				"payment_batch": self.batch.name,
				"result_kind": "Recovery Slip",
				"evidence_number": self.evidence.number,
				"paid_on": self.evidence.paid_on,
				"administrative_unit": self.batch.administrative_unit,
				"evidence_file": self.evidence.file,
				"recorded_by": frappe.session.user,
				"digest": self.digest,
				"returned_people": 1,
				"returned_amount": self.amount,
			}
		).insert(ignore_permissions=True)

	def _move(self, result) -> None:
		whole = self.amount == self._left()
		columns = {
			"recovered_amount": int(self.payment.recovered_amount or 0) + self.amount,
			"failure_reason": self.reason,
		}
		if whole:
			columns |= {"status": "Recovered", "payment_result": result.name}
		self.payment.db_set(columns)
		follow_recovery(self.payment.as_dict())

	def _count_again(self) -> None:
		totals = batch_totals(self.batch.name)
		columns = {field: totals[field] for field in ("paid_people", "paid_amount", "failed_people")}
		frappe.db.set_value("Payment Batch", self.batch.name, columns)
		deliveries.store_outcomes([self.payment.application])
		own = frappe.db.get_value("Support Application", self.payment.application, "application_list")
		deliveries.store_decision_totals(self.batch.decision, [own])
