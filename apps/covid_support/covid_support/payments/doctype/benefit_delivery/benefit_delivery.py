from frappe.model.document import Document

from covid_support.core.record_name import record_name


class BenefitDelivery(Document):
	"""What became of an approved support, or of one of its instalments: written by actions/deliver_*.py only."""

	def autoname(self):
		self.name = record_name()
