from frappe.model.document import Document


class DecisionList(Document):
	pass
