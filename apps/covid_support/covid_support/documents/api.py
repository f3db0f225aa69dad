"""The doors to official prints: which there are, and the PDF of one. Everything here only reads."""

import frappe

from covid_support.documents import official_prints, placeholders
from covid_support.documents.drawing import draw
from covid_support.documents.kit import block_rows
from covid_support.documents.kit.typst_renderer import render_svg_pages
from covid_support.documents.registry_of_prints import find, of_title, open_prints
from covid_support.messages import problems_shown, refuse
from covid_support.policies.may import may


@frappe.whitelist(methods=["GET"])
def get_prints(doctype: str, name: str) -> list[dict]:
	"""[{"name", "title"}] of the prints of one document that the reader can have now."""
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	return open_prints(document) if may(document, "print") else []


@frappe.whitelist(methods=["GET"])
def download(doctype: str, name: str, print_name: str) -> None:
	"""Answer with the PDF of one official print; logged."""
	wanted = find(doctype, print_name)
	if not wanted:
		refuse("{0} has no official print named {1}.", frappe._(doctype), print_name)
	document = official_prints.load(doctype, name)
	content = official_prints.pdf(document, wanted)
	official_prints.log_print(document, wanted)
	official_prints.answer(content, official_prints.file_name(document, wanted))


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
