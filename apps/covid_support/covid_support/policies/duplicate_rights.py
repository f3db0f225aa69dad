"""Who decides whether two records are one person: officers whose area holds both."""

import frappe

from covid_support.messages import forbid
from covid_support.policies.area import sees_everything, unit_in_area
from covid_support.policies.roles import COMMUNE_OFFICER, DEPARTMENT_OFFICER, DISTRICT_OFFICER

DECIDERS = frozenset((COMMUNE_OFFICER, DISTRICT_OFFICER, DEPARTMENT_OFFICER))


def may_decide(communes: list[str]) -> bool:
	"""Whether the user decides about people of `communes`."""
	return is_decider() and all(unit_in_area(commune) for commune in communes)


def require_decider(communes: list[str]) -> None:
	"""Refuse whoever may not decide about people of `communes`."""
	if not is_decider():
		forbid("Duplicates are decided by officers of the commune, the district or the department.")
	if not all(unit_in_area(commune) for commune in communes):
		forbid(
			"One of the two people is registered in another area. Ask the office above, whose area holds both, to decide."
		)


def is_decider() -> bool:
	"""Whether the user decides about anybody's duplicates."""
	return sees_everything(frappe.session.user) or bool(DECIDERS & set(frappe.get_roles()))
