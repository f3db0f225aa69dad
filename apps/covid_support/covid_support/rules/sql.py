"""The same rule as SQL (MariaDB): who is eligible and how much they get, equal to `judge_and_compute`.

Facts come as SQL expressions in their types: whole or decimal numbers, dates, trimmed texts, 1/0 for yes and
no, and NULL for what is not known. Values are never written into the text; they are named parameters.

Where the Python judgement raises (a quantity below zero), the SQL finds the person not eligible.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from covid_support.rules.benefits import CompiledComponent
from covid_support.rules.component import Component
from covid_support.rules.criteria import CompiledCriteria
from covid_support.rules.criterion import OPERATORS_WITHOUT_VALUE, Reference, Test
from covid_support.rules.facts import WORD_KINDS, Fact
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.values import Known

# by every letter, mark and space, as Python compares texts
EXACT = "collate utf8mb4_nopad_bin"


@dataclass(frozen=True)
class SetColumn:
	"""A set of codes. `holds` gives the condition that a code (SQL text) is in it, never NULL; `is_filled` that
	anything is; `is_known` that the set is known at all.
	"""

	holds: Callable[[str], str]
	is_filled: str
	is_known: str = "true"


Columns = Mapping[str, str | SetColumn]


@dataclass
class Parameters:
	"""The values of one statement by name; several rules may share them."""

	values: dict[str, object] = field(default_factory=dict)

	def add(self, value: object) -> str:
		"""Keep `value` and give the place that stands for it in the SQL text."""
		name = f"v{len(self.values)}"
		self.values[name] = int(value) if isinstance(value, bool) else value
		return f"%({name})s"


@dataclass(frozen=True)
class SqlRule:
	"""`eligible`: a condition; `amount`: whole đồng of an eligible applicant (meaningless for others)."""

	eligible: str
	amount: str


def compile_rule(snapshot: PolicySnapshot, columns: Columns, parameters: Parameters) -> SqlRule:
	"""Write a policy as SQL over `columns` ({fact key: expression}); a fact without a column is not known."""
	writer = RuleWriter(columns, parameters)
	parts = snapshot.compiled_components
	conditions = [writer.conditions(snapshot.compiled_criteria)]
	conditions += [condition for part in parts if (condition := writer.countable(part))]
	amounts = [writer.amount(part) for part in parts]
	return SqlRule(" and ".join(conditions), " + ".join(amounts) or "0")


def facts_read(snapshot: PolicySnapshot) -> dict[str, Fact]:
	"""The facts that the criteria and components of a policy read, in their order."""
	parts = snapshot.compiled_components
	tests = [
		*_tests(snapshot.compiled_criteria),
		*(test for part in parts for test in _tests(part.conditions)),
	]
	facts = [fact for test in tests for fact in test.facts]
	facts += [fact for part in parts for fact in part.counted_facts]
	return {fact.key: fact for fact in facts}


def _tests(criteria: CompiledCriteria) -> Iterable[Test]:
	return (test for group in criteria.groups for test in group)


@dataclass(frozen=True)
class RuleWriter:
	"""Writes criteria and components over one set of columns and parameters."""

	columns: Columns
	parameters: Parameters

	def conditions(self, criteria: CompiledCriteria) -> str:
		"""All groups hold; in a group any row does. Not true (false or NULL) means not met."""
		groups = [" or ".join(self.condition(test) for test in group) for group in criteria.groups]
		return " and ".join(f"({group})" for group in groups) or "true"

	def condition(self, test: Test) -> str:
		"""One criterion."""
		column = self.columns.get(test.fact.key)
		if column is None:
			return "true" if test.operator == "is not set" else "false"
		if isinstance(column, SetColumn):
			return self._set_condition(test, column)
		if test.operator in OPERATORS_WITHOUT_VALUE:
			return f"{column} is {'not ' if test.operator == 'is set' else ''}null"
		operands = [self._operand(operand) for operand in test.operands]
		if None in operands:
			return "false"
		return _comparison(test, _exact(test.fact, column), operands) + self._all_known(test)

	def _set_condition(self, test: Test, column: SetColumn) -> str:
		if test.operator == "is set":
			return f"({column.is_known} and {column.is_filled})"
		if test.operator == "is not set":
			return f"not ({column.is_known} and {column.is_filled})"
		member = self._operand(test.operands[0])
		if member is None:
			return "false"
		negation = "not " if test.operator == "not contains" else ""
		return f"({column.is_known} and {negation}{column.holds(member)}{self._all_known(test)})"

	def _operand(self, operand: Known | Reference) -> str | None:
		"""The place of a value, or the column of another fact; None when that is not known."""
		if not isinstance(operand, Reference):
			return self.parameters.add(operand)
		column = self.columns.get(operand.fact.key)
		return column and _exact(operand.fact, column)

	def _all_known(self, test: Test) -> str:
		"""IN finds a value beside a NULL, and a set does not hold NULL; both are not known."""
		if test.operator not in ("in", "not in", "not contains"):
			return ""
		references = [self.columns[o.fact.key] for o in test.operands if isinstance(o, Reference)]
		return "".join(f" and {column} is not null" for column in references)

	def countable(self, part: CompiledComponent) -> str:
		"""The condition that what it is counted by is known and not below zero where the component applies; "" when
		nothing is counted.
		"""
		if not part.counted_facts:
			return ""
		applies = self.conditions(part.conditions)
		columns = [self.columns.get(fact.key) for fact in part.counted_facts]
		if None in columns:
			return f"not (({applies}) is true)"
		uncountable = " or ".join(f"{column} is null or {column} < 0" for column in columns)
		return f"not (({applies}) is true and ({uncountable}))"

	def amount(self, part: CompiledComponent) -> str:
		"""What one component gives, 0 for nothing."""
		component = part.component
		conditions = [self.conditions(part.conditions)]
		quantity, units = self._counted(part.quantity_fact), self._counted(part.ceiling_fact)
		if quantity is None or units is None:
			return "0"
		if part.quantity_fact:
			conditions.append(f"{quantity} > 0")
		if component.minimum_quantity:
			conditions.append(f"{quantity} >= {self.parameters.add(component.minimum_quantity)}")
		return f"case when {' and '.join(conditions)} then {self._limited(component, quantity, units)} else 0 end"

	def _counted(self, fact: Fact | None) -> str | None:
		"""The column of what is counted, 1 when nothing is; None for a fact without a column."""
		return self.columns.get(fact.key) if fact else "1"

	def _limited(self, component: Component, quantity: str, units: str) -> str:
		"""The quantity times its rate, raised, cut and rounded down; a percentage is multiplied, never divided,
		because a division in SQL rounds.
		"""
		add = self.parameters.add
		factor = Decimal(1)
		if component.method != "Percent With Cap":
			factor = Decimal(component.amount)
			if component.maximum_quantity:
				quantity = f"least({quantity}, {add(component.maximum_quantity)})"
		if component.percent:
			factor = factor * component.percent / 100
		exact = f"{quantity} * {add(factor)}"
		if component.minimum_amount:
			exact = f"greatest({exact}, {add(component.minimum_amount)})"
		if component.maximum_per_unit:
			exact = f"least({exact}, {units} * {add(component.maximum_per_unit)})"
		if component.maximum_amount:
			exact = f"least({exact}, {add(component.maximum_amount)})"
		whole = f"floor({exact})"
		return (
			whole
			if component.rounding == 1
			else f"{whole} div {add(component.rounding)} * {add(component.rounding)}"
		)


def _exact(fact: Fact, column: str) -> str:
	return f"{column} {EXACT}" if fact.kind in WORD_KINDS else column


def _comparison(test: Test, column: str, operands: list[str]) -> str:
	operator = test.operator
	if operator in ("in", "not in"):
		return f"{column} {operator} ({', '.join(operands)})"
	if operator == "between":
		return f"{column} between {operands[0]} and {operands[1]}"
	if operator == "contains":
		return f"instr({column}, {operands[0]}) > 0"
	if operator == "not contains":
		return f"instr({column}, {operands[0]}) = 0"
	return f"{column} {operator} {operands[0]}"
