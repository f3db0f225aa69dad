"""What a policy would do, counted on the whole registry before it is activated: people, đồng, who gains and loses.

One grouped query tells how many people of each commune get which amount by the new rules and by those they are
compared with; Python adds up its few thousand rows. Nobody is named and nothing is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import frappe

from covid_support.applications.fact_query import HOUSEHOLDS, PEOPLE, registry_query
from covid_support.applications.standing_query import may_file, standing_columns
from covid_support.bulk.insert import chunks
from covid_support.messages import refuse
from covid_support.policies.area import area_sql
from covid_support.rules.assumptions import assume
from covid_support.rules.facts import Fact
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.sql import Parameters, SqlRule, compile_rule, facts_read

# what an application that states nothing is read as (facts.declared_facts)
USUAL = {"children_under_6": "0", "pregnant": "No"}
COMMUNES_AT_ONCE = 20
EVERYBODY = "true"
GROUPS = ("category", "poverty")
# people who have died or moved away cannot apply; of a household without a known head nothing speaks against it
LIVING = {
	PEOPLE: "person.life_status = 'Alive'",
	HOUSEHOLDS: "(person.name is null or person.life_status = 'Alive')",
}


@dataclass(frozen=True)
class Side:
	"""One set of rules, with the day on which facts are read and the programme (for refusals of support)."""

	snapshot: PolicySnapshot
	programme: str
	day: date


@dataclass(frozen=True)
class Cell:
	"""How many applicants of a group get `new` đồng by one side and `old` by the other; None: not eligible."""

	group: str | None
	new: int | None
	old: int | None
	people: int


@dataclass
class Simulation:
	"""Counts `new` (and `old`, when given) over the registry in the reader's area.

	Raises Problem for assumptions that cannot be read and frappe.ValidationError for a policy whose applicants
	stand in no register.
	"""

	new: Side
	old: Side | None = None
	assumptions: dict[str, str] = field(default_factory=dict)

	def __post_init__(self) -> None:
		if self.new.snapshot.applicant_kind not in LIVING:
			refuse(
				"Employers and their workers are not in the register of people, so this policy cannot be estimated from it."
			)
		if self.old and self.old.snapshot.applicant_kind != self.kind:
			refuse("The two policies support different kinds of applicants and cannot be compared.")
		self.parameters = Parameters()
		self.queries = {
			side: registry_query(self.kind, side.day, self.parameters)
			for side in (self.new, self.old)
			if side
		}
		self.known = {side: self._known(side) for side in self.queries}
		self.assumed = {side: assume(side.snapshot, {**USUAL, **self.assumptions}) for side in self.queries}
		self.rules = {side: self._compiled(side) for side in self.queries}

	@property
	def kind(self) -> str:
		"""Person or Household."""
		return self.new.snapshot.applicant_kind

	def by_commune(self, say: Callable[[int, int], None] | None = None) -> list[Cell]:
		"""Cells of each commune. With `say(done, of)` commune by commune, a few at a time."""
		commune = self.queries[self.new].commune
		if not say:
			return self._cells(commune, EVERYBODY)
		parts = list(chunks(communes_with_people(), COMMUNES_AT_ONCE))
		cells = []
		for done, part in enumerate(parts, 1):
			cells += self._cells(commune, f"{commune} in {self.parameters.add(part)}")
			say(done, len(parts))
		return cells

	def ungrouped(self) -> list[Cell]:
		"""Cells of everybody together, each counted once."""
		return self._cells("null", EVERYBODY)

	def by_group(self, group: str) -> list[Cell]:
		"""Cells of each category (somebody with two counts in both) or of each poverty status."""
		if group == "poverty":
			return self._cells(
				self.queries[self.new].columns["household_poverty"], EVERYBODY, "household_poverty"
			)
		day = self.parameters.add(self.new.day)
		held = f"""left join (select distinct parent, category from `tabBeneficiary Category Period`
			where parenttype = 'Beneficiary' and from_date <= {day} and (to_date is null or to_date >= {day})) held
			on held.parent = person.name"""
		return self._cells("held.category", EVERYBODY, join=held)

	def not_in_registry(self) -> dict[str, Fact]:
		"""The facts that the rules read and no register knows, whatever is assumed for them."""
		return {
			key: fact
			for side, known in self.known.items()
			for key, fact in facts_read(side.snapshot).items()
			if key not in known
		}

	def _compiled(self, side: Side) -> SqlRule:
		assumed = self.assumed[side]
		values = {key: self.parameters.add(value) for key, value in assumed.values.items()}
		rule = compile_rule(assumed.snapshot, values | self.known[side], self.parameters)
		free = may_file(side.snapshot, side.programme, self.parameters)
		return replace(rule, eligible=f"({rule.eligible}) and {free}")

	def _known(self, side: Side) -> dict:
		standing = standing_columns(side.snapshot, side.programme, self.parameters)
		return self.queries[side].columns | standing

	def _cells(self, group: str, condition: str, *keys: str, join: str = "") -> list[Cell]:
		conditions = [LIVING[self.kind], condition, area_sql(self.queries[self.new].commune)]
		rule, old = self.rules[self.new], self.rules.get(self.old)
		if old:
			new_amount, old_amount = (
				f"case when {side.eligible} then {side.amount} end" for side in (rule, old)
			)
		else:
			# as a condition of the query the rule finds people by the indexes
			conditions.append(rule.eligible)
			new_amount, old_amount = rule.amount, "null"
		tables, where = self._tables(keys), " and ".join(f"({text})" for text in conditions if text)
		rows = frappe.db.sql(
			f"""select {group} as of_group, {new_amount} as new_amount, {old_amount} as old_amount, count(*) as people
			from {tables} {join} where {where}
			group by of_group, new_amount, old_amount""",
			self.parameters.values,
		)
		return [Cell(row[0], _whole(row[1]), _whole(row[2]), row[3]) for row in rows]

	def _tables(self, keys: Iterable[str]) -> str:
		"""The tables of both sides; they share all but the poverty of different years."""
		joins, wanted = {}, set()
		for side, query in self.queries.items():
			joins |= query.joins
			read = {*facts_read(self.assumed[side].snapshot), *keys}
			wanted |= {query.needs[key] for key in read if key in query.needs}
		base = self.queries[self.new].base
		return " ".join([base, *(text for alias, text in joins.items() if alias in wanted)])


def communes_with_people() -> list[str]:
	"""Communes where anybody is registered, within the reader's area."""
	area = area_sql("person.commune")
	return frappe.db.sql(
		f"select distinct person.commune from `tabBeneficiary` person where {area or EVERYBODY} order by person.commune",
		pluck=True,
	)


def _whole(amount: object) -> int | None:
	return None if amount is None else int(amount)
