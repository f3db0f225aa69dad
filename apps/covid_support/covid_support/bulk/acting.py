"""Acting as the user who started an operation, in that user's language and on the operation's day."""

from contextlib import contextmanager, nullcontext

import frappe
from frappe.translate import get_user_lang

from covid_support import clock
from covid_support.remembered import change_user


@contextmanager
def acting_for(user: str, story_day=None):
	"""Let areas, roles and history see `user` inside the block; `story_day` is set by scenarios alone."""
	before, language = frappe.session.user, frappe.local.lang
	if user != before:
		change_user(user)
	frappe.local.lang = get_user_lang(user)
	try:
		with clock.living_on(story_day) if story_day else nullcontext():
			yield
	finally:
		if user != before:
			change_user(before)
		frappe.local.lang = language


def may_act(user: str) -> bool:
	"""Whether the account still stands: work of an official who has left is not carried on."""
	return bool(frappe.db.get_value("User", user, "enabled"))
