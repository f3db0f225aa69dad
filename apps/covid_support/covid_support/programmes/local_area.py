"""A province's own programme is for its own area: where it is offered and where it may be filed."""

import frappe

from covid_support.messages import refuse
from covid_support.policies.area import area_ranges, sees_everything
from covid_support.registry.units import lies_in, unit_title

LONGEST_PAGE = 50


def require_area_of(policy, unit: str) -> None:
	"""Refuse a file of `unit` for `policy` (a Support Policy) of another area's programme."""
	area = frappe.get_cached_value("Support Programme", policy.programme, "administrative_unit")
	if area and not is_for(area, unit):
		refuse(
			"The policy {0} is for {1} alone; {2} does not lie there. Choose a policy of the whole country or of your own area.",
			policy.short_title,
			unit_title(area),
			unit_title(unit),
		)


def is_for(area: str, unit: str) -> bool:
	"""Whether `unit` lies in `area`, or follows a unit that lay there: a reform ends no programme."""
	return lies_in(unit, area) or bool(
		frappe.db.sql(
			"""with recursive family as (
				select unit.name from `tabAdministrative Unit` unit where unit.name = %(unit)s
				union
				select link.predecessor from `tabUnit Predecessor` link join family on family.name = link.parent)
			select 1 from family
			join `tabAdministrative Unit` old on old.name = family.name
			join `tabAdministrative Unit` area on area.name = %(area)s and old.lft between area.lft and area.rgt
			limit 1""",
			{"unit": unit, "area": area},
		)
	)


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def policies(doctype, txt, searchfield, start, page_len, filters):
	"""Link query: active policies for files of filters["unit"], or of any unit of the user while none is chosen;
	filters["filed_by"] asks for those that are filed by it.

	Returns (code, short title, programme) rows that the user may read.
	"""
	wanted = frappe.parse_json(filters) or {}
	columns = {"status": "Active", "programme": ["in", _programmes(wanted.get("unit")) or [""]]}
	if wanted.get("filed_by"):
		columns["filed_by"] = str(wanted["filed_by"])
	words = f"%{(txt or '').strip()}%"
	return frappe.get_list(
		"Support Policy",
		filters=columns,
		or_filters={"name": ["like", words], "short_title": ["like", words], "title": ["like", words]},
		fields=["name", "short_title", "programme"],
		order_by="programme, name",
		limit_start=frappe.utils.cint(start),
		limit_page_length=min(frappe.utils.cint(page_len) or LONGEST_PAGE, LONGEST_PAGE),
		as_list=True,
	)


def _programmes(unit: str | None) -> list[str]:
	"""Programmes of the whole country and those whose area is for `unit`, or for somewhere in the user's area."""
	rows = frappe.get_all(
		"Support Programme", fields=["name", "administrative_unit as area"], limit_page_length=0
	)
	fits = _fitting({row.area for row in rows if row.area}, _units(unit))
	return [row.name for row in rows if not row.area or row.area in fits]


def _units(unit: str | None) -> list[str] | None:
	if unit:
		return [unit] if frappe.db.exists("Administrative Unit", unit) else []
	if sees_everything(frappe.session.user):
		return None
	left_ends = [low for low, _high in area_ranges()]
	return frappe.get_all("Administrative Unit", {"lft": ["in", left_ends or [-1]]}, pluck="name")


def _fitting(areas: set[str], units: list[str] | None) -> set[str]:
	"""Those of `areas` that hold one of `units` or lie in one of them; all of them without units."""
	if units is None:
		return areas
	return {area for area in areas if any(is_for(area, unit) or lies_in(area, unit) for unit in units)}
