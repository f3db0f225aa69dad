"""Counts within the user's area, in place of the framework's that count the whole table."""

import frappe
from frappe.desk import listview, notifications

from covid_support.messages import refuse
from covid_support.policies.area import UNIT_FIELDS
from covid_support.policies.hidden_columns import may_read

MOST = 100


@frappe.whitelist()
def get_count(doctype: str, filters=None, debug: bool = False, cache: bool = False) -> int:
	"""How many rows of `doctype` match `filters` among those that the user may read."""
	filters = frappe.parse_json(filters or {})
	rows = frappe.get_list(doctype, filters=filters, fields=[_counted(doctype)])
	return int(rows[0]["total"] or 0) if rows else 0


def _counted(doctype: str):
	if int(frappe.__version__.split(".")[0]) >= 16:
		return {"COUNT": "name", "as": "total"}
	return f"count(`tab{doctype}`.name) as total"


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
	"""The list sidebar's counts by `field`, for columns that the user may read."""
	if field == "assigned_to":
		return [] if doctype in UNIT_FIELDS else listview.get_group_by_count(doctype, current_filters, field)
	if not frappe.get_meta(doctype).has_field(field) and field not in ("owner", "modified_by", "docstatus"):
		refuse("The list cannot be filtered or sorted by {0}. Choose the columns on the page instead.", field)
	if not may_read(doctype, field):
		return []
	return listview.get_group_by_count(doctype, current_filters, field)


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items=None) -> dict:
	"""The numbers on a form's connections, counted among the rows that the user may read."""
	document = frappe.get_doc(doctype, name)
	document.check_permission()
	links = document.meta.get_dashboard_data()
	items = (
		frappe.parse_json(items)
		if items
		else [item for group in links.transactions for item in group.get("items")]
	)
	columns = links.get("non_standard_fieldnames", {})
	rows = [
		_linked(item, columns.get(item, links.get("fieldname")), name)
		for item in items
		if item not in links.get("internal_links", {})
	]
	return {"count": [row for row in rows if row]}


def _linked(doctype: str, column: str | None, name: str) -> dict | None:
	if not column or not frappe.get_meta(doctype).has_field(column) or not frappe.has_permission(doctype):
		return None
	total = len(frappe.get_list(doctype, filters={column: name}, fields=["name"], limit_page_length=MOST))
	row = {"name": doctype, "count": total}
	open_filters = notifications.get_filters_for(doctype)
	if open_filters:
		found = frappe.get_list(
			doctype, filters={**open_filters, column: name}, fields=["name"], limit_page_length=MOST
		)
		row["open_count"] = len(found)
	return row
