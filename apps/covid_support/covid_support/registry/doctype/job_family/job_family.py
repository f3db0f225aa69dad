from frappe.model.document import Document


class JobFamily(Document):
	pass
