"""A reform of units as an operation: one chunk for each abolished unit."""

from functools import cached_property

import frappe

from covid_support.actions.hand_over import HandOver
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows

KIND = "Hand Over Units"
COUNTED = ("people", "lists", "decisions", "batches", "officials", "offices")


class HandOverUnits(Operation):
	"""Carry a planned Unit Hand Over out; parameters: `hand_over`, its name.

	One unit after the other, because units that go into the same successor share its offices.
	"""

	title = "Hand-over of units"
	parallel = False

	@cached_property
	def hand_over(self) -> HandOver:
		"""The run of this process."""
		return HandOver(self.parameters["hand_over"])

	def check(self, parameters: dict) -> None:
		"""Planned, on or after its day, with a route after the reform for everything."""
		self.hand_over.check()

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""The units that are not done, by the rows of the hand-over."""
		rows = self.hand_over.begin()
		return [
			([row.name, row.old_unit], sum(int(row.get(column) or 0) for column in COUNTED)) for row in rows
		]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""One unit, whole."""
		row, unit = key
		moved = self.hand_over.unit(row)
		return Outcome(rows=moved, digest=digest_rows([(unit, moved)]))

	def finish(self) -> None:
		"""Close the record of the hand-over when every unit is done."""
		self.hand_over.finish()

	def describe(self, parameters: dict) -> str:
		"""The title of the hand-over."""
		return f"{frappe._(self.title)}: {self.hand_over.document.title}"

	def unit(self, parameters: dict) -> str:
		"""The province that receives."""
		return self.hand_over.document.administrative_unit

	def document(self, key: list) -> tuple[str, str]:
		"""The abolished unit."""
		return "Administrative Unit", key[1]
