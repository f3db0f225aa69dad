import frappe
from frappe.model.document import Document

from covid_support.messages import forbid


class RegistryImportRow(Document):
	"""A row of an imported list as it was sent, and what became of it; written by registry/imports alone."""

	def validate(self):
		forbid("Rows of an import are corrected in the workbook that is downloaded from it.")

	def on_trash(self):
		forbid("Rows of an import stay on record.")


def on_doctype_update():
	frappe.db.add_index("Registry Import Row", ["registry_import", "position"], "rows_of_import")
