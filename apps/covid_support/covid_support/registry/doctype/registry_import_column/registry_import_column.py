from frappe.model.document import Document


class RegistryImportColumn(Document):
	"""What one column of an imported list holds."""
