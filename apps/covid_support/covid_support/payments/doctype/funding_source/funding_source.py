from frappe.model.document import Document


class FundingSource(Document):
	pass
