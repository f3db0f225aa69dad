"""Register many people at once: the same checks as the form, the good rows in, the bad ones told why not."""

from collections import Counter
from dataclasses import dataclass, field

import frappe
from frappe import _

from covid_support import clock
from covid_support.bulk.insert import chunks, insert_child_rows, insert_rows
from covid_support.core.identity import mask
from covid_support.core.names import search_key
from covid_support.core.problem import Problem
from covid_support.core.record_name import record_names
from covid_support.messages import forbid, text_of
from covid_support.policies.open_communes import communes_in_area
from covid_support.registry import identity_numbers, person_record
from covid_support.registry.people_rows import insert_people

CHUNK = 2_000


@dataclass
class Registered:
	"""What became of the rows: {position: beneficiary} and {position: reason}."""

	people: dict[int, str] = field(default_factory=dict)
	refused: dict[int, str] = field(default_factory=dict)


class RegisterPeople:
	"""Register `rows`: dicts with the columns of a Beneficiary plus "categories" ([code, from_date] pairs).

	A row whose identity number is registered already, or stands twice among the rows, is refused with the
	reason; so is a commune outside the user's area. Running the same rows again therefore adds nobody.
	"""

	def __init__(self, rows: list[dict]):
		self.rows = rows
		self.registered = Registered()

	def run(self) -> Registered:
		"""Check and write chunk by chunk in the caller's transaction."""
		if not frappe.has_permission("Beneficiary", "create"):
			forbid("You may not register people.")
		self.communes = self.open_communes()
		for part in chunks(enumerate(self.rows), CHUNK):
			self._register(part)
		return self.registered

	def open_communes(self) -> set[str]:
		"""Where people may be registered: in the user's area."""
		return communes_in_area()

	def _register(self, part: list[tuple[int, dict]]) -> None:
		complete = {}
		for position, row in part:
			try:
				complete[position] = self._complete(row)
			except Problem as problem:
				self.registered.refused[position] = text_of(problem)
		self._refuse_taken_numbers(complete)
		names = dict(zip(complete, record_names(len(complete)), strict=True))
		insert_people((names[position], person) for position, person in complete.items())
		self.registered.people.update(names)

	def _complete(self, row: dict) -> dict:
		if row.get("commune") not in self.communes:
			raise Problem(
				"The commune is not in your area. Choose one of the communes that you are assigned to."
			)
		return {**person_record.DEFAULTS, **person_record.complete(row, clock.today())}

	def _refuse_taken_numbers(self, complete: dict[int, dict]) -> None:
		for field_name in person_record.NUMBER_FIELDS:
			numbers = Counter(person[field_name] for person in complete.values() if person[field_name])
			taken = identity_numbers.owners(field_name, list(numbers))
			for position, person in list(complete.items()):
				number = person[field_name]
				if number and (number in taken or numbers[number] > 1):
					self.registered.refused[position] = _(
						"{0} {1} is registered already or stands twice."
					).format(_(identity_numbers.LABELS[field_name]), mask(number))
					del complete[position]


class RegisterHouseholds:
	"""Register households with their poverty status of one year: dicts with head_name, commune, code, status."""

	def __init__(self, rows: list[dict], year: int, reference: str):
		self.rows = rows
		self.year = year
		self.reference = reference

	def run(self) -> list[str]:
		"""Write all households in the caller's transaction; returns their names in the order of the rows."""
		if not frappe.has_permission("Household", "create"):
			forbid("You may not register households.")
		communes = communes_in_area()
		if any(row["commune"] not in communes for row in self.rows):
			forbid("The commune is not in your area. Choose one of the communes that you are assigned to.")
		names = record_names(len(self.rows))
		insert_rows(
			"Household",
			["name", "household_code", "head_name", "search_key", "commune"],
			self._households(names),
		)
		insert_child_rows(
			"Household Poverty Status", "Household", "poverty_statuses",
			["name", "parent", "year", "status", "reference"], self._statuses(names),
		)  # fmt: skip
		return names

	def _households(self, names: list[str]):
		for name, row in zip(names, self.rows, strict=True):
			yield (
				name,
				row.get("household_code"),
				row["head_name"],
				search_key(row["head_name"]),
				row["commune"],
			)

	def _statuses(self, names: list[str]):
		for child, name, row in zip(record_names(len(names)), names, self.rows, strict=True):
			yield (child, name, self.year, row["status"], self.reference)
