"""Under which unit of the tree the figures of a commune are shown."""

import frappe

from covid_support.messages import refuse
from covid_support.policies.area import area_ranges, sees_everything
from covid_support.registry.units import unit_place

LEVELS = ("District", "Commune")


def level_shown(filters: dict) -> str:
	"""The wanted level, but communes where the chosen unit or the reader's area holds no district."""
	wanted = filters.get("level") or LEVELS[0]
	if wanted not in LEVELS:
		refuse("The level of the report is either district or commune, not {0}.", wanted)
	if filters.get("unit"):
		ranges = [unit_place(filters["unit"])]
	else:
		ranges = [] if sees_everything(frappe.session.user) else area_ranges()
	return wanted if not ranges or any(_holds_district(place) for place in ranges) else "Commune"


def units_shown(communes: set[str], level: str) -> dict[str, dict]:
	"""{commune: {name, title, lft}} of the unit that stands for it: itself, or its district.

	A commune without a district (from 01/07/2025 on) is shown under the unit above it.
	"""
	if not communes:
		return {}
	district = "coalesce(district.name, commune.parent_administrative_unit, commune.name)"
	shown = "commune.name" if level == "Commune" else district
	rows = frappe.db.sql(
		f"""select commune.name as commune, shown.name, concat_ws(' ', shown.unit_type, shown.unit_name) as title, shown.lft
		from `tabAdministrative Unit` commune
		left join `tabAdministrative Unit` district
			on district.level = 'District' and district.lft < commune.lft and district.rgt > commune.rgt
		join `tabAdministrative Unit` shown on shown.name = {shown}
		where commune.name in %(communes)s""",
		{"communes": tuple(communes)},
		as_dict=True,
	)
	return {row.commune: row for row in rows}


def _holds_district(place: tuple[int, int]) -> bool:
	return bool(
		frappe.db.exists("Administrative Unit", {"level": "District", "lft": ["between", list(place)]})
	)
