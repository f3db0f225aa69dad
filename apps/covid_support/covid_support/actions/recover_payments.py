"""Many payments that came back on one slip: each is posted as by its own button and may be refused alone."""

import frappe
from frappe.utils import getdate

from covid_support.actions.record_payment_results import Evidence
from covid_support.actions.recover_payment import RecoverPayment
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import forbid, refuse
from covid_support.policies.roles import PAYING_OFFICER

DOCTYPE = "Payment"


class RecoverPayments(Operation):
	"""Record that all that is left of many payments came back. Parameters: `payments` (names), `number` of the slip,
	`recovered_on`, `reason`, `file` (its scan, or nothing).
	"""

	title = "Money that came back, slip {0}"

	def check(self, parameters: dict) -> None:
		"""The paying officer, with a slip, its day and the reason."""
		if PAYING_OFFICER not in frappe.get_roles():
			forbid("Only the paying officer records payment results.")
		if not (parameters.get("number") or "").strip() or not (parameters.get("reason") or "").strip():
			refuse("Enter the number of the recovery slip and the reason.")
		if not parameters.get("recovered_on"):
			refuse("{0} is missing. Fill it in.", frappe._("Recovered On"))

	def plan(self, parameters: dict) -> list[tuple[str, int]]:
		"""One chunk for each payment of the user's area, because the ledger gets an entry for each."""
		filters = {"name": ["in", parameters.get("payments") or [""]]}
		names = frappe.get_list(
			DOCTYPE, filters=filters, pluck="name", order_by="creation, name", limit_page_length=0
		)
		if not names:
			refuse("Nothing in your area fits. Choose other documents.")
		return [(name, 1) for name in names]

	def run_chunk(self, key: str, parameters: dict) -> Outcome:
		"""Post what is left of one payment."""
		amount, recovered = frappe.db.get_value(DOCTYPE, key, ["amount", "recovered_amount"])
		left = int(amount) - int(recovered or 0)
		evidence = Evidence(
			parameters["number"], getdate(parameters["recovered_on"]), parameters.get("file") or None
		)
		RecoverPayment(key, left, evidence, parameters["reason"]).run()
		return Outcome(rows=1, amount=left, digest=digest_rows([(key, left)]))

	def describe(self, parameters: dict) -> str:
		"""The slip."""
		return frappe._(self.title).format(parameters["number"])

	def document(self, key: str) -> tuple[str, str]:
		"""The payment."""
		return DOCTYPE, key
