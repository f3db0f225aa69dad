"""Acting as an official on a day of the story."""

from contextlib import contextmanager
from datetime import date

import frappe

from covid_support import clock
from covid_support.remembered import change_user


@contextmanager
def acting(user: str, day: date | None = None):
	"""Act as `user`, on `day` when given."""
	change_user(user)
	try:
		with clock.living_on(day or clock.today()):
			yield
	finally:
		change_user("Administrator")


def later(day: date, days: int) -> date:
	"""`days` after `day`."""
	return frappe.utils.add_days(day, days)
