"""What is looked up once for each request, or until another user acts: `frappe.set_user` empties the same place."""

from collections.abc import Callable, Hashable

import frappe

PLACE = "covid_support_remembered"


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
