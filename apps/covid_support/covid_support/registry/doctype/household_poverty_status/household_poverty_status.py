from frappe.model.document import Document


class HouseholdPovertyStatus(Document):
	pass
