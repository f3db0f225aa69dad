"""What is looked up once for each request, or until another user acts: `frappe.set_user` empties the same place."""

from collections.abc import Callable, Hashable

import frappe
from frappe.translate import MERGED_TRANSLATION_KEY

PLACE = "covid_support_remembered"
SAME_FOR_ALL = ("doctype_meta", "table_columns", "workflow", MERGED_TRANSLATION_KEY)


def once(topic: str, key: Hashable, look_up: Callable):
	"""The answer to `look_up`, remembered under `topic` and `key`; `forget` it when its rows change."""
	known = frappe.local.cache.setdefault(PLACE, {}).setdefault(topic, {})
	if key not in known:
		known[key] = look_up()
	return known[key]


def forget_everything() -> None:
	"""Forget all answers: the next piece of a long job begins like a request of its own."""
	frappe.local.cache.pop(PLACE, None)


def forget(topic: str) -> None:
	"""Forget all answers of `topic`."""
	frappe.local.cache.get(PLACE, {}).pop(topic, None)


def change_user(user: str) -> None:
	"""As `frappe.set_user`, for who acts for many officials in turn: definitions of DocTypes and translations stay read.

	Reading them again takes longer than most of what an official does. They do not depend on the user.
	"""
	kept = {key: frappe.local.cache.get(key) for key in map(frappe.cache.make_key, SAME_FOR_ALL)}
	frappe.set_user(user)
	frappe.local.cache.update({key: value for key, value in kept.items() if value})
