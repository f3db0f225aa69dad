"""Who may sign for whom today, by a Signing Delegation (NĐ 30/2020 Điều 13: KT., TL., TUQ.).

A delegate works in the area anyway; the delegation lends the role of whoever delegates, for the documents of
the area and programme, on its days, and only inside `api.act`. Nobody lends what he no longer has: whoever delegates
must still hold the role and be at work there.
"""

from collections.abc import Iterable
from contextlib import contextmanager

import frappe

from covid_support import clock
from covid_support.policies.area import assignment_of, covers
from covid_support.workflows.work_waiting import roles_now

COLUMNS = ("name", "delegator", "delegate", "role", "signing_form", "delegator_post", "delegate_post")


def delegation_for(
	user: str, roles: Iterable[str], unit: str | None, programme: str | None = None
) -> dict | None:
	"""The delegation by which `user` acts in one of `roles` for `unit` today, or None."""
	rows = frappe.db.sql(
		f"""select {", ".join(f"delegation.{column}" for column in COLUMNS)}, delegation.administrative_unit
		from `tabSigning Delegation` delegation
		join `tabUser` delegator on delegator.name = delegation.delegator and delegator.enabled = 1
		join `tabHas Role` held on held.parent = delegator.name and held.parenttype = 'User'
			and held.role = delegation.role
		where delegation.delegate = %(user)s and delegation.role in %(roles)s
			and %(today)s between delegation.valid_from and delegation.valid_to
			and coalesce(delegation.programme, '') in ('', %(programme)s)
		order by delegation.valid_from""",
		{
			"user": user,
			"roles": tuple(roles) or ("",),
			"today": clock.today(),
			"programme": programme or "",
		},
		as_dict=True,
	)
	return next((row for row in rows if _holds_for(row, unit)), None)


def _holds_for(delegation: dict, unit: str | None) -> bool:
	"""Whether `unit` lies in the area of the delegation, and whoever delegates works there today."""
	return bool(
		unit and covers(delegation.administrative_unit, unit) and assignment_of(delegation.delegator, unit)
	)


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
