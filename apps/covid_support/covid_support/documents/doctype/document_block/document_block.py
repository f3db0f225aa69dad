from frappe.model.document import Document


class DocumentBlock(Document):
	pass
