from frappe.model.document import Document


class SupportApplication(Document):
	pass
