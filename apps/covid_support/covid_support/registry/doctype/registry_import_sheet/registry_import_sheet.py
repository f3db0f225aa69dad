from frappe.model.document import Document


class RegistryImportSheet(Document):
	"""A sheet of an imported workbook, and whether it is read."""
