"""One person's columns, checked and completed: the same for the form, the import and the demonstration.

Pure: no database. What needs the database (unique numbers, the commune's level) is checked by the caller.
"""

from datetime import date

from covid_support.core import identity
from covid_support.core.names import clean_name, search_key
from covid_support.core.partial_date import PartialDate
from covid_support.core.problem import Problem

NUMBER_FIELDS = ("personal_id", "identity_card", "social_insurance_number", "passport_number")
# of whoever the list or form says nothing else
DEFAULTS = {"residence_kind": "Permanent", "life_status": "Alive", "preferred_channel": "Cash"}


def complete(person: dict, today: date) -> dict:
	"""The person's columns with cleaned values and derived columns.

	`person` has full_name, sex, birth_date (text) and any of NUMBER_FIELDS, phone, life_status, death_date.
	Returns a new dict with every derived column set. Raises Problem in the words of the field at fault.
	"""
	born = PartialDate.parse(person.get("birth_date"))
	check_birth(born, today)
	full_name = clean_name(person.get("full_name"))
	numbers = _numbers(person, born)
	_check_death(person, born, today)
	return completed(person, full_name, born, numbers)


def completed(person: dict, full_name: str, born: PartialDate, numbers: dict) -> dict:
	"""`person` with the columns that follow from a clean name, a birth and checked numbers."""
	return {
		**person,
		**numbers,
		"full_name": full_name,
		"search_key": search_key(full_name),
		"birth_date": born.text,
		"birth_year": born.year,
		"birth_month": born.month or 0,
		"birth_day": born.day or 0,
		"identity_masked": masked_identity(numbers),
	}


def masked_identity(numbers: dict) -> str:
	"""The number that stands in lists: the first one the person has, all but its last digits hidden."""
	number = next((numbers[field] for field in NUMBER_FIELDS if numbers.get(field)), "")
	return identity.mask(number) if number else ""


def check_birth(born: PartialDate, today: date) -> None:
	"""Raise Problem for a birth after `today`."""
	if born.earliest > today:
		raise Problem("The date of birth {0} is in the future. Check the day, month and year.", born.text)


def check_number(field: str, number: object, sex: str | None, birth_year: int | None) -> str:
	"""The cleaned number of one of NUMBER_FIELDS; raises Problem when it cannot be this person's."""
	if field == "personal_id":
		return identity.check_personal_id(number, sex, birth_year)
	return _CHECKS[field](number)


_CHECKS = {
	"identity_card": identity.check_identity_card,
	"social_insurance_number": identity.check_social_insurance_number,
	"passport_number": identity.check_passport,
}


def _numbers(person: dict, born: PartialDate) -> dict:
	return {
		field: check_number(field, person[field], person.get("sex"), born.year) if person.get(field) else None
		for field in NUMBER_FIELDS
	}


def _check_death(person: dict, born: PartialDate, today: date) -> None:
	died = person.get("death_date")
	if person.get("life_status") != "Dead":
		return
	if not died:
		raise Problem("A person recorded as dead needs the date of death.")
	if died > today:
		raise Problem(
			"The date of death {0} is in the future. Enter the date on the death certificate.",
			died.strftime("%d/%m/%Y"),
		)
	if died < born.earliest:
		raise Problem(
			"The date of death {0} is before the date of birth {1}.", died.strftime("%d/%m/%Y"), born.text
		)
