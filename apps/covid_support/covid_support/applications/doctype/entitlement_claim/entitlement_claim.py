from frappe.model.document import Document


class EntitlementClaim(Document):
	pass
