"""Whose name stands under a paper: only that of an official who has really signed in the system."""

from datetime import date

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.documents.sources.wording import post_lines
from covid_support.policies.area import assignment_of

COMMITTEE_AUTHORITY = "TM. ỦY BAN NHÂN DÂN"


def chair(
	user: str | None,
	unit: str,
	signed_on: date | None,
	authority: str = COMMITTEE_AUTHORITY,
	delegation: str | None = None,
) -> dict:
	"""Signature place of the chair of the committee of `unit`; without `user` the name stays empty.

	Post and name are those of the official's assignment on the day of signing. A chair who decides alone
	signs without the committee's authority line. Whoever signs by `delegation` signs KT., TL. or TUQ. of the
	delegator's post (NĐ 30/2020 Điều 13).
	"""
	assignment = assignment_on(user, unit, signed_on) if user else None
	if user and delegation:
		return _by_delegation(user, assignment, authority, delegation)
	return {
		"authority": authority,
		"post": post_lines(assignment.position_title if assignment else ""),
		"name": name_of(user, assignment),
	}


def _by_delegation(user: str, assignment: dict | None, authority: str, delegation: str) -> dict:
	form, delegator_post, delegate_post = frappe.db.get_value(
		"Signing Delegation", delegation, ["signing_form", "delegator_post", "delegate_post"]
	)
	return {
		# only a deputy signs in the committee's name
		"authority": authority if form == "KT" else "",
		"post": [f"{form}. {delegator_post.upper()}", delegate_post.upper()],
		"name": name_of(user, assignment),
	}


def named(post: str, user: str | None) -> dict:
	"""Signature place of an official who has done the work of `post`, or an empty one."""
	return {"post": post, "name": name_of(user, None)}


def assignment_on(user: str, unit: str, day: date | None) -> dict | None:
	"""The assignment by which `user` worked for `unit` on `day` (today, when no day is known)."""
	with clock.living_on(getdate(day) if day else clock.today()):
		return assignment_of(user, unit)


def name_of(user: str | None, assignment: dict | None) -> str:
	"""The official's name without titles; empty when nobody has signed."""
	if not user:
		return ""
	if assignment and assignment.full_name:
		return assignment.full_name
	return frappe.get_cached_value("User", user, "full_name") or ""
