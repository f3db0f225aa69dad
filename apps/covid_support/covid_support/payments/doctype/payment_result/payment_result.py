from frappe.model.document import Document

from covid_support.core.record_name import record_name


class PaymentResult(Document):
	"""The evidence of what was paid: written by actions/record_payment_results.py only."""

	def autoname(self):
		self.name = record_name()
