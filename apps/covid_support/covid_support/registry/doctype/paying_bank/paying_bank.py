from frappe.model.document import Document


class PayingBank(Document):
	pass
