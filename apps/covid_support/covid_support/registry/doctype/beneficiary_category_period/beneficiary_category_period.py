from frappe.model.document import Document


class BeneficiaryCategoryPeriod(Document):
	pass
