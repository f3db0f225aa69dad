"""Counts within the user's area, in place of the framework's that count the whole table."""

import frappe
from frappe.desk import listview, notifications, reportview
from frappe.desk.doctype.number_card import number_card

from covid_support.messages import refuse
from covid_support.policies.area import UNIT_FIELDS
from covid_support.policies.hidden_columns import may_read
from covid_support.reporting.quick_counts import quick_count

MOST = 100


@frappe.whitelist()
def get_count(doctype: str, filters=None, debug: bool = False, cache: bool = False) -> int:
	"""How many rows of `doctype` match `filters` among those that the user may read."""
	filters = frappe.parse_json(filters or {})
	quick = quick_count(doctype, filters)
	if quick is not None:
		return quick
	rows = frappe.get_list(doctype, filters=filters, fields=[_counted(doctype)])
	return int(rows[0]["total"] or 0) if rows else 0


def _counted(doctype: str):
	if int(frappe.__version__.split(".")[0]) >= 16:
		return {"COUNT": "name", "as": "total"}
	return f"count(`tab{doctype}`.name) as total"


@frappe.whitelist()
@frappe.read_only()
def get_list_count() -> int:
	"""The number beside a list page: the framework's count, in a quick way where there is one."""
	form = frappe.local.form_dict
	plain = not any(frappe.parse_json(form.get(key) or "0") for key in ("or_filters", "limit"))
	plain = plain and not form.get("group_by")
	quick = quick_count(form.get("doctype"), form.get("filters")) if plain else None
	return reportview.get_count() if quick is None else quick


@frappe.whitelist()
def get_card_number(doc, filters, to_date=None) -> int:
	"""The number on a number card: the framework's, in a quick way where there is one."""
	card = frappe.parse_json(doc)
	quick = None
	if card.get("function") == "Count" and not to_date:
		quick = quick_count(card.get("document_type"), filters)
	return number_card.get_result(doc, filters, to_date) if quick is None else quick


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
	# the order of a column that is the same in all rows: the first that are found do, and need not be sorted by name
	some = {"fields": ["name"], "order_by": f"`tab{doctype}`.`{column}`", "limit_page_length": MOST}
	total = len(frappe.get_list(doctype, filters={column: name}, **some))
	row = {"name": doctype, "count": total}
	open_filters = notifications.get_filters_for(doctype)
	if open_filters:
		found = frappe.get_list(doctype, filters={**open_filters, column: name}, **some)
		row["open_count"] = len(found)
	return row
