"""Drawing an official print of a document for the reader, as PDF or as pages for the screen."""

import re

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.utils import now

from covid_support.bulk.insert import insert_rows
from covid_support.bulk.names import names_for
from covid_support.documents.drawing import paper_of
from covid_support.documents.kit.typst_renderer import render_pdf, render_svg_pages
from covid_support.documents.registry_of_prints import Print
from covid_support.documents.reprints import note_print
from covid_support.messages import forbid, problems_shown

PAGES_ON_SCREEN = 5
LOGGED_AS = "Official Print"
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def load(doctype: str, name: str):
	"""The stored document, when the reader may read and print it. Raises frappe.PermissionError otherwise."""
	document = frappe.get_doc(doctype, name)
	for kind in ("read", "print"):
		if not frappe.has_permission(doctype, kind, document):
			forbid(
				"You may not print {0}: it lies outside your area, or your role does not print such documents.",
				name,
			)
	return document


def pdf(document, wanted: Print, reason: str = "") -> bytes:
	"""The whole print as PDF; `document` comes from `load`. `reason` goes with a reprint (documents/reprints.py)."""
	with problems_shown():
		data = wanted.collect(document)
		again = note_print(document, wanted, reason)
		if again:
			data["reference"] = f"{data['reference']} {again}"
		return render_pdf(paper_of(document, wanted, data))


def pages(document, wanted: Print) -> list[str]:
	"""The first pages of the print as SVG texts; one more than PAGES_ON_SCREEN tells that there are more."""
	with problems_shown():
		return render_svg_pages(paper_of(document, wanted), first=PAGES_ON_SCREEN + 1)


def log_print(document, wanted: Print, file_type: str = "PDF") -> None:
	"""Leave a row in the Access Log: who printed what (called once the print is drawn)."""
	make_access_log(
		doctype=document.doctype,
		document=document.name,
		method=LOGGED_AS,
		file_type=file_type,
		report_name=wanted.print_format,
	)


def log_prints(names: list[str], wanted: Print) -> None:
	"""The same for many documents of one kind, in the transaction that is open."""
	alike = {
		"export_from": wanted.doctype,
		"method": LOGGED_AS,
		"file_type": "PDF",
		"report_name": wanted.print_format,
		"user": frappe.session.user,
		"timestamp": now(),
	}
	rows = zip(names_for("Access Log", len(names)), names, strict=True)
	insert_rows("Access Log", ["name", "reference_document"], rows, same=alike)


def file_name(document, wanted: Print) -> str:
	"""A name of plain letters for the file: danh-sach-de-nghi-DS-2020-0001.pdf."""
	return f"{wanted.slug}-{UNSAFE.sub('-', document.name)}.pdf"


def answer(content: bytes, name: str) -> None:
	"""Let the browser show the PDF in a tab of its own."""
	frappe.local.response.filename = name
	frappe.local.response.filecontent = content
	frappe.local.response.content_type = "application/pdf"
	frappe.local.response.display_content_as = "inline"
	frappe.local.response.type = "download"
