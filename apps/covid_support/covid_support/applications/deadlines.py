"""The deadline clock: working days of the Vietnamese calendar, from the site's Public Holidays and freezes."""

from datetime import date, timedelta

import frappe

from covid_support.core.calendar import WorkCalendar
from covid_support.messages import remark
from covid_support.programmes.freezes import frozen_days

RETURNED_WORKING_DAYS = 2
# holidays on a fixed day of the solar year (Bộ luật Lao động 2019 Điều 112): (month, day)
FIXED_HOLIDAYS = ((1, 1), (4, 30), (5, 1), (9, 2))
YEARS_AHEAD = 2


def site_calendar() -> WorkCalendar:
	"""The work calendar of the site, built once for each request."""
	if not getattr(frappe.local, "covid_support_calendar", None):
		rows = frappe.get_all("Public Holiday", fields=["day", "day_kind"])
		holidays = {row.day for row in rows if row.day_kind == "Holiday"}
		make_up_days = {row.day for row in rows if row.day_kind != "Holiday"}
		frappe.local.covid_support_calendar = WorkCalendar(holidays, make_up_days)
	return frappe.local.covid_support_calendar


def calendar_for(start: date, frozen: set[date] = frozenset()) -> WorkCalendar:
	"""A calendar that knows the years around `start`, on which the `frozen` days do not count.

	A year whose holidays nobody has entered yet must not stop the work: it counts with the holidays of fixed
	days alone.
	"""
	calendar = site_calendar()
	last_year = (start + timedelta(days=366 * YEARS_AHEAD)).year
	missing = [year for year in range(start.year, last_year + 1) if year not in calendar.years]
	fixed = {date(year, month, day) for year in missing for month, day in FIXED_HOLIDAYS}
	return WorkCalendar(calendar.holidays | fixed | frozen, calendar.make_up_days - frozen)


def due_date(start: date, working_days: int, unit: str | None = None, programme: str | None = None) -> date:
	"""The last day of a step of `working_days` that began on `start` in `unit`, whose frozen days do not count.

	The reader is told when the holidays of the year are not entered yet.
	"""
	frozen = frozen_days(unit, programme, start)
	due = calendar_for(start, frozen).add_working_days(start, working_days)
	if due.year not in site_calendar().years:
		remark(
			"The public holidays of {0} are not entered yet; the due date {1} may fall on one.",
			due.year,
			f"{due:%d/%m/%Y}",
		)
	return due
