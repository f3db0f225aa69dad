"""The doors to official prints: which there are, and the PDF of one. Everything here only reads."""

import frappe

from covid_support.documents import official_prints
from covid_support.documents.registry_of_prints import find, open_prints
from covid_support.messages import refuse


@frappe.whitelist(methods=["GET"])
def get_prints(doctype: str, name: str) -> list[dict]:
	"""[{"name", "title"}] of the prints of one document that the reader can have now."""
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	return open_prints(document) if document.has_permission("print") else []


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
