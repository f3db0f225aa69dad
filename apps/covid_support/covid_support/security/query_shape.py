"""The shape of filters, sorting and grouping that clients send: columns and operators, never SQL."""

import json
import re

import frappe

from covid_support.messages import forbid, refuse
from covid_support.policies.area import UNIT_FIELDS, sees_everything
from covid_support.policies.hidden_columns import hidden_anywhere, hidden_columns

COLUMN = re.compile(r"(?:(?:`tab[\w \-]+`|\w+)\.)?(?:`\w+`|\w+)")
SORTING = re.compile(rf"{COLUMN.pattern}(?: +(?:asc|desc))?", re.IGNORECASE)
FUNCTION = re.compile(
	rf"(?:count|sum|avg|min|max) *\( *(?:distinct +)?(?:{COLUMN.pattern}|\*) *\)", re.IGNORECASE
)
FIELD = re.compile(
	rf"(?:{FUNCTION.pattern}|{COLUMN.pattern}|(?:`tab[\w \-]+`\.)?\*)(?: +as +[\w`]+)?", re.IGNORECASE
)

FILTER_PARAMETERS = ("filters", "or_filters", "current_filters")
SORTING_PARAMETERS = ("order_by", "group_by")
COLUMN_PARAMETERS = ("sort_field", "field", "searchfield", "aggregate_on_field")
FIELD_PARAMETERS = ("fields", "filter_fields")
# of a linked document: field.column, or `tabDocType_1`.column as the framework calls its table
LINKED_COLUMN = re.compile(r"(?:`(tab[\w \-]+)`|\b(\w+))\.`?(\w+)")
MAY_NAME_LINKED_COLUMNS = (*FIELD_PARAMETERS, *SORTING_PARAMETERS, *COLUMN_PARAMETERS, "fieldname", "stats")
NAMES_COLUMNS = (*FILTER_PARAMETERS, *SORTING_PARAMETERS, *COLUMN_PARAMETERS, "stats", "custom_columns")
MAY_NOT_BE_SENT = ("ignore_user_permissions", "ignore_permissions", "ignore_ifnull", "with_comment_count")
BAD_SHAPE = "The list cannot be filtered or sorted by {0}. Choose the columns on the page instead."


def check() -> None:
	"""Refuse filters, sorting and columns that are not plain names; drop switches that clients may not set."""
	form = frappe.local.form_dict
	if not sees_everything(frappe.session.user):
		for name in MAY_NOT_BE_SENT:
			form.pop(name, None)
		if frappe.parse_json(form.get("custom_columns") or "[]"):
			forbid("Reports of this site are shown with their own columns. Remove the added columns.")
	for name in FILTER_PARAMETERS:
		_check_filters(_parsed(form.get(name)))
	for name in SORTING_PARAMETERS:
		_check_each(form.get(name), SORTING)
	for name in COLUMN_PARAMETERS:
		_check_each(form.get(name), COLUMN)
	for name in FIELD_PARAMETERS:
		_check_fields(_parsed(form.get(name)))


def check_hidden_columns() -> None:
	"""Refuse to filter, sort or group by a column that the user may not read: the answer would betray it."""
	form = frappe.local.form_dict
	text = " ".join(str(form.get(name) or "") for name in NAMES_COLUMNS)
	words = set(re.findall(r"\w+", text))
	hidden = words & hidden_columns(_doctype_of_request(form))
	qualified = set(re.findall(r"[\w`]\.`?(\w+)", text)) & hidden_anywhere()
	for column in sorted(hidden | qualified):
		forbid("Your role may not search or sort by {0}, because it is personal data.", column)


def check_linked_columns() -> None:
	"""Refuse columns of a linked document that has an area, but for its name and title.

	The framework joins the linked table without asking whether the user may read that very row.
	"""
	form = frappe.local.form_dict
	doctype = _doctype_of_request(form)
	if not doctype or not frappe.db.exists("DocType", doctype):
		return
	text = " ".join(str(form.get(name) or "") for name in MAY_NAME_LINKED_COLUMNS)
	for quoted, plain, column in LINKED_COLUMN.findall(text):
		linked = _linked_doctype(doctype, quoted or plain)
		if linked in UNIT_FIELDS and column not in ("name", frappe.get_meta(linked).title_field):
			forbid("{0} belongs to another record. Open that record to read it.", column)


def _linked_doctype(doctype: str, qualifier: str) -> str | None:
	"""The DocType that `qualifier` reaches from `doctype`, None for its own table."""
	if qualifier == f"tab{doctype}":
		return None
	if qualifier.startswith("tab"):
		return re.sub(r"_\d+$", "", qualifier.removeprefix("tab"))
	field = frappe.get_meta(doctype).get_field(qualifier)
	return field.options if field and field.fieldtype == "Link" else None


def _doctype_of_request(form: dict) -> str:
	path = frappe.request.path.strip("/").split("/")
	if len(path) > 2 and path[:2] == ["api", "resource"]:
		return path[2]
	return form.get("doctype") if isinstance(form.get("doctype"), str) else ""


def _check_filters(filters) -> None:
	if isinstance(filters, dict):
		for column in filters:
			_check_each(column, COLUMN)
	elif isinstance(filters, list):
		for condition in filters:
			_check_condition(condition)


def _check_condition(condition) -> None:
	if isinstance(condition, dict):
		_check_filters(condition)
	elif isinstance(condition, list) and len(condition) > 1:
		_check_each(condition[0] if len(condition) <= 3 else condition[1], COLUMN)
	else:
		refuse(BAD_SHAPE, frappe.utils.escape_html(str(condition)[:60]))


def _check_each(text, shape: re.Pattern) -> None:
	for part in str(text or "").split(","):
		if part.strip(" ") and not shape.fullmatch(part.strip(" ")):
			refuse(BAD_SHAPE, frappe.utils.escape_html(part.strip()[:60]))


def _check_fields(fields) -> None:
	for field in fields if isinstance(fields, list) else [fields]:
		if isinstance(field, str) and field and not FIELD.fullmatch(field.strip(" ")):
			refuse(BAD_SHAPE, frappe.utils.escape_html(field[:60]))


def _parsed(value):
	if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
		try:
			return json.loads(value)
		except ValueError:
			return value
	return value if isinstance(value, list | dict) else None
