from frappe.model.document import Document


class BudgetAllocation(Document):
	pass
