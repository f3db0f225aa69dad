from frappe.model.document import Document

from covid_support.core.record_name import record_name


class Payment(Document):
	"""One payment to one person: written by the payment actions only."""

	def autoname(self):
		self.name = record_name()
