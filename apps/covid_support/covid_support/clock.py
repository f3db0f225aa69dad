"""The one clock of the product, so that scenarios and tests can live on another day."""

from contextlib import contextmanager
from datetime import date, datetime

import frappe
from frappe.utils import getdate, now_datetime


def today() -> date:
	"""Today on the site, or the day that `living_on` set."""
	return frappe.flags.covid_support_day or getdate()


def now() -> datetime:
	"""Now on the site, on the day that `living_on` set."""
	moment = now_datetime()
	return datetime.combine(today(), moment.time())


@contextmanager
def living_on(day: date):
	"""Let `today` be `day` within this process, for scenarios and tests."""
	before = frappe.flags.covid_support_day
	frappe.flags.covid_support_day = getdate(day)
	try:
		yield
	finally:
		frappe.flags.covid_support_day = before
