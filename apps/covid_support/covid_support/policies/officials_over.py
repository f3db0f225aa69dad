"""Which officials of certain roles have a unit in their area today."""

import frappe

from covid_support import clock


def officials_over(unit: str, roles: tuple[str, ...]) -> list[str]:
	"""Enabled users with one of `roles` whose running assignment covers `unit`, in a fixed order."""
	rows = frappe.db.sql(
		"""select distinct assignment.user from `tabOfficial Assignment` assignment
		join `tabAdministrative Unit` area on area.name = assignment.administrative_unit
		join `tabAdministrative Unit` place on place.lft between area.lft and area.rgt
		join `tabHas Role` held on held.parent = assignment.user and held.parenttype = 'User'
		join `tabUser` user on user.name = assignment.user and user.enabled = 1
		where place.name = %(unit)s and held.role in %(roles)s and assignment.enabled = 1
			and (assignment.valid_from is null or assignment.valid_from <= %(day)s)
			and (assignment.valid_to is null or assignment.valid_to >= %(day)s)
		order by assignment.user""",
		{"unit": unit, "roles": roles, "day": clock.today()},
	)
	return [row[0] for row in rows]
