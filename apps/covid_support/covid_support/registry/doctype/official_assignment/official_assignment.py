from frappe.model.document import Document


class OfficialAssignment(Document):
	pass
