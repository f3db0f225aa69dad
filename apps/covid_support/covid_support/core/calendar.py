"""Working days of state offices: Monday to Friday, less public holidays, plus make-up Saturdays."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from covid_support.core.problem import Problem

HOLIDAYS_FILE = Path(__file__).parent / "data" / "public_holidays.csv"

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class WorkCalendar:
	"""Counts working days. Source: Bộ luật Lao động 2012 Đ.115, 2019 Đ.112, and the yearly days off.

	Asked about a year without any holiday in its list, it raises Problem rather than give a deadline that
	ignores Tết.
	"""

	def __init__(self, holidays: Iterable[date], make_up_days: Iterable[date] = ()):
		self.holidays = frozenset(holidays)
		self.make_up_days = frozenset(make_up_days)
		self.years = frozenset(day.year for day in self.holidays)

	@classmethod
	def vietnam(cls) -> "WorkCalendar":
		"""The calendar of civil servants in Việt Nam, from the list shipped with the program."""
		return _vietnam()

	def is_working_day(self, day: date) -> bool:
		"""Tell whether offices work on `day`. Raises Problem for a year without holidays in the list."""
		if day.year not in self.years:
			raise Problem(
				"The work calendar has no public holidays for {0}. Enter the holidays of that year first.",
				day.year,
			)
		if day in self.make_up_days:
			return True
		return day.weekday() < _SATURDAY and day not in self.holidays

	def add_working_days(self, start: date, days: int) -> date:
		"""Give the date that is `days` working days after `start`; the day after the start counts first.

		0 gives the start itself, or the next working day when offices are closed on it.
		"""
		if days < 0:
			raise Problem("A time limit cannot be {0} working days. Enter zero or more.", days)
		day = start
		if days == 0:
			while not self.is_working_day(day):
				day += _ONE_DAY
			return day
		while days:
			day += _ONE_DAY
			days -= self.is_working_day(day)
		return day

	def working_days_between(self, first: date, last: date) -> int:
		"""Count the working days after `first` up to and including `last`; negative when `last` comes first.

		It undoes add_working_days: between(start, add(start, n)) is n.
		"""
		if last < first:
			return -self.working_days_between(last, first)
		span = (last - first).days
		return sum(self.is_working_day(first + timedelta(days=step)) for step in range(1, span + 1))


@cache
def _vietnam() -> WorkCalendar:
	days: dict[str, set[date]] = {"holiday": set(), "make_up": set()}
	with HOLIDAYS_FILE.open(encoding="utf-8", newline="") as file:
		for row in csv.DictReader(file):
			days[row["kind"]].add(date.fromisoformat(row["date"]))
	return WorkCalendar(days["holiday"], days["make_up"])
