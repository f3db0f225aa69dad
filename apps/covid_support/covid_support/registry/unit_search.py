"""Finding an administrative unit while typing: by name without diacritics or by code, within the own area."""

import frappe

from covid_support.core.units import unit_search_key
from covid_support.policies.area import area_sql

LEVELS = ("Country", "Province", "District", "Commune", "Hamlet")


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def units(doctype, txt, searchfield, start, page_len, filters):
	"""Link query: units of filters["level"] in the user's area that stand on filters["day"] (default: any day).

	Returns (name, full name, code) rows; the units that still stand come first.
	"""
	filters = filters or {}
	conditions = ["(search_key like %(words)s or gso_code like %(code)s)"]
	if filters.get("level") in LEVELS:
		conditions.append("level = %(level)s")
	if filters.get("day"):
		conditions.append("valid_from <= %(day)s and (valid_to is null or valid_to >= %(day)s)")
	area = area_sql("name")
	if area:
		conditions.append(area)
	values = {
		"words": f"%{unit_search_key(txt or '')}%",
		"code": f"{(txt or '').strip()}%",
		"level": filters.get("level"),
		"day": filters.get("day"),
		"start": int(start),
		"page_len": min(int(page_len), 50),
	}
	return frappe.db.sql(
		f"""select name, full_name, gso_code from `tabAdministrative Unit` where {" and ".join(conditions)}
		order by valid_to is not null, search_key, name limit %(start)s, %(page_len)s""",
		values,
	)
