"""Rows that belong to one user: nobody else's saved filters, prepared reports or declarations."""

import frappe

from covid_support.policies.area import area_sql, sees_everything


def list_filter(user: str | None = None, doctype: str | None = None) -> str:
	"""permission_query_conditions of List Filter: saved searches may hold names of people."""
	return _owned("List Filter", user)


def prepared_report(user: str | None = None, doctype: str | None = None) -> str:
	"""permission_query_conditions of Prepared Report: its rows follow the area of whoever asked for it."""
	return _owned("Prepared Report", user)


def conflict_declaration(user: str | None = None, doctype: str | None = None) -> str:
	"""permission_query_conditions of Conflict Declaration: one's own, and those about people of one's area."""
	user = user or frappe.session.user
	if sees_everything(user):
		return ""
	people = f"select `tabBeneficiary`.name from `tabBeneficiary` where {area_sql('`tabBeneficiary`.commune', user)}"
	own = f"`tabConflict Declaration`.`user` = {frappe.db.escape(user)}"
	return f"({own} or `tabConflict Declaration`.beneficiary in ({people}))"


def is_own(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""has_permission of List Filter and Prepared Report."""
	user = user or frappe.session.user
	return ptype == "create" or sees_everything(user) or not doc.owner or doc.owner == user


def may_see_declaration(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""has_permission of Conflict Declaration."""
	user = user or frappe.session.user
	if sees_everything(user) or doc.user == user or doc.get("__islocal"):
		return True
	return bool(
		doc.beneficiary and frappe.has_permission("Beneficiary", "read", doc=doc.beneficiary, user=user)
	)


def _owned(doctype: str, user: str | None) -> str:
	user = user or frappe.session.user
	if sees_everything(user):
		return ""
	return f"`tab{doctype}`.owner = {frappe.db.escape(user)}"
