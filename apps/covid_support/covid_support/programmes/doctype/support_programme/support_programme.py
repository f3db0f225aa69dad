from frappe.model.document import Document


class SupportProgramme(Document):
	pass
