"""The receipt sheets of many batches, recorded one by one: each is evidence of its own (I5)."""

import frappe
from frappe.utils import getdate

from covid_support.actions.press_button import press
from covid_support.actions.record_payment_results import Evidence, RecordReceiptSheet
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import forbid, refuse
from covid_support.policies.roles import PAYING_OFFICER
from covid_support.workflows.words import COMPLETE


class RecordReceiptSheets(Operation):
	"""Parameters: `sheets`, [{batch, number, paid_on, unpaid: {payment: reason}, file}]; `complete` closes each batch."""

	title = "Receipt sheets of payment batches"

	def check(self, parameters: dict) -> None:
		"""The paying officer, with a batch and a number for each sheet."""
		if PAYING_OFFICER not in frappe.get_roles():
			forbid("Only the paying officer records payment results.")
		sheets = parameters.get("sheets") or []
		if not sheets:
			refuse("There is no receipt sheet to record. Enter at least one batch with its sheet.")
		for number, sheet in enumerate(sheets, 1):
			if not (sheet.get("batch") and sheet.get("number") and sheet.get("paid_on")):
				refuse("Sheet {0} lacks its batch, its number or its day. Fill it in.", number)

	def plan(self, parameters: dict) -> list[tuple[dict, int]]:
		"""One chunk for each sheet."""
		names = [sheet["batch"] for sheet in parameters["sheets"]]
		people = dict(
			frappe.get_list(
				"Payment Batch",
				filters={"name": ["in", names]},
				fields=["name", "people"],
				as_list=True,
				limit_page_length=0,
			)
		)
		return [(place, int(people.get(name) or 0)) for place, name in enumerate(names)]

	def run_chunk(self, key: int, parameters: dict) -> Outcome:
		"""Record one sheet by the action of its button."""
		sheet = parameters["sheets"][key]
		evidence = Evidence(sheet["number"], getdate(sheet["paid_on"]), sheet.get("file") or None)
		result = RecordReceiptSheet(sheet["batch"], evidence, sheet.get("unpaid") or {}).run()
		if parameters.get("complete"):
			press("Payment Batch", sheet["batch"], COMPLETE)
		paid, failed, amount = frappe.db.get_value(
			"Payment Result", result, ("paid_people", "failed_people", "paid_amount")
		)
		seal = digest_rows([(sheet["batch"], sheet["number"], int(paid), int(failed), int(amount))])
		return Outcome(rows=int(paid) + int(failed), amount=int(amount), digest=seal)

	def document(self, key: int) -> tuple[str, str]:
		"""The batch."""
		return "Payment Batch", self.parameters["sheets"][key]["batch"]
