from frappe.model.document import Document


class ProgrammeLegalDocument(Document):
	pass
