"""The uploaded workbook of an import: only a file that is attached to it is opened."""

import frappe

from covid_support.messages import refuse
from covid_support.registry.workbooks.reading import Workbook

DOCTYPE = "Registry Import"


def opened(document, file_url: str | None = None) -> Workbook:
	"""The workbook attached to `document`. Raises frappe.ValidationError, and Problem for a file that cannot be read."""
	address = file_url or document.source_file
	file = frappe.db.get_value(
		"File",
		{"file_url": address, "attached_to_doctype": DOCTYPE, "attached_to_name": document.name},
		"name",
	)
	if not address or not file:
		refuse("Upload the workbook here first: choose the file in the field “Workbook” and save.")
	return Workbook(frappe.get_doc("File", file).get_full_path(), document.text_encoding or "")
