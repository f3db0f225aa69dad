from frappe.model.document import Document


class LineCorrection(Document):
	pass
