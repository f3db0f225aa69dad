"""Which rows an official may see: the one authority on areas (design §3.8).

An Official Assignment binds a user to a unit of the tree; the user sees the rows of that unit and of
everything under it, on the days the assignment runs. Lists, counts, link search and reports use
`area_condition`; single documents, files and prints use `has_area_permission`. Both ask the same question
of the database, so that they cannot disagree.
"""

import frappe

from covid_support import clock
from covid_support.registry.successors import family_ranges
from covid_support.remembered import forget, once

UNIT_FIELDS = {
	"Beneficiary": "commune",
	"Household": "commune",
	"Employer": "commune",
	"Support Application": "commune",
	"Application List": "administrative_unit",
	"Line Correction": "commune",
	"Entitlement Claim": "commune",
	"Decision": "administrative_unit",
	"Budget Allocation": "administrative_unit",
	"Budget Ledger Entry": "administrative_unit",
	"Payment Batch": "administrative_unit",
	"Payment": "commune",
	"Benefit Delivery": "commune",
	"Payment Result": "administrative_unit",
	"Official Assignment": "administrative_unit",
	"Signing Delegation": "administrative_unit",
	"Registry Import": "administrative_unit",
	"Registry Import Row": "administrative_unit",
	"Freeze Period": "administrative_unit",
	"Unit Hand Over": "administrative_unit",
	"Application Paper": "commune",
	"Support Waiver": "commune",
	"Duplicate Case": "commune",
	"Person Merge": "commune",
	"Life Status Flag": "commune",
	"Bulk Operation": "administrative_unit",
	"Issued Document": "administrative_unit",
}
# these concern people of two units: who has one of them in their area reads the row, but not the other person
SECOND_UNIT_FIELDS = {"Duplicate Case": "other_commune", "Person Merge": "other_commune"}
# child tables are read through their parents only
CHILD_PARENTS = {
	"Registry Import Sheet": "Registry Import",
	"Registry Import Column": "Registry Import",
	"List Step": "Application List",
	"Decision List": "Decision",
	"Beneficiary Category Period": "Beneficiary",
	"Household Poverty Status": "Household",
	"Allocation Source": "Budget Allocation",
	"Unit Hand Over Row": "Unit Hand Over",
	"Delivery Step": "Benefit Delivery",
}
DENY = "1=0"
AREAS = "areas"
# units of a province: more than a district has, fewer than the country
FEWEST_NAMED, MOST_NAMED = 50, 500


def sees_everything(user: str) -> bool:
	"""Administrator and System Manager operate the system and see all areas."""
	return user == "Administrator" or "System Manager" in frappe.get_roles(user)


def area_ranges(user: str | None = None) -> list[tuple[int, int]]:
	"""(lft, rgt) of every unit the user is assigned to today, and of the abolished units that it took over whole.

	Looked up once for each request.
	"""
	user = user or frappe.session.user
	return once(AREAS, ("ranges", user, clock.today()), lambda: _area_ranges(user))


def forget_areas() -> None:
	"""Forget what is remembered of areas, because an assignment or the tree of units has changed."""
	forget(AREAS)


def _left_of(unit: str) -> int:
	return once(AREAS, ("left", unit), lambda: frappe.db.get_value("Administrative Unit", unit, "lft") or -1)


def _area_ranges(user: str) -> list[tuple[int, int]]:
	assignment = frappe.qb.DocType("Official Assignment")
	day = clock.today()
	units = (
		frappe.qb.from_(assignment)
		.select(assignment.administrative_unit)
		.where(assignment.user == user)
		.where(assignment.enabled == 1)
		.where((assignment.valid_from.isnull()) | (assignment.valid_from <= day))
		.where((assignment.valid_to.isnull()) | (assignment.valid_to >= day))
		.distinct()
		.run(pluck=True)
	)
	return family_ranges(units, day)


def area_sql(column: str, user: str | None = None, named: bool = False) -> str:
	"""SQL condition on `column` (a unit column, already quoted by our own code); "" means no limit.

	Reports, exports and raw queries must add it with AND. `named` writes the units of a small area out too, for queries
	that walk over all its rows anyway: the database then need not join the tree of units.
	"""
	user = user or frappe.session.user
	if sees_everything(user):
		return ""
	ranges = area_ranges(user)
	if not ranges:
		return DENY
	inside = " or ".join(f"lft between {int(lft)} and {int(rgt)}" for lft, rgt in ranges)
	names = _names_within(inside)
	if (1 if named else FEWEST_NAMED) <= len(names) <= MOST_NAMED:
		# by the names the database sees that the area is most of the table, and walks in the list's order, not sorting it
		return f"{column} in ({', '.join(frappe.db.escape(name, percent=False) for name in names)})"
	return f"{column} in (select name from `tabAdministrative Unit` where {inside})"


