from frappe.model.document import Document

from covid_support.core.record_name import record_name


class LineCorrection(Document):
	"""A line taken out of a list or put back, with the reason: written by actions/correct_line.py only."""

	def autoname(self):
		self.name = record_name()
