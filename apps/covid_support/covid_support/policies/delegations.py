"""Who may sign for whom today, by a Signing Delegation (NĐ 30/2020 Điều 13: KT., TL., TUQ.).

A delegate works in the area anyway; the delegation lends the role of whoever delegates, for the documents of
the area and programme, on its days, and only while a button is pressed (`actions/press_button.py`) or the buttons are
asked for (`workflows/api.py`). Nobody lends what he no longer has: whoever delegates must still hold the role and be
at work there.
"""

from collections.abc import Callable, Iterable
from contextlib import contextmanager

import frappe

from covid_support import clock
from covid_support.policies.area import assignment_of, covers
from covid_support.remembered import forget, once
from covid_support.workflows.work_waiting import roles_now

COLUMNS = (
	"name", "delegator", "delegate", "role", "signing_form", "delegator_post", "delegate_post",
	"administrative_unit", "programme",
)  # fmt: skip
DELEGATIONS = "delegations"


def delegation_for(
	user: str, roles: Iterable[str], unit: str | None, programme: str | None = None
) -> dict | None:
	"""The delegation by which `user` acts in one of `roles` for `unit` today, or None."""
	wanted, programmes = set(roles), ("", programme or "")
	rows = (row for row in _running(user) if row.role in wanted and (row.programme or "") in programmes)
	return next((row for row in rows if _holds_for(row, unit)), None)


def _running(user: str) -> list[dict]:
	"""What is delegated to `user` today by officials who still hold the role; looked up once for each request."""
	return once(DELEGATIONS, (user, clock.today()), lambda: _look_up(user))


def lent_roles(user: str) -> set[str]:
	"""The roles that are lent to `user` today, for whatever unit and programme."""
	return {row.role for row in _running(user)}


def forget_delegations() -> None:
	"""Forget what is remembered, because a delegation has changed."""
	forget(DELEGATIONS)


def _look_up(user: str) -> list[dict]:
	return frappe.db.sql(
		f"""select {", ".join(f"delegation.{column}" for column in COLUMNS)}
		from `tabSigning Delegation` delegation
		join `tabUser` delegator on delegator.name = delegation.delegator and delegator.enabled = 1
		join `tabHas Role` held on held.parent = delegator.name and held.parenttype = 'User'
			and held.role = delegation.role
		where delegation.delegate = %(user)s
			and %(today)s between delegation.valid_from and delegation.valid_to
		order by delegation.valid_from""",
		{"user": user, "today": clock.today()},
		as_dict=True,
	)


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
def acting_by_delegation(read: Callable):
	"""Lend the session's user the delegated role for the document that `read` gives while the block runs.

	Only for those to whom something is delegated is the document read at all.
	"""
	user = frappe.session.user
	delegation = delegation_on(read(), user) if _running(user) else None
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
