from frappe.model.document import Document


class LegalDocument(Document):
	pass
