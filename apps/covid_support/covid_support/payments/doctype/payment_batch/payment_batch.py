from frappe.model.document import Document


class PaymentBatch(Document):
	pass
