"""Who may sign for whom today, by a Signing Delegation (NĐ 30/2020 Điều 13: KT., TL., TUQ.).

A delegate works in the area anyway; the delegation lends the role of whoever delegates, for the documents of
the area and programme, on its days, and only inside `api.act`.
"""

from collections.abc import Iterable
from contextlib import contextmanager

import frappe

from covid_support import clock
from covid_support.workflows.work_waiting import roles_now

COLUMNS = ("name", "delegator", "delegate", "role", "signing_form", "delegator_post", "delegate_post")


def delegation_for(
	user: str, roles: Iterable[str], unit: str | None, programme: str | None = None
) -> dict | None:
	"""The delegation by which `user` acts in one of `roles` for `unit` today, or None."""
	rows = frappe.db.sql(
		f"""select {", ".join(f"delegation.{column}" for column in COLUMNS)} from `tabSigning Delegation` delegation
		join `tabAdministrative Unit` area on area.name = delegation.administrative_unit
		join `tabAdministrative Unit` unit on unit.lft between area.lft and area.rgt
		where delegation.delegate = %(user)s and delegation.role in %(roles)s and unit.name = %(unit)s
			and %(today)s between delegation.valid_from and delegation.valid_to
			and coalesce(delegation.programme, '') in ('', %(programme)s)
		order by delegation.valid_from limit 1""",
		{
			"user": user,
			"roles": tuple(roles) or ("",),
			"unit": unit,
			"today": clock.today(),
			"programme": programme or "",
		},
		as_dict=True,
	)
	return rows[0] if rows else None


def delegation_on(document, user: str | None = None) -> dict | None:
	"""The delegation by which `user` may act on `document` where it stands, or None."""
	return delegation_for(
		user or frappe.session.user,
		roles_now(document),
		document.administrative_unit,
		programme_of(document),
	)


def programme_of(document) -> str | None:
	"""The programme of a list, a decision or a payment batch."""
	if document.doctype == "Application List":
		return frappe.get_cached_value("Support Policy", document.policy, "programme")
	if document.doctype == "Payment Batch":
		return frappe.db.get_value("Decision", document.decision, "programme")
	return document.programme


@contextmanager
def acting_by_delegation(document):
	"""Lend the session's user the delegated role for `document` while the block runs."""
	user = frappe.session.user
	delegation = delegation_on(document, user)
	own = frappe.get_roles(user)
	if not delegation or delegation.role in own:
		yield delegation
		return
	_set_roles(user, [*own, delegation.role])
	try:
		yield delegation
	finally:
		_set_roles(user, own)


def _set_roles(user: str, roles: list[str]) -> None:
	"""Only in this process and request: what other requests read from Redis stays as it is."""
	frappe.local.cache.setdefault(frappe.cache.make_key("roles"), {})[user] = roles
	frappe.local.role_permissions = {}
