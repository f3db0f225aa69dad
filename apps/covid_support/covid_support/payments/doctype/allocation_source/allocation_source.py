from frappe.model.document import Document


class AllocationSource(Document):
	pass
