from frappe.model.document import Document


class PolicyExclusion(Document):
	pass
