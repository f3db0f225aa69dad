from frappe.model.document import Document


class DocumentColumn(Document):
	pass