def is_wide_area(user: str | None = None) -> bool:
	"""Whether the user reads more than a district: then most of a table's rows are the user's."""
	user = user or frappe.session.user
	if sees_everything(user):
		return True
	ranges = area_ranges(user)
	inside = " or ".join(f"lft between {int(lft)} and {int(rgt)}" for lft, rgt in ranges)
	return bool(ranges) and len(_names_within(inside)) >= FEWEST_NAMED


def _names_within(inside: str) -> list[str]:
	"""The units that fit a condition, at most one more than are ever named."""
	units = f"select name from `tabAdministrative Unit` where {inside} limit {MOST_NAMED + 1}"
	return once(AREAS, ("names", inside), lambda: frappe.db.sql(units, pluck=True))


def area_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""permission_query_conditions of the DocTypes in UNIT_FIELDS."""
	if not doctype:
		return DENY
	inside = area_sql(f"`tab{doctype}`.`{UNIT_FIELDS[doctype]}`", user)
	if not inside or doctype not in SECOND_UNIT_FIELDS:
		return inside
	return f"({inside} or {area_sql(f'`tab{doctype}`.`{SECOND_UNIT_FIELDS[doctype]}`', user)})"


def child_condition(user: str | None = None, doctype: str | None = None) -> str:
	"""permission_query_conditions of the child tables in CHILD_PARENTS: rows of parents in the area."""
	if not doctype:
		return DENY
	parent = CHILD_PARENTS[doctype]
	inside = area_sql(f"`tab{parent}`.`{UNIT_FIELDS[parent]}`", user)
	if not inside:
		return ""
	return f"`tab{doctype}`.parent in (select `tab{parent}`.name from `tab{parent}` where {inside})"


def unit_in_area(unit: str | None, user: str | None = None) -> bool:
	"""Whether `unit` lies in the user's area."""
	user = user or frappe.session.user
	if sees_everything(user):
		return True
	if not unit:
		return False
	return any(low <= _left_of(unit) <= high for low, high in area_ranges(user))


def has_area_permission(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""has_permission of the DocTypes in UNIT_FIELDS: the stored and the new unit must both be in the area."""
	field = UNIT_FIELDS[doc.doctype]
	if doc.doctype in SECOND_UNIT_FIELDS:
		return any(unit_in_area(doc.get(column), user) for column in (field, SECOND_UNIT_FIELDS[doc.doctype]))
	units = {doc.get(field)}
	if doc.name and not doc.get("__islocal"):
		units.add(_stored_unit(doc.doctype, doc.name) or doc.get(field))
	if doc.get("__islocal") and not doc.get(field):
		return True  # an empty new form: checked again when it is saved
	return all(unit_in_area(unit, user) for unit in units)


def _stored_unit(doctype: str, name: str) -> str | None:
	"""The unit of the row as it stands; looked up once, for a document is asked for several times while it is saved."""
	column = UNIT_FIELDS[doctype]
	rows = once(
		AREAS,
		("unit", doctype, name),
		lambda: frappe.db.sql(f"select `{column}` from `tab{doctype}` where name = %s", name),
	)
	return rows[0][0] if rows else None


def assignment_of(user: str, unit: str | None = None):
	"""The running assignment of `user` (that covers `unit`, when given) as a dict, or None."""
	rows = frappe.get_all(
		"Official Assignment",
		filters={"user": user, "enabled": 1},
		fields=[
			"name",
			"user",
			"full_name",
			"position_title",
			"administrative_unit",
			"office",
			"valid_from",
			"valid_to",
		],
		order_by="creation",
	)
	day = clock.today()
	for row in rows:
		if (row.valid_from and row.valid_from > day) or (row.valid_to and row.valid_to < day):
			continue
		if unit is None or covers(row.administrative_unit, unit):
			return row
	return None


def covers(area: str, unit: str) -> bool:
	"""Whether `unit` lies under `area`, or under a unit that `area` took over whole."""
	ranges = once(AREAS, ("family", area, clock.today()), lambda: family_ranges([area], clock.today()))
	return any(low <= _left_of(unit) <= high for low, high in ranges)
