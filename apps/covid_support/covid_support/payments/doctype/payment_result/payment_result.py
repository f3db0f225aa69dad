from frappe.model.document import Document


class PaymentResult(Document):
	pass
