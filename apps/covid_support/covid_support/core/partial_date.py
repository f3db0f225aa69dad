"""Birth and death dates of which only the year, or the month and year, may be known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, total_ordering

from covid_support.core.problem import Problem

EARLIEST_YEAR = 1900

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")
_DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/.\-\s])?(\d{1,2})[/.\-\s])?(\d{4})")
_TWO_DIGIT_YEAR = re.compile(r"(?:\d{1,2}[/.\-\s])?\d{1,2}[/.\-\s]\d{2}")


@total_ordering
@dataclass(frozen=True)
class PartialDate:
	"""A date known to the year, the month or the day. Ordered; a less exact date comes first in its span.

	Raises Problem when the date does not exist, lies before 1900 or after today.
	"""

	year: int
	month: int | None = None
	day: int | None = None

	def __post_init__(self) -> None:
		if self.day is not None and self.month is None:
			raise Problem("The day {0} needs its month. Enter the month too, or the year alone.", self.day)
		_check_month_and_day(self.year, self.month, self.day)
		if self.year < EARLIEST_YEAR:
			raise Problem("The date {0} lies before {1}. Check the year.", self.text, EARLIEST_YEAR)
		if self.earliest > date.today():
			raise Problem("The date {0} lies in the future. Check the day, month and year.", self.text)

	@classmethod
	def parse(cls, value: "str | int | float | date | PartialDate") -> "PartialDate":
		"""Read "1958", "3/1958", "15/03/1958", "15-3-1958", "1958-03-15", a date, or a whole year number.

		Zeros for the unknown parts, as some papers print them ("00/00/1958"), are understood. Raises Problem
		for a two-digit year, for anything unreadable, and for dates the class refuses.
		"""
		if isinstance(value, PartialDate):
			return value
		if isinstance(value, date):
			return cls(value.year, value.month, value.day)
		if isinstance(value, float) and value == int(value):
			value = int(value)
		return cls._parse_text(" ".join(str(value or "").replace("\u00a0", " ").split()).lstrip("'"))

	@classmethod
	@lru_cache(maxsize=100_000)
	def _parse_text(cls, text: str) -> "PartialDate":
		text = re.sub(r"\s*([/.\-])\s*", r"\1", text)
		if not text:
			raise Problem("Enter the date, or at least the year.")
		iso = _ISO.fullmatch(text)
		if iso:
			year, month, day = iso.groups()
		else:
			day_first = _DAY_FIRST.fullmatch(text)
			if not day_first:
				_refuse_unreadable(text)
			day, month, year = day_first.groups()
		return cls(int(year), int(month or 0) or None, int(day or 0) or None)

	@property
	def text(self) -> str:
		"""The date as Vietnamese papers write it: "15/03/1958", "03/1958" or "1958"."""
		parts = [f"{self.day:02d}"] if self.day else []
		parts += [f"{self.month:02d}"] if self.month else []
		return "/".join([*parts, f"{self.year:04d}"])

	@property
	def earliest(self) -> date:
		"""The first day that this date may mean."""
		return date(self.year, self.month or 1, self.day or 1)

	@property
	def latest(self) -> date:
		"""The last day that this date may mean."""
		month = self.month or 12
		return date(self.year, month, self.day or monthrange(self.year, month)[1])

	@property
	def is_exact(self) -> bool:
		"""True when the day is known."""
		return self.day is not None

	def age_on(self, day: date) -> tuple[int, int]:
		"""Give (youngest, oldest) completed years of age on `day`; both are equal when the birthday is known
		well enough. A person born on 29 February completes a year on 1 March of other years.
		Raises Problem when `day` lies before the birth.
		"""
		if day < self.earliest:
			raise Problem("The date {0} lies before the birth ({1}).", _day_text(day), self.text)
		return max(_completed_years(self.latest, day), 0), _completed_years(self.earliest, day)

	def __lt__(self, other: object) -> bool:
		if not isinstance(other, PartialDate):
			return NotImplemented
		return self._order() < other._order()

	def _order(self) -> tuple[int, int, int]:
		return self.year, self.month or 0, self.day or 0

	def __str__(self) -> str:
		return self.text


def _check_month_and_day(year: int, month: int | None, day: int | None) -> None:
	if not 1 <= year <= 9999:
		raise Problem("{0} is not a year. Write the year with four digits.", year)
	if month is not None and not 1 <= month <= 12:
		raise Problem(
			"There is no month {0}. Write the date as day/month/year, for example 15/03/1958.", month
		)
	if day is not None and month is not None and not 1 <= day <= monthrange(year, month)[1]:
		raise Problem(
			"There is no day {0} in month {1}/{2}. Compare the date with the paper.", day, month, year
		)


def _refuse_unreadable(text: str) -> None:
	if _TWO_DIGIT_YEAR.fullmatch(text):
		raise Problem("Write the year of {0} with four digits, for example 15/03/1958.", text)
	raise Problem("{0} is not a date. Write 15/03/1958, or 03/1958, or 1958 when only that is known.", text)


def _completed_years(born: date, day: date) -> int:
	return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _day_text(day: date | datetime) -> str:
	return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
