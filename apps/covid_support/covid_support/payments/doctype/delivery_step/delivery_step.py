from frappe.model.document import Document


class DeliveryStep(Document):
	pass
