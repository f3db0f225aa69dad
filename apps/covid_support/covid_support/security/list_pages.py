"""Pages of the longest lists for the Desk, in place of the framework's own (`frappe.desk.reportview.get`).

The framework's query reads every column of all rows of the area in order to sort them for one page. Here the page's
names are looked up first, in indexes alone, then the framework fetches these rows, under the same conditions.
"""

import re

import frappe
from frappe.desk import reportview

from covid_support.core.names import search_key
from covid_support.policies.area import is_wide_area
from covid_support.registry.people_named import is_plain_name, people_named
from covid_support.reporting.quick_counts import names_of_few

NAMES_FIRST = ("Support Application", "Payment")
PEOPLE, NAME = "Beneficiary", "full_name"
LONGEST_PAGE = 500
BY_NAME = re.compile(r"(?:`tab[\w ]+`\.)?`?name`?(?: +(asc|desc))?", re.IGNORECASE)


@frappe.whitelist()
@frappe.read_only()
def get_page() -> dict | list:
	"""One page of a list, with the rows and in the order that the framework gives."""
	form = frappe.local.form_dict
	if form.get("doctype") in NAMES_FIRST and _is_page(form):
		names = _names(form)
		if not names:
			return []
		form.update(filters=frappe.as_json([[form.doctype, "name", "in", names]]), start="0", limit_start="0")
		form.pop("or_filters", None)
	elif form.get("doctype") == PEOPLE and _is_page(form) and is_wide_area():
		_narrow_to_people(form)
	return reportview.get()


def _is_page(form: dict) -> bool:
	"""Whether a page of rows of their own is asked for, not groups, totals or an endless list."""
	return 0 < _length(form) <= LONGEST_PAGE and not form.get("group_by") and not form.get("add_total_row")


def _length(form: dict) -> int:
	return frappe.utils.cint(form.get("page_length") or form.get("limit_page_length"))


def _names(form: dict) -> list[str]:
	"""The names of the page's rows: the same question, asked for nothing but names."""
	order = BY_NAME.fullmatch(str(form.get("order_by") or "").strip())
	if order and not frappe.parse_json(form.get("or_filters") or "[]"):
		start = frappe.utils.cint(form.get("start") or form.get("limit_start"))
		descending = (order[1] or "").lower() == "desc"
		names = names_of_few(form.doctype, form.get("filters"), descending, start, _length(form))
		if names is not None:
			return names
	asked = frappe._dict({**form, "fields": frappe.as_json([f"`tab{form.doctype}`.`name`"])})
	kept, frappe.local.form_dict = frappe.local.form_dict, asked
	try:
		rows = reportview.execute(**reportview.get_form_params())
	finally:
		frappe.local.form_dict = kept
	return [row["name"] for row in rows]


def _narrow_to_people(form: dict) -> None:
	"""Add to a filter by name the few people that can fit it, so that not everybody's row is read.

	The filter itself stays: who does not fit it is not shown either. People of one moment come in the order of their
	names, or else pages of the same search could overlap.
	"""
	filters = frappe.parse_json(form.get("filters") or "[]")
	text = next(filter(None, map(_name_looked_for, filters)), "") if isinstance(filters, list) else ""
	people, complete = people_named(search_key(text)) if text else ([], False)
	if complete:
		form.filters = frappe.as_json([*filters, [PEOPLE, "name", "in", people or [""]]])
		form.order_by = ", ".join(filter(None, (form.get("order_by"), f"`tab{PEOPLE}`.`name`")))


def _name_looked_for(row: list) -> str:
	"""The text of a filter by a part of the name; "" for other filters."""
	column, operator, value = (
		(row[-3:] if len(row) == 3 else row[1:4]) if 3 <= len(row) <= 5 else ("", "", "")
	)
	if column != NAME or str(operator).lower() != "like" or not isinstance(value, str):
		return ""
	text = value.strip("%")
	return text if is_plain_name(text) else ""
