"""What the form of a Registry Import asks and presses."""

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log

from covid_support.bulk.start import start
from covid_support.messages import forbid, problems_shown, refuse
from covid_support.policies.import_rights import require_import
from covid_support.policies.open_communes import communes_of_unit
from covid_support.registry.imports import corrections
from covid_support.registry.imports.preview import preview
from covid_support.registry.imports.workbook_file import DOCTYPE

SHOWN = 50


@frappe.whitelist()
def get_import_preview(name: str) -> list[dict]:
	"""The first rows of each form as they will be read, with what would be wrong."""
	document = _personal(name)
	with problems_shown():
		return preview(document, communes_of_unit(document.administrative_unit))


@frappe.whitelist()
def get_rows_to_correct(name: str) -> dict:
	"""{"total", "rows": [[sheet, row, field names, words, suggestion]]}: the first rows at fault."""
	document = _personal(name)
	rows = corrections.faulty_rows(name, limit=SHOWN)
	return {"total": document.rows_faulty, "rows": [_shown(row) for row in rows]}


def _shown(row: dict) -> list:
	problems = frappe.parse_json(row.problems)
	return [
		row.sheet,
		row.sheet_row,
		row.fields_at_fault,
		" ".join(words for _column, words, _suggestion in problems),
		", ".join(suggestion for _column, _words, suggestion in problems if suggestion),
	]


@frappe.whitelist(methods=["POST"])
def start_import(name: str) -> str:
	"""Read the list and register its good rows; returns the Bulk Operation."""
	return _start("Read Registry Import", name)


@frappe.whitelist(methods=["POST"])
def undo_import(name: str) -> str:
	"""Take everybody of the list out again; returns the Bulk Operation."""
	return _start("Undo Registry Import", name)


@frappe.whitelist(methods=["GET"])
def download_corrections(name: str) -> None:
	"""Answer with the workbook of rows to correct; the doorkeeper logs the request."""
	document = _personal(name)
	if not document.rows_faulty:
		refuse("No row of this import waits for a correction.")
	content = corrections.correction_workbook(document)
	make_access_log(doctype=DOCTYPE, document=name, method="Download", file_type="XLSX")
	frappe.local.response.filename = f"{name}-can-sua.xlsx"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"


@frappe.whitelist(methods=["POST"])
def upload_corrections(name: str, file_url: str) -> str:
	"""Take the mended rows of a workbook attached to the import and register them; returns the Bulk Operation."""
	document = frappe.get_doc(DOCTYPE, name, for_update=True)
	require_import(document)
	if document.status != "Rows to Correct":
		refuse("No row of this import waits for a correction.")
	with problems_shown():
		corrections.take_corrections(document, file_url)
	return _start("Register Imported Rows", name)


def _start(kind: str, name: str) -> str:
	with problems_shown():
		return start(kind, {"registry_import": name})


def _personal(name: str):
	"""The import, for who may read the numbers of its people."""
	document = frappe.get_doc(DOCTYPE, name)
	document.check_permission("read")
	if 1 not in document.get_permlevel_access("read"):
		forbid("You may not see the identity numbers of this list.")
	return document
