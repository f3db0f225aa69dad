from frappe.model.document import Document


class PolicyDossierItem(Document):
	pass
