"""Who works on a list while it is drawn up: the office that its route begins with, and nobody else.

Lists may be filled in for all communes of an area at once by its officers; each commune then goes on with its own.
"""

import frappe

from covid_support.applications.list_route import states_of
from covid_support.messages import forbid
from covid_support.policies.roles import COMMUNE_OFFICER, DEPARTMENT_OFFICER, DISTRICT_OFFICER

FILLERS = frozenset((COMMUNE_OFFICER, DISTRICT_OFFICER, DEPARTMENT_OFFICER))


def may_fill_lists() -> bool:
	"""Whether the session's user fills in lists for the communes of an area."""
	return bool(FILLERS & set(frappe.get_roles()))


def draws_up(application_list) -> bool:
	"""Whether the session's user has the role by which lists of this route are drawn up."""
	return states_of(application_list)[0].role in frappe.get_roles()


def require_preparer(application_list) -> None:
	"""Refuse whoever sees the list but belongs to a later office."""
	if not draws_up(application_list):
		forbid(
			"Lists for this support are drawn up by {0}, so only they may change this one.",
			frappe._(states_of(application_list)[0].role),
		)
