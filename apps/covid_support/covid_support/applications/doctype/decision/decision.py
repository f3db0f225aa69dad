from frappe.model.document import Document


class Decision(Document):
	pass
