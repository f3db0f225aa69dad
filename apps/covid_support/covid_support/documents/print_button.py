"""The framework's own Print button and PDF doors, for the Print Formats of official prints.

The formats' HTML calls `official_pages`, which shows the drawn pages. Frappe's two PDF doors are replaced
(hook `override_whitelisted_methods`) by ones that deliver the official PDF for these formats and hand every
other format to Frappe.
"""

from base64 import b64encode

import frappe
from frappe import _
from frappe.utils import escape_html

from covid_support.documents import official_prints
from covid_support.documents.binding import bound
from covid_support.documents.registry_of_prints import find, of_print_format
from covid_support.messages import refuse


def official_pages(doctype: str, name: str, print_name: str) -> str:
	"""HTML of the first pages of a print, each a picture, in which nothing of the data can act as markup.

	Reads the stored document under the reader's own rights, whatever document the template was given.
	"""
	wanted = find(doctype, print_name)
	if not name or not frappe.db.exists(doctype, name):
		refuse("Save the document before you print it.")
	document = official_prints.load(doctype, name)
	pages = official_prints.pages(document, wanted)
	shown = pages[: official_prints.PAGES_ON_SCREEN]
	note = _more_pages_note() if len(pages) > len(shown) else ""
	pictures = "".join(_picture(page, number, wanted.print_format) for number, page in enumerate(shown, 1))
	# the framework's print page expects the two elements around every format
	return f'<div class="page-break">{note}{pictures}</div><div id="footer-html"></div>'


def _picture(page: str, number: int, title: str) -> str:
	source = b64encode(page.encode()).decode()
	text = escape_html(f"{title}, {_('page')} {number}")
	return f'<img class="official-page" alt="{text}" src="data:image/svg+xml;base64,{source}">'


def _more_pages_note() -> str:
	text = _("Only the first {0} pages are shown here. Press PDF to get the whole document for printing.")
	return f'<p class="official-pages-note">{escape_html(text.format(official_prints.PAGES_ON_SCREEN))}</p>'


# guests hold share keys of other formats, which the framework checks itself
@frappe.whitelist(allow_guest=True)
def download_pdf(doctype, name, format=None, doc=None, no_letterhead=0, language=None, letterhead=None):
	"""Frappe's PDF button: the official PDF for official formats, Frappe's own for all others."""
	wanted = of_print_format(doctype, format)
	if not wanted:
		return _frameworks_own("download_pdf")(
			doctype, name, format, doc, no_letterhead, language, letterhead
		)
	document = official_prints.load(doctype, name)
	content = official_prints.pdf(document, wanted)
	official_prints.log_print(document, wanted)
	official_prints.answer(content, official_prints.file_name(document, wanted))
	return None


@frappe.whitelist()
def download_multi_pdf(doctype, name, format=None, no_letterhead=False, letterhead=None, options=None):
	"""Frappe's bulk print: the official PDFs one after another, each logged; other formats go to Frappe.

	Frappe also takes {doctype: [names]} from other code; official prints are asked for by one DocType.
	"""
	wanted = of_print_format(doctype, format) if isinstance(doctype, str) else None
	if not wanted:
		return _frameworks_own("download_multi_pdf")(
			doctype, name, format, no_letterhead, letterhead, options
		)
	documents = [official_prints.load(doctype, each) for each in frappe.parse_json(name)]
	content = bound([official_prints.pdf(document, wanted) for document in documents])
	official_prints.log_prints([document.name for document in documents], wanted)
	official_prints.answer(content, f"{wanted.slug}.pdf")
	return None


def _frameworks_own(function: str):
	return frappe.get_attr(f"frappe.utils.print_format.{function}")
