"""People of a list who are registered already: found by their numbers, or by name, birth and commune."""

from collections import defaultdict
from collections.abc import Iterable

import frappe

from covid_support.core.identity import mask
from covid_support.core.problem import Problem, Term
from covid_support.policies.area import unit_in_area
from covid_support.registry.identity_numbers import LABELS
from covid_support.registry.person_record import NUMBER_FIELDS
from covid_support.registry.workbooks.finding import Finding

COLUMNS = ("name", "full_name", "search_key", "birth_date", "sex", "commune", *NUMBER_FIELDS)
SAME = ("search_key", "birth_date", "sex")


class KnownPeople:
	"""The registered people who share a number, or name and commune, with some of `people`."""

	def __init__(self, people: Iterable[dict]):
		people = list(people)
		self.by_number = {field: self._owners(field, people) for field in NUMBER_FIELDS}
		self.by_name = self._namesakes([person for person in people if not has_number(person)])

	def _owners(self, field: str, people: list[dict]) -> dict[str, dict]:
		numbers = [person[field] for person in people if person.get(field)]
		return (
			{row[field]: row for row in _rows(f"`{field}` in %(numbers)s", {"numbers": numbers})}
			if numbers
			else {}
		)

	def _namesakes(self, people: list[dict]) -> dict[tuple, dict]:
		"""People without a number are compared within their commune."""
		by_commune: dict[str, set[str]] = defaultdict(set)
		for person in people:
			by_commune[person["commune"]].add(person["search_key"])
		found = {}
		for commune, names in by_commune.items():
			rows = _rows(
				"commune = %(commune)s and search_key in %(names)s and life_status <> 'Merged'",
				{"commune": commune, "names": list(names)},
			)
			found.update({(commune, *_person(row)): row for row in rows})
		return found

	def match(self, person: dict) -> dict | None:
		"""The registered person that `person` is, or None; raises nothing."""
		for field in NUMBER_FIELDS:
			owner = self.by_number[field].get(person.get(field))
			if owner and _person(owner) == _person(person):
				return owner
		return None if has_number(person) else self.by_name.get((person["commune"], *_person(person)))

	def clash(self, person: dict) -> Finding | None:
		"""What is wrong when a number belongs to somebody else."""
		for field in NUMBER_FIELDS:
			owner = self.by_number[field].get(person.get(field))
			if owner and _person(owner) != _person(person):
				return Finding(field, _belongs_to(field, person[field], owner))
		return None


def has_number(person: dict) -> bool:
	"""Whether the person can be told by a number."""
	return any(person.get(field) for field in NUMBER_FIELDS)


def same_person(one: dict, other: dict) -> bool:
	"""Whether two rows say the same name, birth and sex."""
	return _person(one) == _person(other)


def _person(row: dict) -> tuple:
	return tuple(row[column] for column in SAME)


def _rows(condition: str, values: dict) -> list[dict]:
	names = ", ".join(f"`{column}`" for column in COLUMNS)
	return frappe.db.sql(f"select {names} from `tabBeneficiary` where {condition}", values, as_dict=True)


def _belongs_to(field: str, number: str, owner: dict) -> Problem:
	"""Who owns the number is told within the reader's area only (I7)."""
	label = Term(LABELS[field])
	if unit_in_area(owner["commune"]):
		return Problem(
			"{0} {1} is registered for {2}, {3}, born {4}. Correct this row, or that person's record if it is wrong.",
			label,
			mask(number),
			owner["full_name"],
			Term(owner["sex"]),
			owner["birth_date"],
		)
	return Problem(
		"{0} {1} is already registered in another area. Check the number, then ask the district office to compare both files.",
		label,
		mask(number),
	)
