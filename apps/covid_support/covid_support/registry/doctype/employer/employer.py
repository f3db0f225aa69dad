from frappe.model.document import Document


class Employer(Document):
	pass
