"""Who may bring whole lists into the registry, and where."""

import frappe

from covid_support.messages import forbid
from covid_support.policies import roles
from covid_support.policies.area import unit_in_area

# besides everybody who registers people one by one: those who gather the lists of many communes
GATHERERS = (roles.DISTRICT_OFFICER, roles.DEPARTMENT_OFFICER)


def may_import() -> bool:
	"""Whether the user's roles let them import lists."""
	return frappe.has_permission("Beneficiary", "create") or bool(set(GATHERERS) & set(frappe.get_roles()))


def require_import(document) -> None:
	"""Refuse whoever may not import lists, or not for the unit of this Registry Import."""
	if not may_import():
		forbid("You may not import lists of people. Ask the officer who keeps the registry of your area.")
	document.check_permission("write")
	if not unit_in_area(document.administrative_unit):
		forbid("The list is for another area. Choose a unit that you are assigned to.")
