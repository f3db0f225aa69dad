from frappe.model.document import Document


class PolicyInstalment(Document):
	pass
