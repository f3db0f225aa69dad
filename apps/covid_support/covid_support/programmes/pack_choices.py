"""Refuses values of an imported pack that a field with choices does not offer, with their place."""

import frappe

from covid_support.core.problem import Problem
from covid_support.programmes.pack_schema import PACK, Column, row_place


def check_choices(pack: dict) -> None:
	"""Raise Problem for the first value that is not among the choices of its field."""
	_check(pack, PACK, "", "")


def _check(data: dict, columns: tuple[Column, ...], doctype: str, path: str) -> None:
	for column in columns:
		value = data.get(column.key)
		place = f"{path}.{column.key}" if path else column.key
		if value is None:
			continue
		if column.kind == "table":
			for number, row in enumerate(value, 1):
				_check(row, column.columns, column.doctype, row_place(place, column, row, number))
		elif column.kind == "group":
			_check(value, column.columns, column.doctype or doctype, place)
		elif doctype:
			_check_value(value, column, doctype, place)


def _check_value(value: object, column: Column, doctype: str, place: str) -> None:
	field = frappe.get_meta(doctype).get_field(column.fieldname)
	if not field or field.fieldtype != "Select":
		return
	choices = [choice for choice in (field.options or "").split("\n") if choice]
	if value not in choices:
		raise Problem(
			"{0}: {1} is not possible here. Choose one of: {2}.", place, str(value), ", ".join(choices)
		)
