"""Which units follow an abolished one, and which came before a unit: the links of Unit Predecessor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe


def family_ranges(units: Iterable[str], day: date) -> list[tuple[int, int]]:
	"""(lft, rgt) of `units` and of the abolished units that went into them as a whole.

	So the files of an abolished unit stay with whoever took it over. A unit that was divided belongs to the
	level above alone, because nobody can tell which part a file is of.
	"""
	names = tuple(units)
	if not names:
		return []
	return list(
		frappe.db.sql(
			"""with recursive family as (
				select unit.name from `tabAdministrative Unit` unit where unit.name in %(names)s
				union
				select link.predecessor from `tabUnit Predecessor` link
				join family on family.name = link.parent
				join `tabAdministrative Unit` old on old.name = link.predecessor
				where link.extent = 'Whole' and old.valid_to < %(day)s)
			select distinct unit.lft, unit.rgt from family
			join `tabAdministrative Unit` unit on unit.name = family.name""",
			{"names": names, "day": day},
		)
	)


@dataclass(frozen=True)
class Unit:
	"""A unit as it stands in the register."""

	name: str
	level: str
	parent: str | None
	valid_from: date
	valid_to: date | None


class Successors:
	"""The way from each unit to the ones that stand on `day`, read in two queries."""

	def __init__(self, day: date):
		self.day = day
		rows = frappe.get_all(
			"Administrative Unit",
			fields=["name", "level", "parent_administrative_unit as parent", "valid_from", "valid_to"],
			limit_page_length=0,
		)
		self.units = {row.name: Unit(**row) for row in rows}
		self.links: dict[str, list[tuple[str, str]]] = defaultdict(list)
		for new, old, extent in frappe.db.sql(
			"select parent, predecessor, extent from `tabUnit Predecessor`"
		):
			self.links[old].append((new, extent))

	def stands(self, name: str) -> bool:
		"""Whether the unit exists on the day."""
		unit = self.units[name]
		return unit.valid_from <= self.day and (not unit.valid_to or unit.valid_to >= self.day)

	def candidates(self, name: str) -> set[str]:
		"""All units of the day that took over the whole of `name` or a part of it."""
		if self.stands(name):
			return {name}
		found = set()
		for new, _extent in self.links.get(name, ()):
			found |= self.candidates(new)
		if not found and self.units[name].level == "Commune" and self.units[name].parent:
			found = {new for new in self.candidates(self.units[name].parent) if self.level(new) == "Commune"}
		return found

	def one(self, name: str) -> str | None:
		"""The one unit that took `name` over as a whole; None when it was divided or nothing is known.

		A district is taken over by its province's successor, unless the register names another.
		"""
		found = self.candidates(name)
		if not found and self.units[name].level == "District":
			found = self.candidates(self.units[name].parent)
		divided = any(extent == "Part" for _new, extent in self.links.get(name, ()))
		return found.pop() if len(found) == 1 and not divided else None

	def level(self, name: str) -> str:
		"""Province, District or Commune."""
		return self.units[name].level

	def abolished_under(self, area: str) -> list[str]:
		"""The units that went into `area` (a unit of the day) or into one below it, the higher ones first."""
		below = {
			unit.name for unit in self.units.values() if self.stands(unit.name) and self._in(unit.name, area)
		}
		gone = [unit for unit in self.units.values() if not self.stands(unit.name) and unit.level != "Hamlet"]
		took = [
			unit
			for unit in gone
			if unit.valid_from < self.day and (self.candidates(unit.name) or {self.one(unit.name)}) & below
		]
		order = {"Province": 0, "District": 1, "Commune": 2}
		return [unit.name for unit in sorted(took, key=lambda unit: (order.get(unit.level, 3), unit.name))]

	def _in(self, name: str | None, area: str) -> bool:
		while name:
			if name == area:
				return True
			name = self.units[name].parent
		return False
