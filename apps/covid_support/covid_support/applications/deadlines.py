"""The deadline clock: working days of the Vietnamese calendar, from the site's Public Holidays."""

from datetime import date

import frappe

from covid_support.core.calendar import WorkCalendar

RETURNED_WORKING_DAYS = 2


def site_calendar() -> WorkCalendar:
	"""The work calendar of the site, built once for each request."""
	if not getattr(frappe.local, "covid_support_calendar", None):
		rows = frappe.get_all("Public Holiday", fields=["day", "day_kind"])
		holidays = {row.day for row in rows if row.day_kind == "Holiday"}
		make_up_days = {row.day for row in rows if row.day_kind != "Holiday"}
		frappe.local.covid_support_calendar = WorkCalendar(holidays, make_up_days)
	return frappe.local.covid_support_calendar


def due_date(start: date, working_days: int) -> date:
	"""The last day of a step of `working_days` that began on `start`."""
	return site_calendar().add_working_days(start, working_days)
