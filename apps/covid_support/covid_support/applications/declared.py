"""What an application states, cleaned and checked: the same for the form and for people put on a list. Pure."""

from collections.abc import Iterable
from datetime import date, datetime

from covid_support.core.money import to_vnd
from covid_support.core.problem import Problem, Term
from covid_support.rules.facts import NUMERIC_KINDS, Fact
from covid_support.rules.values import known_value, written_value

LARGEST_COUNT = 9_999
COUNTS = {
	"months": Term("Months"),
	"days": Term("Days"),
	"children_under_6": Term("Children Under 6"),
}
# columns that every application has; the rest of a policy's form stands in columns of its own
STANDING = (
	"job_family", "has_labour_contract", "monthly_income", "stopped_from", "stopped_to", "months", "days",
	"children_under_6", "pregnant",
)  # fmt: skip
ANSWERS = ("Yes", "No")
YES_NO = {True: "Yes", False: "No"}
LONGEST_TEXT = 140


def complete(declared: dict, today: date, own: Iterable[Fact] = ()) -> dict:
	"""`declared` with whole numbers, VND and dates in their types; what was left empty stays as it is.

	`own` are the fields of the policy's own form. Raises Problem for what cannot be: negative or broken
	numbers, work that stopped after today or after it began again, a mandatory field left empty.
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
	for fact in own:
		clean[fact.key] = _own_answer(fact, clean.get(fact.key))
	return clean


def stated(fact: Fact, answer: object) -> object:
	"""What an application states in a field of its policy's own form, None for nothing.

	Number columns cannot tell 0 from empty, so 0 is an answer only where one must be given.
	"""
	known = known_value(fact, answer)
	return None if known == 0 and fact.kind in NUMERIC_KINDS and not fact.mandatory else known


def _own_answer(fact: Fact, answer: object) -> object:
	"""The answer as the column holds it."""
	if answer is None or str(answer).strip() == "":
		if fact.mandatory:
			raise Problem("{0} is missing. Fill it in.", Term(fact.label))
		return None
	if fact.key in STANDING or (fact.kind == "date" and isinstance(answer, date)):
		return answer
	value = written_value(fact, answer)
	if fact.kind in NUMERIC_KINDS and value < 0:
		raise Problem("{0} cannot be {1}. Enter zero or more.", Term(fact.label), value)
	if fact.kind == "text" and len(value) > LONGEST_TEXT:
		raise Problem("{0} takes at most {1} letters.", Term(fact.label), LONGEST_TEXT)
	return YES_NO[value] if fact.kind == "yes_no" else value


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
