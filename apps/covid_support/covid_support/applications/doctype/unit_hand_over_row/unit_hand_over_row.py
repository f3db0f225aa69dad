from frappe.model.document import Document


class UnitHandOverRow(Document):
	pass
