"""Photos and scans that prove something: only files that hang on the document itself."""

import frappe

from covid_support.messages import refuse


def check_scan(address: str, doctype: str, names: list[str]) -> None:
	"""Refuse (frappe.ValidationError) a file `address` that is attached to none of the documents `names`."""
	attached = {"file_url": address, "attached_to_doctype": doctype, "attached_to_name": ["in", names]}
	if not frappe.db.exists("File", attached):
		refuse("Attach the photo to this file first; it was not found there.")
