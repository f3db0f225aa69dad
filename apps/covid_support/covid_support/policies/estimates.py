"""Who may estimate what a policy would do, and who may see counts so small that they point to somebody."""

import frappe

from covid_support.messages import forbid
from covid_support.policies import roles
from covid_support.policies.area import area_ranges, sees_everything

ESTIMATORS = {roles.PROGRAMME_ADMINISTRATOR, roles.DEPARTMENT_OFFICER}
WHOLE_LEVELS = ("Country", "Province")


def require_estimator() -> None:
	"""Refuse everybody but programme administrators and officers of the department."""
	user = frappe.session.user
	if not sees_everything(user) and not ESTIMATORS.intersection(frappe.get_roles(user)):
		forbid("Only programme administrators and officers of the department may estimate a policy.")


def sees_small_counts() -> bool:
	"""Whether the user is responsible for a whole province, and so may see every count of it."""
	if sees_everything(frappe.session.user):
		return True
	left_ends = [low for low, _high in area_ranges()]
	return bool(
		frappe.db.exists(
			"Administrative Unit", {"lft": ["in", left_ends or [-1]], "level": ["in", WHOLE_LEVELS]}
		)
	)
