"""How a broken row is told: its DocType, its name and what is wrong with it."""

from collections.abc import Iterator

import frappe
from frappe import _

from covid_support.core.money import format_vnd

MONEY = ("paid", "lent", "given", "taken")


def rows_of(query: str, template: str, columns: tuple[str, ...]) -> Iterator[dict]:
	"""A broken row for each row of `query` (with doctype and name); `columns` fill the places of `template`."""
	for row in frappe.db.sql(query, as_dict=True):
		values = [format_vnd(int(row[c] or 0)) if _is_money(c) else row[c] for c in columns]
		yield broken(row.doctype, row.name, template, *values)


def broken(doctype: str, name: str, template: str, *values) -> dict:
	"""One broken row."""
	return {"doctype": doctype, "name": name, "message": _(template).format(*values)}


def _is_money(column: str) -> bool:
	return column.endswith("amount") or column in MONEY
