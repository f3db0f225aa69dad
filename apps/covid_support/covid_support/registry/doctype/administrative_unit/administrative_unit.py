from frappe.model.document import Document


class AdministrativeUnit(Document):
	pass
