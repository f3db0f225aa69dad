"""Accounts and assignments of officials: nobody widens their own rights, and operators are not officials."""

import frappe

from covid_support.messages import forbid, refuse
from covid_support.policies.area import sees_everything, unit_in_area
from covid_support.policies.roles import ROLES

OPERATOR_ROLES = ("System Manager", "Script Manager", "Workspace Manager", "Report Manager")


def remember_roles(user, _event: str | None = None) -> None:
	"""User.before_validate: the roles that were asked for."""
	user.flags.roles_asked_for = {row.role for row in user.roles}


def check_user(user, _event: str | None = None) -> None:
	"""User.validate: roles are given by the system manager, and an official's account does not operate the site."""
	_take_back_unasked(user)
	roles = {row.role for row in user.roles}
	before = user.get_doc_before_save()
	roles_before = {row.role for row in before.roles} if before else set()
	if roles != roles_before and not (_seeding() or sees_everything(frappe.session.user)):
		forbid("Roles are given by the system manager only. Send the request to the administrator.")
	if user.name == "Administrator" or not roles & set(ROLES):
		return
	operating = sorted(roles & set(OPERATOR_ROLES))
	if operating and roles != roles_before:
		refuse(
			"{0} is an official's account and cannot have the role {1}. Give that role to a separate account.",
			user.name,
			operating[0],
		)


def _take_back_unasked(user) -> None:
	"""The framework makes whoever is saved first a System Manager when there is none; never an official."""
	asked = user.flags.roles_asked_for
	if asked is not None and asked & set(ROLES) and "System Manager" not in asked:
		user.set("roles", [row for row in user.roles if row.role != "System Manager"])


def check_assignment(assignment) -> None:
	"""Official Assignment: not for oneself, and only within one's own area."""
	if _seeding() or sees_everything(frappe.session.user):
		return
	before = assignment.get_doc_before_save()
	users = {assignment.user, before.user if before else assignment.user}
	if frappe.session.user in users:
		forbid("You may not change your own assignment. Ask another administrator to do so.")
	for unit in {
		assignment.administrative_unit,
		before.administrative_unit if before else assignment.administrative_unit,
	}:
		if not unit_in_area(unit):
			forbid("You may assign officials only within your own area.")


def _seeding() -> bool:
	return bool(frappe.flags.in_install or frappe.flags.in_migrate)
