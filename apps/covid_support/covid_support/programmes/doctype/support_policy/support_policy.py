from frappe.model.document import Document


class SupportPolicy(Document):
	pass
