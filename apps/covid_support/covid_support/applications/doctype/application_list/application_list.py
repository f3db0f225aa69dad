from frappe.model.document import Document


class ApplicationList(Document):
	pass
