from frappe.model.document import Document


class BenefitComponent(Document):
	pass
