from frappe.model.document import Document


class Payment(Document):
	pass
