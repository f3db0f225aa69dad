"""No function of the framework is run on a document of another area, whatever the function checks itself.

Many functions take a DocType and a name: timelines, comments, assignments, prints, link previews. Whoever names
a document that has an area must be allowed to read that very document.
"""

import json

import frappe

from covid_support.messages import forbid
from covid_support.policies.area import CHILD_PARENTS, UNIT_FIELDS

PAIRS = (
	("doctype", "name"),
	("doctype", "docname"),
	("doctype", "doc_name"),
	("doctype", "docnames"),
	("doctype", "names"),
	("doctype", "items"),
	("doctype", "docs"),
	("dt", "dn"),
	("doc", "name"),
	("reference_doctype", "reference_name"),
	("reference_doctype", "reference_docname"),
	("ref_doctype", "ref_docname"),
	("attached_to_doctype", "attached_to_name"),
	("document_type", "document_name"),
)
DOCUMENT_PARAMETERS = ("doc", "docs", "source_name")
ANSWERS_FOR_ITSELF = ("frappe.desk.search.get_link_title",)
MOST_NAMES = 500


def check() -> None:
	"""Refuse when the request names a document with an area that the user may not read."""
	form = frappe.local.form_dict
	if form.get("cmd") in ANSWERS_FOR_ITSELF or frappe.request.path.endswith(ANSWERS_FOR_ITSELF):
		return
	for doctype, name in sorted(_named(form)):
		_check_one(doctype, name)
	_refuse_controller_methods(form)


def _named(form: dict) -> set[tuple[str, str]]:
	found = set()
	for doctype_key, name_key in PAIRS:
		doctype = form.get(doctype_key)
		if isinstance(doctype, str) and _has_area(doctype):
			found.update((doctype, name) for name in _names(form.get(name_key)))
	for key in DOCUMENT_PARAMETERS:
		found.update(_inside(_parsed(form.get(key))))
	if isinstance(multiple := _parsed(form.get("doctype")), dict):  # prints of several DocTypes at once
		found.update(
			(doctype, name)
			for doctype, names in multiple.items()
			for name in _names(names)
			if _has_area(doctype)
		)
	return found


def _has_area(doctype: str) -> bool:
	return doctype in UNIT_FIELDS or doctype in CHILD_PARENTS


def _names(value) -> list[str]:
	value = _parsed(value)
	if isinstance(value, list):
		return [name for name in value[:MOST_NAMES] if isinstance(name, str)]
	return [str(value)] if isinstance(value, str | int) and value != "" else []


def _inside(value) -> set[tuple[str, str]]:
	rows = value if isinstance(value, list) else [value]
	return {
		(row["doctype"], row["name"])
		for row in rows
		if isinstance(row, dict) and isinstance(row.get("name"), str) and _has_area(str(row.get("doctype")))
	}


def _parsed(value):
	if isinstance(value, str) and value[:1] in "[{":
		try:
			return json.loads(value)
		except ValueError:
			return value
	return value


def _check_one(doctype: str, name: str) -> None:
	if doctype in CHILD_PARENTS:
		row = frappe.db.get_value(doctype, name, ["parenttype", "parent"])
		if not row or row[0] not in UNIT_FIELDS:
			return
		doctype, name = row
	if not frappe.db.exists(doctype, name):
		return  # a new form, or nothing: the framework answers
	if not frappe.has_permission(doctype, "read", doc=name):
		forbid(
			"You may not open this record of {0}: it belongs to another area. Ask an official there.",
			frappe._(doctype),
		)


def _refuse_controller_methods(form: dict) -> None:
	"""Controller methods answer with the whole document, protected columns and all; nothing here needs them."""
	doctype = form.get("dt") or next((doctype for doctype, _name in _inside(_parsed(form.get("docs")))), None)
	if form.get("run_method") and frappe.request.path.startswith("/api/resource/"):
		doctype = frappe.request.path.split("/")[3]
	if doctype and _has_area(doctype) and (form.get("run_method") or form.get("method")):
		forbid(
			"Documents of {0} have no functions to call this way. Use the buttons of the form.",
			frappe._(doctype),
		)
