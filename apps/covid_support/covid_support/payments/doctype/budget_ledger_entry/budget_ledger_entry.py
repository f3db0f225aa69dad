from frappe.model.document import Document


class BudgetLedgerEntry(Document):
	pass
