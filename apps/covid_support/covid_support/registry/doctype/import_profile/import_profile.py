from frappe.model.document import Document


class ImportProfile(Document):
	"""Which column holds what in the lists of one sender, as it was confirmed last."""
