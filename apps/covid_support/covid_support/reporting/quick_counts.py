"""Counts of the two longest tables for readers of a whole province, without reading most of their rows.

An index of each begins with the columns that the Desk counts by. The database jumps from one combination of their
values to the next (a thousand among a million rows), so that it is known at once which combinations are wanted; then
either these are counted or, when nearly all rows are wanted, the others, and taken off the whole. Every count is
made anew within one transaction's view of the table.
"""

from dataclasses import dataclass

import frappe
from frappe.model.db_query import DatabaseQuery

from covid_support.database import RESULTS_INDEX
from covid_support.policies.area import UNIT_FIELDS, area_condition, area_sql, is_wide_area

OPERATORS = ("=", "!=", "in", "not in")
UNIT = "commune"


@dataclass(frozen=True)
class Counted:
	"""How a DocType is counted: the index, its first columns (the unit first), and what most rows of past years have."""

	index: str
	columns: tuple[str, ...]
	settled: tuple[str, str]


COUNTED = {
	"Support Application": Counted(
		RESULTS_INDEX, ("commune", "policy", "status", "payment_status"), ("payment_status", "Paid")
	),
	"Payment": Counted("commune_status_index", ("commune", "status"), ("status", "Paid")),
}
Condition = tuple[str, bool, frozenset[str]]  # column, whether wanted, values


def quick_count(doctype: str, filters) -> int | None:
	"""How many rows of `doctype` the user may read that fit `filters`; None when the framework must count them."""
	groups = _groups(doctype, filters)
	if groups is None:
		return None
	if groups.settled_wanted:
		return frappe.db.sql(f"select count(*) from `tab{doctype}`")[0][0] - _count(doctype, groups.others)
	return _count(doctype, groups.wanted)


def names_of_few(doctype: str, filters, descending: bool, start: int, length: int) -> list[str] | None:
	"""Names of one page in the order of names, where few rows fit `filters`; None when the framework must look for them.

	It would go through the rows one by one until it has a page full: through all of them where fewer fit.
	"""
	groups = _groups(doctype, filters)
	if groups is None or groups.settled_wanted:
		return None
	if not groups.wanted:
		return []
	return frappe.db.sql(
		f"""select name from {_indexed(doctype)} where {_parts(doctype, groups.wanted)}
		order by name {"desc" if descending else "asc"} limit %s, %s""",
		(start, length),
		pluck=True,
	)


@dataclass(frozen=True)
class Groups:
	"""Combinations of the index's first columns: those that are wanted, the others, and whether all settled rows are wanted."""

	wanted: list[dict]
	others: list[dict]
	settled_wanted: bool


def _groups(doctype: str, filters) -> Groups | None:
	counted = COUNTED.get(doctype)
	conditions = _conditions(doctype, filters) if counted else None
	# a district's own rows are counted sooner than the combinations of the whole table are gone through
	if conditions is None or not _area_is_the_only_limit(doctype) or not is_wide_area():
		return None
	units = _units_of_area()
	columns = ", ".join(f"`{column}`" for column in counted.columns)
	wanted, others = [], []
	for group in frappe.db.sql(f"select distinct {columns} from {_indexed(doctype)}", as_dict=True):
		inside = units is None or group[UNIT] in units
		fits = inside and all(_holds(group, condition) for condition in conditions)
		(wanted if fits else others).append(group)
	column, value = counted.settled
	return Groups(wanted, others, all(group[column] != value for group in others))


def _area_is_the_only_limit(doctype: str) -> bool:
	"""Whether no user permission, share or own-rows rule narrows the user's rows further than the area does."""
	limits = DatabaseQuery(doctype).build_match_conditions()
	area = area_condition(doctype=doctype)
	return UNIT_FIELDS[doctype] == UNIT and limits in (area, f"({area})", f"(({area}))")


def _units_of_area() -> set[str] | None:
	"""The units of the user's area; None for who sees all."""
	inside = area_sql("name")
	if not inside:
		return None
	return set(frappe.db.sql(f"select name from `tabAdministrative Unit` where {inside}", pluck=True))


def _conditions(doctype: str, filters) -> list[Condition] | None:
	"""Filters as conditions on Select columns of the index; None when there are others among them."""
	rows = [_as_row(row) for row in _listed(filters)]
	conditions = [_condition(doctype, *row) if row else None for row in rows]
	return None if None in conditions else conditions


def _listed(filters) -> list:
	filters = frappe.parse_json(filters or [])
	if isinstance(filters, dict):
		return [
			(column, *value) if isinstance(value, list | tuple) else (column, "=", value)
			for column, value in filters.items()
		]
	return list(filters) if isinstance(filters, list | tuple) else [None]


def _as_row(row) -> tuple | None:
	"""(doctype or "", column, operator, value) of a filter as the browser sends it."""
	if not isinstance(row, list | tuple) or len(row) not in (3, 4, 5):
		return None
	return ("", *row) if len(row) == 3 else tuple(row[:4])


def _condition(doctype: str, of: str, column: str, operator: str, value) -> Condition | None:
	operator = str(operator).lower()
	field = frappe.get_meta(doctype).get_field(column) if column in COUNTED[doctype].columns else None
	if of not in ("", doctype) or operator not in OPERATORS or not field or field.fieldtype != "Select":
		return None
	values = [value] if operator in ("=", "!=") else value
	values = values.split(",") if isinstance(values, str) else values
	options = {option for option in (field.options or "").split("\n") if option}
	if not isinstance(values, list | tuple) or not values or not options.issuperset(map(str, values)):
		return None
	return column, operator in ("=", "in"), frozenset(map(str, values))


def _holds(group: dict, condition: Condition) -> bool:
	column, wanted, values = condition
	return (group[column] in values) == wanted


def _indexed(doctype: str) -> str:
	return f"`tab{doctype}` force index (`{COUNTED[doctype].index}`)"


def _count(doctype: str, groups: list[dict]) -> int:
	"""How many rows stand in `groups`, counted in the index."""
	if not groups:
		return 0
	return frappe.db.sql(f"select count(*) from {_indexed(doctype)} where {_parts(doctype, groups)}")[0][0]


def _parts(doctype: str, groups: list[dict]) -> str:
	"""SQL condition for the rows of `groups`."""
	columns = COUNTED[doctype].columns[1:]
	by_rest: dict[tuple, list[str | None]] = {}
	for group in groups:
		by_rest.setdefault(tuple(group[column] for column in columns), []).append(group[UNIT])
	parts = []
	for rest, units in by_rest.items():
		same = [_is(column, value) for column, value in zip(columns, rest, strict=True)]
		parts.append(f"({' and '.join([_is_one_of(UNIT, units), *same])})")
	return " or ".join(parts)


def _is(column: str, value: str | None) -> str:
	return f"`{column}` is null" if value is None else f"`{column}` = {_quoted(value)}"


def _is_one_of(column: str, values: list[str | None]) -> str:
	named = ", ".join(_quoted(value) for value in values if value is not None)
	parts = [f"`{column}` in ({named})"] if named else []
	parts += [f"`{column}` is null"] if None in values else []
	return f"({' or '.join(parts)})"


def _quoted(value: str) -> str:
	return frappe.db.escape(value, percent=False)
