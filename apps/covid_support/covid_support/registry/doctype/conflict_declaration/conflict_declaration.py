from frappe.model.document import Document


class ConflictDeclaration(Document):
	pass
