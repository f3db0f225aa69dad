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
	doctype: str,
	fields: list[str],
	rows: Iterable[tuple],
	chunk: int = CHUNK,
	skip_known: bool = False,
	same: dict | None = None,
) -> int:
	"""Insert `rows` (tuples in the order of `fields`, which hold "name") and return how many went in.

	`same` are columns with one value for all rows, as are those that Frappe keeps, unless `fields` holds them. Stays inside the caller's transaction: the unique keys of the
	table decide, all or nothing; with `skip_known` a row that meets a unique key is left out and the others go in.
	"""
	alike = {column: value for column, value in {**(same or {}), **_stamps()}.items() if column not in fields}
	head = f"insert {'ignore' if skip_known else ''} into `tab{doctype}` ({_names([*fields, *alike])}) values"
	tail = "".join(f", {_literal(value)}" for value in alike.values())
	return sum(_run(f"{head} %(rows)s", {"rows": _rows(part, tail)}) for part in chunks(rows, chunk))


def insert_found(
	doctype: str,
	columns: dict[str, str],
	given: tuple[str, ...],
	rows: list[tuple],
	source: str,
	values: dict,
) -> int:
	"""Insert one row for each of `rows` that `source` finds, taking the rest from other tables; returns how many.

	`rows` are texts under the names `given`; `source` joins tables to them (alias `given`); `columns` are
	{column: SQL} over both, with the parameters `values`. The rows that it reads are held until the transaction ends.
	"""
	whole = {**columns, **{column: f"%(stamp_{column})s" for column in _stamps()}}
	stamps = {f"stamp_{column}": value for column, value in _stamps().items()}
	return _run(
		f"""insert into `tab{doctype}` ({_names(whole)})
		with given ({_names(given)}) as (values %(rows)s)
		select straight_join {", ".join(whole.values())} from given {source}""",
		{**values, **stamps, "rows": _rows(rows)},
	)


def _stamps() -> dict:
	"""The columns that Frappe keeps of every row."""
	stamp, user = now(), frappe.session.user
	return {
		"creation": stamp,
		"modified": stamp,
		"owner": user,
		"modified_by": user,
		"docstatus": 0,
		"idx": 0,
	}


def _names(columns: Iterable[str]) -> str:
	return ", ".join(f"`{column}`" for column in columns)


@dataclass(frozen=True)
class _Rows:
	"""Rows written in SQL already."""

	text: str


def _rows(rows: list[tuple], tail: str = "") -> _Rows:
	"""`rows` quoted here, each followed by `tail`.

	Frappe's own bulk_insert builds each value through the query builder, and the driver asks of each value which of
	its ways of quoting fits: both take several times as long.
	"""
	return _Rows(", ".join(f"({', '.join(map(_literal, row))}{tail})" for row in rows))


def _run(statement: str, values: dict) -> int:
	frappe.db._conn.encoders.setdefault(_Rows, lambda quoted, _encoders=None: quoted.text)
	frappe.db.sql(statement, values)
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
	"""Like insert_rows for a child table: `rows` hold "name", "parent" and the own fields."""
	same = {"parenttype": parenttype, "parentfield": parentfield}
	return insert_rows(doctype, fields, rows, chunk, skip_known, same)


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
