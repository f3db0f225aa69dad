from frappe.model.document import Document


class ApprovalRouteStep(Document):
	pass
