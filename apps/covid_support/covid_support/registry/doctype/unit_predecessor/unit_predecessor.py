from frappe.model.document import Document


class UnitPredecessor(Document):
	pass
