from frappe.model.document import Document


class PolicyCriterion(Document):
	pass
