"""Asking for a right without telling the reader: a screen that hides a button must not open an empty message."""

import frappe


def may(document, right: str) -> bool:
	"""Whether the session's user has `right` ("write", "print", …) on `document`.

	Document.has_permission shows a message whenever the answer is no.
	"""
	return bool(frappe.has_permission(document.doctype, right, document))
