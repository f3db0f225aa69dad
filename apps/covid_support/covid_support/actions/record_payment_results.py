"""Record what came back from the commune's receipt sheet, the bank or the post office (I5).

Only evidence moves a payment: every recording makes one Payment Result, which the payments point to. The
same evidence recorded twice has one effect.
"""

from dataclasses import dataclass
from datetime import date

import frappe

from covid_support import clock
from covid_support.actions.build_payment_batch import batch_totals, lock_decision
from covid_support.bulk.insert import chunks
from covid_support.core.digest import digest_rows
from covid_support.messages import forbid, refuse
from covid_support.payments import deliveries, ledger
from covid_support.policies.roles import PAYING_OFFICER

# from which payment states evidence may move a payment to the outcome
ALLOWED_FROM = {"Paid": ("Sent",), "Failed": ("Sent",), "Returned": ("Paid",)}
EVIDENCE_OF_CHANNEL = {
	"Cash": "Receipt Sheet",
	"Bank Transfer": "Bank Result",
	"Post Office": "Post Office Result",
}
CHUNK = 2_000


@dataclass(frozen=True)
class Evidence:
	"""The paper or file that proves the results: its number, the day of payment, a scan when there is one."""

	number: str
	paid_on: date
	file: str | None = None


class RecordPaymentResults:
	"""Record `outcomes` ({payment: (outcome, reason)}) of a sent batch; outcome is Paid, Failed or Returned."""

	def __init__(self, batch: str, outcomes: dict[str, tuple[str, str]], evidence: Evidence):
		self.batch = frappe.get_doc("Payment Batch", batch)
		self.outcomes = outcomes
		self.evidence = evidence
		self.digest = digest_rows(
			[(batch, evidence.number, str(evidence.paid_on))]
			+ [(name, *outcomes[name]) for name in sorted(outcomes)]
		)

	def run(self) -> str:
		"""Check and record everything in one transaction; returns the Payment Result's name."""
		lock_decision(self.batch.decision)
		frappe.db.get_value("Payment Batch", self.batch.name, "name", for_update=True)
		recorded = frappe.db.get_value("Payment Result", {"digest": self.digest}, for_update=True)
		if recorded:
			return recorded
		self.check()
		result = self._insert_result()
		for outcome in ALLOWED_FROM:
			self._move(outcome, result)
		self._post(result)
		self._count_again()
		return result.name

	def check(self) -> None:
		"""The paying officer of the area, a sent batch, real evidence, payments in the right state."""
		if PAYING_OFFICER not in frappe.get_roles():
			forbid("Only the paying officer records payment results.")
		self.batch.check_permission("read")
		if self.batch.workflow_state not in ("Sent", "Completed"):
			refuse("Payment batch {0} has not been sent out, so it has no results yet.", self.batch.name)
		if not (self.evidence.number or "").strip():
			refuse(
				"Enter the number of the receipt sheet or of the bank's result: without evidence nothing counts as paid."
			)
		if self.evidence.paid_on > clock.today():
			refuse("The payment date {0} is in the future.", self.evidence.paid_on.strftime("%d/%m/%Y"))
		if not self.outcomes:
			refuse("No payment is named in the results. Choose at least one.")
		self._check_payments()

	def _check_payments(self) -> None:
		states = self._states()
		for name, (outcome, reason) in self.outcomes.items():
			if outcome not in ALLOWED_FROM:
				refuse("{0} is not a result of a payment.", outcome)
			if name not in states:
				refuse("Payment {0} does not belong to batch {1}.", name, self.batch.name)
			if states[name] not in ALLOWED_FROM[outcome] or (
				outcome == "Returned" and self._partly_recovered(name)
			):
				refuse("Payment {0} is already recorded as {1}.", name, frappe._(states[name]))
			if outcome != "Paid" and not (reason or "").strip():
				refuse("Payment {0} was not paid: give the reason.", name)
		self._check_grants([name for name, (outcome, _why) in self.outcomes.items() if outcome == "Returned"])

	def _check_grants(self, returned: list[str]) -> None:
		"""What became of a training grant stands: money of it comes back against a recovery slip alone."""
		for part in chunks(returned, CHUNK):
			for name, status in deliveries.grants_followed_up(part):
				refuse(
					"The training grant of payment {0} is already {1}. Record the money against a recovery slip on the payment instead.",
					name,
					frappe._(status),
				)

	def _partly_recovered(self, name: str) -> bool:
		return bool(frappe.db.get_value("Payment", name, "recovered_amount"))

	def _states(self) -> dict[str, str]:
		"""As they stand in this moment: locked, so that no other recording moves them meanwhile."""
		return dict(
			frappe.db.sql(
				"select name, status from `tabPayment` where payment_batch = %s for update", self.batch.name
			)
		)

	def _insert_result(self):
		totals = self._totals()
		result = frappe.new_doc("Payment Result")
		result.update(
			{
				"payment_batch": self.batch.name,
				"result_kind": EVIDENCE_OF_CHANNEL[self.batch.channel],
				"evidence_number": self.evidence.number,
				"paid_on": self.evidence.paid_on,
				"administrative_unit": self.batch.administrative_unit,
				"evidence_file": self.evidence.file,
				"recorded_by": frappe.session.user,
				"digest": self.digest,
				**totals,
			}
		)
		return result.insert(ignore_permissions=True)

	def _totals(self) -> dict:
		amounts = {"Paid": 0, "Failed": 0, "Returned": 0}
		people = dict.fromkeys(amounts, 0)
		for part in chunks(sorted(self.outcomes), CHUNK):
			for name, amount in frappe.get_all(
				"Payment", filters={"name": ["in", part]}, fields=["name", "amount"], as_list=True
			):
				outcome = self.outcomes[name][0]
				amounts[outcome] += int(amount)
				people[outcome] += 1
		return {
			"paid_people": people["Paid"],
			"paid_amount": amounts["Paid"],
			"failed_people": people["Failed"],
			"returned_people": people["Returned"],
			"returned_amount": amounts["Returned"],
		}

	def _move(self, outcome: str, result) -> None:
		"""Write the outcome on payments and applications: one statement each for every reason and chunk."""
		by_reason: dict[str, list[str]] = {}
		for name, (kind, reason) in self.outcomes.items():
			if kind == outcome:
				by_reason.setdefault(reason or "", []).append(name)
		for reason, names in by_reason.items():
			for part in chunks(names, CHUNK):
				self._write(outcome, reason, part, result)

	def _write(self, outcome: str, reason: str, names: list[str], result) -> None:
		frappe.db.sql(
			"""update `tabPayment` payment
			set payment.status = %(outcome)s, payment.payment_result = %(result)s, payment.paid_on = %(paid_on)s,
				payment.failure_reason = %(reason)s, payment.modified = %(moment)s, payment.modified_by = %(user)s
			where payment.name in %(names)s and payment.status in %(from)s""",
			{
				"outcome": outcome,
				"result": result.name,
				"paid_on": self.evidence.paid_on if outcome == "Paid" else None,
				"reason": reason or None,
				"moment": frappe.utils.now(),
				"user": frappe.session.user,
				"names": names,
				"from": ALLOWED_FROM[outcome],
			},
		)
		deliveries.follow_payments(names)
		deliveries.store_outcomes(applications_of(names), outcome)

	def _post(self, result) -> None:
		allocation = self.batch.budget_allocation
		if result.paid_amount:
			ledger.post(allocation, "Paid", int(result.paid_amount), result, f"paid:{result.name}")
		if result.returned_amount:
			ledger.post(
				allocation, "Returned", int(result.returned_amount), result, f"returned:{result.name}"
			)

	def _count_again(self) -> None:
		totals = batch_totals(self.batch.name)
		columns = {field: totals[field] for field in ("paid_people", "paid_amount", "failed_people")}
		frappe.db.set_value("Payment Batch", self.batch.name, columns)
		deliveries.store_decision_totals(self.batch.decision, self._lists())

	def _lists(self) -> list[str]:
		rows = frappe.db.sql(
			"""select distinct application.application_list from `tabPayment` payment
			join `tabSupport Application` application on application.name = payment.application
			where payment.payment_batch = %s""",
			self.batch.name,
		)
		return [row[0] for row in rows]


