from frappe.model.document import Document


class DocumentCounter(Document):
	pass
