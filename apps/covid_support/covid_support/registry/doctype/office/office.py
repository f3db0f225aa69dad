from frappe.model.document import Document


class Office(Document):
	pass
