from frappe.model.document import Document


class ListStep(Document):
	pass
