"""Search an area for people who are written twice, as an operation of the engine: one search, one record of it."""

import frappe

from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import forbid, refuse
from covid_support.policies.area import unit_in_area
from covid_support.policies.duplicate_rights import require_decider
from covid_support.registry.duplicate_cases import SEARCH, raise_cases
from covid_support.registry.duplicate_people import read_people
from covid_support.registry.duplicates.matcher import find_pairs
from covid_support.registry.units import unit_place, unit_title


class FindDuplicates(Operation):
	"""Parameters: `administrative_unit`. Its people are compared with everybody; new pairs become Duplicate Cases.

	One chunk, because a person's second record may stand anywhere; searching again raises no pair twice.
	"""

	title = "Search for duplicates: {0}"
	parallel = False

	def check(self, parameters: dict) -> None:
		"""An officer of the area, and a unit that has people."""
		require_decider([])
		unit = parameters.get("administrative_unit")
		if not unit:
			refuse("Choose the unit whose people are to be searched.")
		if not unit_in_area(unit):
			forbid("The unit is not in your area. Choose one of the units that you are assigned to.")

	def plan(self, parameters: dict) -> list[tuple[str, int]]:
		"""The whole unit at once."""
		unit = parameters["administrative_unit"]
		communes = _communes(unit)
		return [(unit, frappe.db.count("Beneficiary", {"commune": ["in", communes or [""]]}))]

	def run_chunk(self, key: str, parameters: dict) -> Outcome:
		"""Read everybody, compare, raise the cases; one transaction."""
		communes = set(_communes(key))
		people = read_people()
		own = dict(
			frappe.db.sql(
				"select name, commune from `tabBeneficiary` where commune in %s", [tuple(communes) or ("",)]
			)
		)
		among = frozenset(place for place, name in enumerate(people.names) if name in own)
		pairs = find_pairs(people, among if len(among) < len(people) else None)
		raised = raise_cases(people, pairs, SEARCH)
		told = frappe._("{0} pairs found, {1} of them new").format(len(pairs), raised)
		return Outcome(
			rows=len(among), digest=digest_rows((pair.one, pair.other) for pair in pairs), message=told
		)

	def describe(self, parameters: dict) -> str:
		"""The title names the unit."""
		return frappe._(self.title).format(unit_title(parameters.get("administrative_unit") or ""))


def _communes(unit: str) -> list[str]:
	lft, rgt = unit_place(unit)
	return frappe.db.sql_list(
		"select name from `tabAdministrative Unit` where level = 'Commune' and lft between %s and %s",
		(lft, rgt),
	)
