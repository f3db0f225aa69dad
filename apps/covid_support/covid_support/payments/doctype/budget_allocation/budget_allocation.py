from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.core.money import to_vnd
from covid_support.messages import forbid, label_of, problems_shown, refuse
from covid_support.payments import ledger


class BudgetAllocation(Document):
	"""Money allocated to a programme and an area, from one or more funding sources."""

	def validate(self):
		if getdate(self.allocated_on) > clock.today():
			refuse("{0} is in the future.", label_of(self, "allocated_on"))
		for row in self.sources:
			with problems_shown(f"{label_of(self, 'sources')} {row.idx}"):
				row.amount = to_vnd(row.amount)
			if not row.amount:
				refuse("Source row {0}: enter an amount above zero.", row.idx)
		self.amount = sum(row.amount for row in self.sources)
		self.committed_amount = self.paid_amount = 0
		self.available_amount = self.amount

	def on_submit(self):
		ledger.post(self.name, "Allocated", int(self.amount), self, f"allocated:{self.name}")

	def before_update_after_submit(self):
		forbid("Budget allocation {0} is submitted. Make a further allocation instead.", self.title)

	def before_cancel(self):
		forbid("A submitted allocation cannot be cancelled, because the ledger keeps its entries.")
