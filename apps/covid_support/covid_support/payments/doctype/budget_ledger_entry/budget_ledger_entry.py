from frappe.model.document import Document

from covid_support.core.record_name import record_name
from covid_support.messages import forbid


class BudgetLedgerEntry(Document):
	"""One movement of money: written by payments/ledger.py, never changed."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		if not self.is_new():
			forbid("The budget ledger is append-only. Post a counter-entry instead.")

	def on_trash(self):
		forbid("The budget ledger is append-only. Post a counter-entry instead.")
