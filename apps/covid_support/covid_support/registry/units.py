"""Questions about the tree of administrative units."""

import frappe

from covid_support import clock
from covid_support.messages import refuse
from covid_support.registry.successors import family_ranges


def level_of(unit: str) -> str | None:
	"""Country, Province, District, Commune or Hamlet."""
	return frappe.get_cached_value("Administrative Unit", unit, "level")


def require_level(unit: str, level: str, label: str) -> None:
	"""Refuse when `unit` is not of `level`; `label` is the field's name."""
	if unit and level_of(unit) != level:
		refuse(
			"{0}: choose a unit of level {1}; {2} is not one.",
			frappe._(label),
			frappe._(level),
			frappe.get_cached_value("Administrative Unit", unit, "full_name"),
		)


def ancestor(unit: str, level: str) -> str | None:
	"""The unit of `level` that holds `unit` (itself, when it is of that level)."""
	lft, rgt = frappe.get_cached_value("Administrative Unit", unit, ["lft", "rgt"])
	return frappe.db.get_value(
		"Administrative Unit", {"lft": ["<=", lft], "rgt": [">=", rgt], "level": level}, "name"
	)


# the codes from the country down to a unit, between slashes
UNIT_PATHS = """select unit.name, concat('/', concat_ws('/', third.name, second.name, first.name, unit.name), '/') as codes
	from `tabAdministrative Unit` unit
	left join `tabAdministrative Unit` first on first.name = unit.parent_administrative_unit
	left join `tabAdministrative Unit` second on second.name = first.parent_administrative_unit
	left join `tabAdministrative Unit` third on third.name = second.parent_administrative_unit"""


def unit_paths(units: set[str]) -> dict[str, str]:
	"""{unit: codes from the country down to it}, as "/VN/94-2004/943-2004/31528-2004/"."""
	return dict(frappe.db.sql(f"{UNIT_PATHS} where unit.name in %(units)s", {"units": list(units) or [""]}))


def unit_title(unit: str) -> str:
	"""Full name, as "Xã An Mỹ, Huyện Kế Sách"."""
	return frappe.get_cached_value("Administrative Unit", unit, "full_name") or unit


def unit_place(unit: str) -> tuple[int, int]:
	"""(lft, rgt) of `unit` in the tree; refuses a unit that does not exist."""
	# in plain SQL: it is asked for every list of a decision
	rows = frappe.db.sql("select lft, rgt from `tabAdministrative Unit` where name = %s", unit)
	if not rows:
		refuse("There is no administrative unit {0}. Choose one from the list.", unit)
	return rows[0]


def lies_in(unit: str, area: str) -> bool:
	"""Whether `unit` is `area` or lies below it in the tree, or below a unit that went into it as a whole."""
	low, high = unit_place(area)
	place = unit_place(unit)[0]
	if low <= place <= high:
		return True
	return any(first <= place <= last for first, last in family_ranges([area], clock.today()))
