"""Text of a document before it is laid out: cleaning, bold runs, placeholders, Vietnamese wording."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

BOLD_MARK = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CLOSING_MARKS = " ;.,"
ROMAN_STEPS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
ROMAN_HUNDREDS = (
	(1000, "M"),
	(900, "CM"),
	(500, "D"),
	(400, "CD"),
	(100, "C"),
	(90, "XC"),
	(50, "L"),
	(40, "XL"),
)


class Run(NamedTuple):
	"""A piece of text of one weight."""

	text: str
	bold: bool


def clean(value: object) -> str:
	"""The text of a value as it is printed: composed letters, no invisible characters, "" for None.

	Line feeds stay, tabs and the other separators become spaces.
	"""
	if value is None:
		return ""
	text = value if isinstance(value, str) else str(value)
	if text.isascii() and text.isprintable():
		return text
	text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
	return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
	if character == "\n" or character.isprintable():
		return character
	return " " if unicodedata.category(character) in ("Zs", "Zl", "Zp") else ""


def bold_runs(text: str, values: Mapping[str, object] | None = None) -> list[Run]:
	"""Split text at ``**…**`` and put ``values`` in place of ``{name}``.

	An unmatched ``**`` and an unknown ``{name}`` print as they stand.
	"""
	runs: list[Run] = []
	position = 0
	for match in BOLD_MARK.finditer(text):
		_append(runs, text[position : match.start()], False, values)
		_append(runs, match.group(1), True, values)
		position = match.end()
	_append(runs, text[position:], False, values)
	return runs


def _append(runs: list[Run], text: str, bold: bool, values: Mapping[str, object] | None) -> None:
	if values:
		text = PLACEHOLDER.sub(lambda match: _filled(match, values), text)
	if text:
		runs.append(Run(clean(text), bold))


def _filled(match: re.Match, values: Mapping[str, object]) -> str:
	return clean(values[match.group(1)]) if match.group(1) in values else match.group(0)


def closed_lines(lines: Sequence[str], last: str = ".", prefix: str = "") -> list[str]:
	"""Lines of an enumeration: each ends with ";", the last with ``last``; a missing prefix is added."""
	bodies = [clean(line).strip().rstrip(CLOSING_MARKS) for line in lines]
	bodies = [body if not prefix or body.startswith(prefix) else prefix + body for body in bodies if body]
	return [body + (last if index == len(bodies) - 1 else ";") for index, body in enumerate(bodies)]


def day_text(day: date | None) -> str:
	"""A date in a table cell: 05/03/2020."""
	return day.strftime("%d/%m/%Y") if day else ""


def long_date(day: date | None) -> str:
	"""A date as the head of a document writes it; None leaves room to write by hand.

	A leading zero stands before days under 10 and before January and February (NĐ 30/2020, Phụ lục I).
	"""
	if day is None:
		return "ngày       tháng       năm         "
	month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
	return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date | None) -> str:
	""" "Sóc Trăng, ngày 05 tháng 5 năm 2020"."""
	return f"{clean(place).strip()}, {long_date(day)}"


def number_line(number_symbol: str) -> str:
	""" "Số: 12/QĐ-UBND"; a number below 10 gets a leading zero, a missing one room to write it."""
	text = clean(number_symbol).strip()
	if text.startswith("/"):
		return f"Số:         {text}"
	number, slash, symbol = text.partition("/")
	return f"Số: {number.zfill(2) if number.isdigit() else number}{slash}{symbol}"


def roman(number: int) -> str:
	"""Roman numeral of a group heading or an annex."""
	letters = ""
	for value, numeral in ROMAN_HUNDREDS + ROMAN_STEPS:
		count, number = divmod(number, value)
		letters += numeral * count
	return letters
