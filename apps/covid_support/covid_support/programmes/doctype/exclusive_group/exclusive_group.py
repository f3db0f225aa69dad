from frappe.model.document import Document

from covid_support.programmes.confirmations import note_confirmations


class ExclusiveGroup(Document):
	def validate(self):
		note_confirmations(self)
