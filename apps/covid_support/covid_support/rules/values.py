"""Values in their types: as found in a record, as written in a criterion, as shown to a person.

A found value that is missing or unreadable is None: "not known". A written value that is unreadable is a
Problem, because the administrator can mend it.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from covid_support.core.money import format_vnd, to_vnd
from covid_support.core.problem import Problem, Term
from covid_support.rules.facts import Fact

YES = ("yes", "1", "true")
NO = ("no", "0", "false")

_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d+)?)?")

Known = Decimal | int | date | str | bool | frozenset


def known_value(fact: Fact, found: object) -> Known | None:
	"""Give a found value in its fact's type, None when it is missing, empty or unreadable. Never raises."""
	return None if found is None or found == "" else _READERS[fact.kind](found)


def written_value(fact: Fact, text: str) -> Known:
	"""Read one value of a criterion. Raises Problem saying how to write it."""
	text = str(text).strip()
	if fact.kind == "money":
		return to_vnd(text)
	value = known_value(fact, _iso_if_day_first(text) if fact.kind == "date" else text)
	if fact.kind == "set" and text:
		return text
	if value is None:
		raise Problem(
			"{0} is not a value for {1}. {2}", text, Term(fact.label), Term(HOW_TO_WRITE[fact.kind])
		)
	if fact.kind == "choice" and fact.choices and value not in fact.choices:
		raise Problem(
			"{0} is not a value for {1}. Choose one of: {2}.", text, Term(fact.label), ", ".join(fact.choices)
		)
	return value


HOW_TO_WRITE = {
	"number": "Write a number, for example 15.",
	"money": "Write an amount in đồng, for example 1.500.000.",
	"date": "Write a date, for example 2020-04-01 or 01/04/2020.",
	"text": "Write a text.",
	"choice": "Write a code.",
	"yes_no": "Write Yes or No.",
	"set": "Write a code.",
}


def shown_value(fact: Fact, value: Known | None, names: Mapping[str, str] | None = None) -> object:
	"""Give a value for a message: dates as dd/mm/yyyy, amounts with dots, choices as terms to translate.

	`names` maps codes (categories, job families) to their titles.
	"""
	if value is None:
		return Term("not known")
	if isinstance(value, frozenset):
		return ", ".join((names or {}).get(code, code) for code in sorted(value)) or Term("none")
	if isinstance(value, bool):
		return Term("Yes") if value else Term("No")
	if isinstance(value, date):
		return value.strftime("%d/%m/%Y")
	if fact.kind == "money":
		return format_vnd(value if isinstance(value, int) else Decimal(value))
	if value in fact.choices:
		return Term(value)
	return (names or {}).get(value, value) if isinstance(value, str) else str(value)


def _read_numeric(found: object) -> Decimal | int | None:
	if isinstance(found, (bool, int)):
		return int(found)
	try:
		number = Decimal(str(found).strip())
	except InvalidOperation:
		return None
	if not number.is_finite():
		return None
	return int(number) if number == number.to_integral_value() else number


def _read_money(found: object) -> Decimal | int | None:
	if not isinstance(found, str):
		return _read_numeric(found)
	try:
		return to_vnd(found, allow_negative=True)
	except Problem:
		return None


def _read_date(found: object) -> date | None:
	if isinstance(found, datetime):
		return found.date()
	if isinstance(found, date):
		return found
	day, *time = re.split("[ T]", str(found).strip(), maxsplit=1)
	try:
		return date.fromisoformat(day) if not time or _TIME.fullmatch(time[0]) else None
	except ValueError:
		return None


def _iso_if_day_first(text: str) -> str:
	parts = text.split("/")
	if len(parts) != 3 or len(parts[2]) != 4:
		return text
	return f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"


def _read_words(found: object) -> str | None:
	return str(found).strip() or None


def _read_yes_no(found: object) -> bool | None:
	word = str(found).strip().lower()
	if word in YES:
		return True
	return False if word in NO else None


def _read_set(found: object) -> frozenset | None:
	if isinstance(found, str):
		found = found.split(",")
	if not isinstance(found, Iterable):
		return None
	return frozenset(word for word in (str(item).strip() for item in found) if word)


_READERS = {
	"number": _read_numeric,
	"money": _read_money,
	"date": _read_date,
	"text": _read_words,
	"choice": _read_words,
	"yes_no": _read_yes_no,
	"set": _read_set,
}
