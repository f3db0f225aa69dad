from frappe.model.document import Document


class ExclusiveGroup(Document):
	pass
