"""Writing many rows of one DocType with few statements.

Callers have validated the rows: nothing here runs controllers. Names come from core.record_name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import frappe
from frappe.utils import now
from pymysql.converters import escape_string

CHUNK = 2_000


def insert_rows(
	doctype: str, fields: list[str], rows: Iterable[tuple], chunk: int = CHUNK, skip_known: bool = False
) -> int:
	"""Insert `rows` (tuples in the order of `fields`, which hold "name") and return how many went in.

	Stays inside the caller's transaction: the unique keys of the table decide, all or nothing; with `skip_known` a
	row that meets a unique key is left out and the others go in.
	"""
	stamp = now()
	user = frappe.session.user
	fixed = ("creation", "modified", "owner", "modified_by", "docstatus", "idx")
	values = (stamp, stamp, user, user, 0, 0)
	count = 0
	for part in chunks(rows, chunk):
		count += _insert(doctype, (*fields, *fixed), [(*row, *values) for row in part], skip_known)
	return count


@dataclass(frozen=True)
class _Rows:
	"""Rows written in SQL already."""

	text: str


def _insert(doctype: str, columns: tuple[str, ...], rows: list[tuple], skip_known: bool) -> int:
	"""One statement for all `rows`, which are quoted here.

	Frappe's own bulk_insert builds each value through the query builder, and the driver asks of each value which of
	its ways of quoting fits: both take several times as long.
	"""
	names = ", ".join(f"`{column}`" for column in columns)
	text = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
	frappe.db._conn.encoders.setdefault(_Rows, lambda quoted, _encoders=None: quoted.text)
	ignore = "ignore" if skip_known else ""
	frappe.db.sql(f"insert {ignore} into `tab{doctype}` ({names}) values %s", (_Rows(text),))
	return frappe.db._cursor.rowcount


def _literal(value: object) -> str:
	"""As the driver writes `value`; what is rarer than text and whole numbers is left to it."""
	kind = type(value)
	if kind is str:
		return f"'{escape_string(value)}'"
	if kind is int:
		return str(value)
	return "NULL" if value is None else frappe.db._conn.literal(value)


def insert_child_rows(
	doctype: str,
	parenttype: str,
	parentfield: str,
	fields: list[str],
	rows,
	chunk: int = CHUNK,
	skip_known: bool = False,
) -> int:
	"""Like insert_rows for a child table: `rows` hold "name", "parent" and the own fields; idx is 1."""
	whole = ((*row, parenttype, parentfield) for row in rows)
	return insert_rows(doctype, [*fields, "parenttype", "parentfield"], whole, chunk, skip_known)


def chunks(rows: Iterable, size: int) -> Iterator[list]:
	"""Cut `rows` into lists of at most `size`."""
	part = []
	for row in rows:
		part.append(row)
		if len(part) == size:
			yield part
			part = []
	if part:
		yield part