def applications_of(payments: list[str]) -> list[str]:
	"""The applications that `payments` pay."""
	return frappe.get_all("Payment", filters={"name": ["in", payments]}, pluck="application", distinct=True)


class RecordReceiptSheet(RecordPaymentResults):
	"""Cash at the commune: everybody still waiting has signed the sheet, except `unpaid` ({payment: reason})."""

	def __init__(self, batch: str, evidence: Evidence, unpaid: dict[str, str]):
		waiting = frappe.get_all("Payment", filters={"payment_batch": batch, "status": "Sent"}, pluck="name")
		outcomes = {name: ("Failed", unpaid[name]) if name in unpaid else ("Paid", "") for name in waiting}
		super().__init__(batch, outcomes, evidence)
		self.unpaid = unpaid
		# by what is written on the sheet, so that the same sheet is known again when nobody waits any more
		self.digest = digest_rows(
			[("Receipt Sheet", batch, evidence.number, str(evidence.paid_on)), *sorted(unpaid.items())]
		)

	def check(self) -> None:
		"""Besides: whoever was not paid must be waiting in this batch."""
		super().check()
		unknown = set(self.unpaid) - set(self.outcomes)
		if unknown:
			refuse("Payment {0} does not belong to batch {1}.", sorted(unknown)[0], self.batch.name)
