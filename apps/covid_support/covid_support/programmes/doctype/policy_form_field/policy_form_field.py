from frappe.model.document import Document


class PolicyFormField(Document):
	pass
