from frappe.model.document import Document


class PolicyTestPerson(Document):
	pass
