"""What an application states, cleaned and checked: the same for the form and for people put on a list. Pure."""

from datetime import date, datetime

from covid_support.core.money import to_vnd
from covid_support.core.problem import Problem, Term

LARGEST_COUNT = 9_999
COUNTS = {
	"months": Term("Months"),
	"days": Term("Days"),
	"children_under_6": Term("Children Under 6"),
}
ANSWERS = ("Yes", "No")


def complete(declared: dict, today: date) -> dict:
	"""`declared` with whole numbers, VND and dates in their types; what was left empty stays as it is.

	Raises Problem for what cannot be: negative or broken numbers, work that stopped after today, or after it
	began again.
	"""
	clean = dict(declared)
	for field, label in COUNTS.items():
		if clean.get(field):
			clean[field] = _count(clean[field], label)
	if clean.get("monthly_income"):
		clean["monthly_income"] = to_vnd(clean["monthly_income"])
	for field in ("stopped_from", "stopped_to"):
		clean[field] = _day(clean.get(field))
	_check_stop(clean["stopped_from"], clean["stopped_to"], today)
	if clean.get("has_labour_contract") and clean["has_labour_contract"] not in ANSWERS:
		raise Problem(
			"{0}: answer Yes or No; {1} is neither.",
			Term("Has Labour Contract"),
			clean["has_labour_contract"],
		)
	return clean


def _count(value: object, label: Term) -> int:
	try:
		count = int(str(value))
	except ValueError:
		count = -1
	if not 0 <= count <= LARGEST_COUNT:
		raise Problem("{0}: enter a whole number from 0; {1} is not one.", label, value)
	return count


def _day(value: object) -> date | None:
	if not value:
		return None
	if isinstance(value, datetime):
		return value.date()
	if isinstance(value, date):
		return value
	try:
		return date.fromisoformat(str(value)[:10])
	except ValueError:
		raise Problem("{0} is not a date. Enter it as 2020-04-15.", value) from None


def _check_stop(stopped_from: date | None, stopped_to: date | None, today: date) -> None:
	if stopped_from and stopped_to and stopped_to < stopped_from:
		raise Problem("{0} is before {1}.", Term("Stopped To"), Term("Stopped From"))
	if stopped_from and stopped_from > today:
		raise Problem("{0} is in the future.", Term("Stopped From"))
