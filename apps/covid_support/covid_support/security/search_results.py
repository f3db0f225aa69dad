"""The search box and link titles, within what the user may read."""

import frappe
from frappe.desk import search as desk_search
from frappe.utils import global_search


@frappe.whitelist()
def search_everywhere(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list[dict]:
	"""The framework's search over all documents, less those that the user may not read."""
	found = global_search.search(text, start, limit, doctype)
	return [row for row in found if frappe.has_permission(row["doctype"], "read", doc=row["name"])]


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str:
	"""The title of a linked document, or its name when the user may not read it."""
	if not frappe.db.exists(doctype, docname):
		return docname
	if not frappe.has_permission(doctype, "read", doc=docname):
		return docname
	return desk_search.get_link_title(doctype, docname) or docname
