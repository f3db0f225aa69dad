"""Who issues documents for an office, revokes them and files their signed scans: those who work at its level."""

import frappe

from covid_support import clock
from covid_support.messages import forbid
from covid_support.policies import roles
from covid_support.policies.area import sees_everything
from covid_support.policies.hidden_columns import IDENTITY, may_read

LEVEL_OF_ROLE = {
	roles.COMMUNE_OFFICER: "Commune",
	roles.COMMUNE_CHAIR: "Commune",
	roles.DISTRICT_OFFICER: "District",
	roles.DISTRICT_CHAIR: "District",
	roles.DEPARTMENT_OFFICER: "Province",
	roles.PROVINCIAL_LEADER: "Province",
}


def may_issue(unit: str | None) -> bool:
	"""Whether the session's user issues papers of the People's Committee of `unit`, with the numbers on them whole."""
	user = frappe.session.user
	if not unit or sees_everything(user) or not may_read(*IDENTITY):
		return False
	level = frappe.get_cached_value("Administrative Unit", unit, "level")
	if not any(LEVEL_OF_ROLE.get(role) == level for role in frappe.get_roles(user)):
		return False
	return bool(
		frappe.db.sql(
			"""select 1 from `tabOfficial Assignment` where user = %(user)s and administrative_unit = %(unit)s
				and enabled = 1 and coalesce(valid_from, %(day)s) <= %(day)s
				and coalesce(valid_to, %(day)s) >= %(day)s limit 1""",
			{"user": user, "unit": unit, "day": clock.today()},
		)
	)


def require_issuer(unit: str | None) -> None:
	"""Raises frappe.PermissionError for all others."""
	if not may_issue(unit):
		forbid("Papers are issued by the officials of the office that signs them. Ask them to do it.")
