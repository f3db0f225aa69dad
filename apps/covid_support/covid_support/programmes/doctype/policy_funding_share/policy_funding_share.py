from frappe.model.document import Document


class PolicyFundingShare(Document):
	pass
