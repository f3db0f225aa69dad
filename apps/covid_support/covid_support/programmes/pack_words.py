"""The difference between a site and a pack in the reader's words."""

from collections.abc import Mapping

import frappe
from frappe import _
from frappe.utils import format_date

from covid_support.core.money import format_vnd
from covid_support.programmes.confirmation_words import condition_said
from covid_support.programmes.pack_diff import Change, Step
from covid_support.programmes.pack_schema import TRUST, VERSIONS, Column
from covid_support.rules.facts import FACTS

KIND_TEMPLATES = {
	"Added": "Added by the file",
	"Changed": "Changed by the file",
	"Only Here": "Only on this site; it stays",
}
LONGEST = 300
CONDITION = {"fact", "operator", "value"}
FACT_COLUMNS = {"fact", "quantity_fact", "maximum_by_fact"}


def shown(change: Change) -> dict[str, str]:
	"""{"kind", "label", "where", "old", "new"}: where it is, and the value before and after, as on the forms."""
	last = change.path[-1].column
	return {
		"kind": change.kind,
		"label": _(KIND_TEMPLATES[change.kind]),
		"where": " › ".join(_words(change.path)),
		"old": _value(change.old, last, change.path[-1].doctype),
		"new": _value(change.new, last, change.path[-1].doctype),
	}


def _words(path: tuple[Step, ...]):
	owner = ""
	for step in path:
		yield _step(step, owner)
		owner = step.doctype or owner


def _step(step: Step, owner: str) -> str:
	if step.column is VERSIONS:
		day = format_date(step.row) if step.row else _("the beginning")
		return _("in force from {0}").format(day)
	if step.column.kind == "group":
		return _(step.doctype)
	if step.column.kind != "table":
		return _label(step.column, step.doctype)
	return f"{_label(step.column, owner) if owner else _(step.doctype)} {_identity(step.row)}".strip()


def _identity(row: str) -> str:
	return " · ".join(_fact(part) or _(part) for part in row.split(" · "))


def _fact(key: object) -> str:
	"""The name of a fact that all policies know; a policy's own fields stay as they are written."""
	return _(FACTS[key].label) if key in FACTS else ""


def _label(column: Column, doctype: str) -> str:
	field = frappe.get_meta(doctype).get_field(column.fieldname) if doctype else None
	return _(field.label) if field else column.key


def _value(value: object, column: Column, doctype: str) -> str:
	if value is None:
		return ""
	if isinstance(value, Mapping):
		return _row(value, column)[:LONGEST]
	if column.kind == "flag":
		return _("Yes") if value else _("No")
	if column.kind == "date":
		return format_date(value)
	if column.kind == "money":
		return format_vnd(value)
	if isinstance(value, list):
		return "; ".join(map(str, value))
	if column.key in FACT_COLUMNS:
		return _fact(value) or str(value)
	field = frappe.get_meta(doctype).get_field(column.fieldname) if doctype else None
	return _(str(value)) if field and field.fieldtype == "Select" else str(value)


def _row(row: Mapping, column: Column) -> str:
	"""A row in one line: what it says, not where it comes from."""
	if "versions" in row:
		return row["versions"][-1]["title"]
	condition = condition_said(row) if row.get("fact") else None
	left_out = {inner.key for inner in TRUST} | (CONDITION if condition else set())
	parts = [
		f"{_label(inner, column.doctype)}: {_value(row[inner.key], inner, column.doctype)}"
		for inner in column.columns
		if inner.key in row and inner.key not in left_out and inner.kind not in ("table", "group", "json")
	]
	return "; ".join(filter(None, (*parts, condition)))
