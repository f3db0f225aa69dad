"""The doors to official prints: which there are, the PDF of one, and issuing it."""

import frappe

from covid_support.documents import official_prints, placeholders, register
from covid_support.documents.drawing import draw
from covid_support.documents.kit import block_rows
from covid_support.documents.kit.typst_renderer import render_svg_pages
from covid_support.documents.print_many import documents_to_print
from covid_support.documents.registry_of_prints import PRINTS, find, of_title, open_prints
from covid_support.messages import problems_shown, refuse
from covid_support.policies.issuing_rights import may_issue
from covid_support.policies.may import may


@frappe.whitelist(methods=["GET"])
def get_prints(doctype: str, name: str) -> list[dict]:
	"""[{"name", "title", "printed"}] of the prints of one document that the reader can have now."""
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	return open_prints(document) if may(document, "print") else []


@frappe.whitelist(methods=["GET"])
def download(doctype: str, name: str, print_name: str, reason: str = "") -> None:
	"""Answer with the PDF of one official print; logged. `reason` goes with the reprint of a receipt sheet."""
	wanted = _print_named(doctype, print_name)
	document = official_prints.load(doctype, name)
	content = official_prints.pdf(document, wanted, reason)
	official_prints.log_print(document, wanted)
	official_prints.answer(content, official_prints.file_name(document, wanted))


def _print_named(doctype: str, print_name: str):
	wanted = find(doctype, print_name)
	if not wanted:
		refuse("{0} has no official print named {1}.", frappe._(doctype), print_name)
	return wanted


@frappe.whitelist(methods=["GET"])
def get_prints_of_many(doctype: str) -> list[dict]:
	"""[{"name", "title"}] of the prints that may be drawn of many documents of `doctype`."""
	frappe.has_permission(doctype, "print", throw=True)
	return [{"name": each.name, "title": frappe._(each.title)} for each in PRINTS if each.doctype == doctype]


@frappe.whitelist(methods=["GET"])
def count_papers(parameters: dict | str) -> dict:
	"""{"documents", "people"} that Print Papers with these `parameters` would take (documents/print_many.py)."""
	parameters = frappe.parse_json(parameters)
	frappe.has_permission(parameters["doctype"], "print", throw=True)
	rows = documents_to_print(parameters)
	return {"documents": len(rows), "people": sum(int(row.people or 0) for row in rows)}


@frappe.whitelist(methods=["GET"])
def get_issues(doctype: str, name: str) -> list[dict]:
	"""[{"name", "title", "issued", "document_number", "may_issue"}] of the signed prints that offices issue.

	`issued` is the Issued Document in force; a print without one is told only to who may issue it.
	"""
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	if not may(document, "print"):
		return []
	told = [
		_issue_of(document, wanted)
		for wanted in PRINTS
		if wanted.doctype == doctype
		and wanted.issuer
		and wanted.is_open(document)
		and wanted.is_signed(document)
	]
	return [row for row in told if row["issued"] or row["may_issue"]]


def _issue_of(document, wanted) -> dict:
	standing = register.in_force(document, wanted) or {}
	return {
		"name": wanted.name,
		"title": frappe._(wanted.title),
		"issued": standing.get("name"),
		"document_number": standing.get("document_number"),
		"may_issue": may_issue(wanted.issuer(document)),
	}


@frappe.whitelist(methods=["POST"])
def issue(doctype: str, name: str, print_name: str) -> str:
	"""Issue a signed print: number, code, PDF. Returns the name of its Issued Document."""
	wanted = _print_named(doctype, print_name)
	document = official_prints.load(doctype, name)
	issued = register.issue(document, wanted)
	official_prints.log_print(document, wanted)
	return issued


@frappe.whitelist(methods=["POST"])
def revoke(issued: str, reason: str) -> None:
	"""Take an Issued Document out of force."""
	register.revoke(issued, reason)


@frappe.whitelist(methods=["POST"])
def attach_signed_scan(issued: str, file_url: str) -> None:
	"""Keep the scan of the signed paper, a file that is attached to the Issued Document."""
	register.attach_signed_scan(issued, file_url)


@frappe.whitelist(methods=["GET"])
def get_template_choices(policy: str = "", programme: str = "") -> dict:
	"""{"placeholders": {name: label}, "columns": {value: label}} for the grids of a Document Template."""
	frappe.has_permission("Document Template", "write", throw=True)
	return {
		"placeholders": {name: frappe._(label) for name, label in placeholders.PLACEHOLDERS.items()},
		"columns": placeholders.column_choices(policy or None, programme or None),
	}


@frappe.whitelist(methods=["POST"])
def preview_template(template: str, sample: str = "") -> dict:
	"""{"sample", "pages"}: the paper of `sample` as the template on the screen, saved or not, would draw it.

	Without `sample`, the latest document of the kind that the reader may see. pages: SVG texts. Logged, for it
	shows people as a print does.
	"""
	frappe.has_permission("Document Template", "write", throw=True)
	document = frappe.get_doc({**frappe.parse_json(template), "doctype": "Document Template"})
	wanted = of_title(document.print_title)
	name = sample or next(
		iter(frappe.get_list(wanted.doctype, limit=1, order_by="modified desc", pluck="name")), None
	)
	if not name or not frappe.db.exists(wanted.doctype, name):
		refuse("There is no document to preview yet. Enter the number of one in the field above.")
	with problems_shown(document.title):
		block_rows.check(
			[row.as_dict() for row in document.blocks], document.columns, list(placeholders.PLACEHOLDERS)
		)
		shown = official_prints.load(wanted.doctype, name)
		paper = draw(document, wanted.collect(shown))
		pages = render_svg_pages(paper, first=official_prints.PAGES_ON_SCREEN)
	official_prints.log_print(shown, wanted, "Preview")
	return {"sample": name, "pages": pages}
