"""Writing many rows of one DocType with few statements.

Callers have validated the rows: nothing here runs controllers. Names come from core.record_name.
"""

from collections.abc import Iterable, Iterator

import frappe
from frappe.utils import now

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


def _insert(doctype: str, columns: tuple[str, ...], rows: list[tuple], skip_known: bool) -> int:
	"""One statement for all `rows`. Frappe's own bulk_insert builds each value through the query builder,
	which takes four times as long; a row as one value is quoted in two thirds of the time of its values.
	"""
	names = ", ".join(f"`{column}`" for column in columns)
	places = ", ".join(["%s"] * len(rows))
	ignore = "ignore" if skip_known else ""
	frappe.db.sql(f"insert {ignore} into `tab{doctype}` ({names}) values {places}", rows)
	return frappe.db._cursor.rowcount


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
