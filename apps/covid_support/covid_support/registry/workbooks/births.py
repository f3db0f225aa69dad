"""Dates of birth as lists hold them: typed dates, day numbers, texts in every order, years alone."""

import re
from datetime import date, timedelta
from functools import lru_cache

from covid_support.core.partial_date import EARLIEST_YEAR, PartialDate
from covid_support.core.problem import Problem
from covid_support.registry.workbooks.finding import WrongCell
from covid_support.registry.workbooks.reading import Cell

_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_DAY_NUMBER = 73_050  # 31/12/2099
_IN_WORDS = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_PARTS = re.compile(r"(\d{1,2})\s*[/.\-\s,]\s*(\d{1,2})\s*[/.\-\s,]\s*(\d{4})")
_SHORT_YEAR = re.compile(r"(?:(\d{1,2})\s*[/.\-\s]\s*)?(\d{1,2})\s*[/.\-\s]\s*(\d{2})")


def read_birth(cell: Cell, today: date, from_1904: bool = False, id_year: int | None = None) -> PartialDate:
	"""The birth that a cell holds. `id_year` is the birth year in the person's own number, or None.

	Raises WrongCell. A year of two digits is accepted only when one century is possible, or the number
	names it; the order is always day, month, year.
	"""
	if isinstance(cell, bool):
		raise WrongCell(
			Problem("{0} is not a date. Write 15/03/1958, or 03/1958, or 1958 when only that is known.", cell)
		)
	try:
		if isinstance(cell, date):
			return PartialDate.parse(cell)
		if isinstance(cell, int | float):
			return _from_number(cell, today, from_1904)
		text = cell.strip().lstrip("'")
		if text.isdigit() and len(text) != 4:
			return _from_number(int(text), today, from_1904)
		return _from_text(text, today, id_year)
	except Problem as problem:
		raise WrongCell(problem, _swapped(cell)) from problem


def _from_number(number: int | float, today: date, from_1904: bool) -> PartialDate:
	"""A year, a day number of the spreadsheet, or day, month and year typed without signs (15031958)."""
	whole = int(number)
	if EARLIEST_YEAR <= whole <= today.year and whole == number:
		return PartialDate(whole)
	if 0 < number <= _LAST_DAY_NUMBER:
		day = (_EPOCH_1904 if from_1904 else _EPOCH_1900) + timedelta(days=whole)
		return PartialDate(day.year, day.month, day.day)
	digits = str(whole).zfill(8)
	if len(digits) == 8 and whole == number:
		if EARLIEST_YEAR <= int(digits[4:]) <= today.year:
			return PartialDate.parse(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}")
		return PartialDate.parse(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
	raise Problem("{0} is not a date. Write 15/03/1958, or 03/1958, or 1958 when only that is known.", number)


def _from_text(text: str, today: date, id_year: int | None) -> PartialDate:
	text = _TIME.sub("", text)
	words = _IN_WORDS.fullmatch(text)
	if words:
		text = "/".join(words.groups())
	short = _SHORT_YEAR.fullmatch(text)
	if short:
		return _with_century(short, text, today, id_year)
	return _parsed(text)


@lru_cache(maxsize=100_000)
def _parsed(text: str) -> PartialDate:
	return PartialDate.parse(text)


def _with_century(short: re.Match, text: str, today: date, id_year: int | None) -> PartialDate:
	two = int(short[3])
	possible = [year for year in (1900 + two, 2000 + two) if year <= today.year]
	if id_year in possible:
		possible = [id_year]
	start = "/".join(f"{int(part):02d}" for part in short.groups()[:2] if part)
	if len(possible) == 1:
		return _parsed(f"{start}/{possible[0]}")
	raise WrongCell(
		Problem("The year of {0} may be {1} or {2}. Write it with four digits.", text, *possible),
		f"{start}/{possible[0]}",
	)


def _swapped(cell: Cell) -> str:
	"""The date with day and month in the Vietnamese order, when the cell has them in the American one."""
	parts = _PARTS.match(cell.strip()) if isinstance(cell, str) else None
	if not parts or int(parts[2]) <= 12 or int(parts[1]) > 12:
		return ""
	try:
		return PartialDate.parse(f"{parts[2]}/{parts[1]}/{parts[3]}").text
	except Problem:
		return ""
