"""Rows of one list that hold the same number: the same person twice, or two people of whom one number is wrong."""

import json

import frappe

from covid_support.core.problem import Problem
from covid_support.registry.imports.known_people import has_number, same_person
from covid_support.registry.person_record import NUMBER_FIELDS
from covid_support.registry.workbooks.finding import Finding
from covid_support.registry.workbooks.row_reader import RowReader

KEYS = (*NUMBER_FIELDS, "person_key")
COLUMNS = ("name", "sheet", "sheet_row", "position", "cells", *KEYS)


class Twins:
	"""Decides about rows that share a number; the decision rests on the rows as they were sent, so that it is
	the same whichever worker comes first."""

	def __init__(self, registry_import: str, rows: list[dict], readers: dict[str, RowReader]):
		self.readers = readers
		self.by_key: dict[tuple[str, str], list[dict]] = {}
		for column in KEYS:
			values = {row[column] for row in rows if row.twin and row[column]}
			for other in self._others(registry_import, column, values):
				self.by_key.setdefault((column, other[column]), []).append(other)
		self.read: dict[str, dict | None] = {}

	@staticmethod
	def _others(registry_import: str, column: str, values: set[str]) -> list[dict]:
		if not values:
			return []
		names = ", ".join(f"`{each}`" for each in COLUMNS)
		return frappe.db.sql(
			f"""select {names} from `tabRegistry Import Row`
			where registry_import = %(name)s and twin = 1 and `{column}` in %(values)s and state <> 'Undone'
			order by position""",
			{"name": registry_import, "values": list(values)},
			as_dict=True,
		)

	def repeats(self, row: dict, person: dict) -> dict | None:
		"""The earlier row that holds the same person, or None."""
		for other, other_person in self._good_twins(row):
			one_place = has_number(person) or person["commune"] == other_person["commune"]
			if other.position < row.position and one_place and same_person(person, other_person):
				return other
		return None

	def clash(self, row: dict, person: dict) -> Finding | None:
		"""What is wrong when another row gives the same number to another person."""
		for other, other_person in self._good_twins(row):
			for field in NUMBER_FIELDS:
				if (
					person.get(field)
					and person[field] == other_person.get(field)
					and not same_person(person, other_person)
				):
					return Finding(
						field,
						Problem(
							"The same number stands in row {0} of sheet {1} for {2}. Compare both with the cards.",
							other.sheet_row,
							other.sheet,
							other_person["full_name"],
						),
					)
		return None

	def _good_twins(self, row: dict):
		for column in KEYS:
			for other in self.by_key.get((column, row[column]), ()):
				person = self._person(other) if other.name != row.name else None
				if person:
					yield other, person

	def _person(self, row: dict) -> dict | None:
		if row.name not in self.read:
			reading = self.readers[row.sheet].read(json.loads(row.cells or "[]"))
			self.read[row.name] = None if reading.findings else reading.person
		return self.read[row.name]
