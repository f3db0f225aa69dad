from frappe.model.document import Document

from covid_support.programmes.confirmations import note_confirmations


class SupportProgramme(Document):
	def validate(self):
		note_confirmations(self)
