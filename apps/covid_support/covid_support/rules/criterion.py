"""One criterion, and its typed form, which a judge and an SQL compiler read alike."""

import operator as compare
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from covid_support.core.problem import Problem, Term
from covid_support.rules.facts import NUMERIC_KINDS, WORD_KINDS, Fact
from covid_support.rules.values import Known, known_value, written_value

_ORDERED = ("=", "!=", ">", ">=", "<", "<=", "in", "not in", "between", "is set", "is not set")

OPERATORS_BY_KIND: dict[str, tuple[str, ...]] = {
	"number": _ORDERED,
	"money": _ORDERED,
	"date": _ORDERED,
	"text": ("=", "!=", "in", "not in", "contains", "not contains", "is set", "is not set"),
	"choice": ("=", "!=", "in", "not in", "is set", "is not set"),
	"yes_no": ("=", "!=", "is set", "is not set"),
	"set": ("contains", "not contains", "is set", "is not set"),
}
OPERATORS = (*_ORDERED, "contains", "not contains")
OPERATORS_WITHOUT_VALUE = frozenset({"is set", "is not set"})
OPERATORS_WITH_LIST = frozenset({"in", "not in", "between"})

_REFERENCE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Criterion:
	"""One row of a policy's conditions.

	Rows of one group are alternatives; every group must hold. `value` is text: one value, a list
	("a; b" or "a, b"; amounts of money only with semicolons), or another fact as "{near_poor_line}".
	"""

	group: int
	fact: str
	operator: str
	value: str = ""


@dataclass(frozen=True)
class Reference:
	"""An operand that is the value of another fact of the same applicant."""

	fact: Fact


@dataclass(frozen=True)
class Test:
	"""A criterion with its fact, its operands in their types, and nothing left to interpret."""

	criterion: Criterion
	fact: Fact
	operator: str
	operands: tuple[Known | Reference, ...]

	@property
	def facts(self) -> tuple[Fact, ...]:
		"""The facts this test reads: its own first, then those its value refers to."""
		return (self.fact, *(operand.fact for operand in self.operands if isinstance(operand, Reference)))

	def holds(self, found: Mapping[str, Known | None]) -> bool:
		"""Decide over values in their types. What is not known satisfies nothing except "is not set"."""
		value = found[self.fact.key]
		if self.operator in OPERATORS_WITHOUT_VALUE:
			is_set = value is not None and value != frozenset()
			return is_set == (self.operator == "is set")
		operands = [found[o.fact.key] if isinstance(o, Reference) else o for o in self.operands]
		if value is None or None in operands:
			return False
		return COMPARISONS[self.operator](value, operands)


# In SQL: the operators of the same name, BETWEEN, IN, a binary INSTR for texts and EXISTS for sets; the
# three-valued logic of NULL refuses unknown values exactly as Test.holds does.
COMPARISONS: dict[str, Callable[[Known, list], bool]] = {
	"=": lambda value, operands: value == operands[0],
	"!=": lambda value, operands: value != operands[0],
	">": lambda value, operands: compare.gt(value, operands[0]),
	">=": lambda value, operands: compare.ge(value, operands[0]),
	"<": lambda value, operands: compare.lt(value, operands[0]),
	"<=": lambda value, operands: compare.le(value, operands[0]),
	"in": lambda value, operands: value in operands,
	"not in": lambda value, operands: value not in operands,
	"between": lambda value, operands: operands[0] <= value <= operands[1],
	"contains": lambda value, operands: operands[0] in value,
	"not contains": lambda value, operands: operands[0] not in value,
}


def compile_criterion(row: int, criterion: Criterion, catalogue: Mapping[str, Fact]) -> Test:
	"""Give the typed form of a criterion. Raises Problem naming the row, the fact and what is allowed."""
	fact = catalogue.get(criterion.fact)
	if fact is None:
		raise Problem("Row {0}: there is no fact {1}. Choose a fact from the list.", row, criterion.fact)
	if not isinstance(criterion.group, int) or criterion.group < 1:
		raise Problem("Row {0}: the group must be a number from 1 upwards, not {1}.", row, criterion.group)
	if criterion.operator not in OPERATORS_BY_KIND[fact.kind]:
		raise Problem(
			"Row {0}: {1} cannot be compared with {2}. Possible operators: {3}.",
			row,
			Term(fact.label),
			criterion.operator,
			"  ".join(OPERATORS_BY_KIND[fact.kind]),
		)
	operands = tuple(_operand(row, part, fact, catalogue) for part in _parts(row, criterion, fact))
	if criterion.operator == "between":
		_check_between(row, fact, operands)
	return Test(criterion, fact, criterion.operator, operands)


def _parts(row: int, criterion: Criterion, fact: Fact) -> list[str]:
	text = str(criterion.value or "").strip()
	if criterion.operator in OPERATORS_WITHOUT_VALUE:
		if text:
			raise Problem(
				"Row {0}: the operator {1} takes no value. Leave the value empty.", row, criterion.operator
			)
		return []
	parts = [text]
	# a choice may hold a comma of its own
	if criterion.operator in OPERATORS_WITH_LIST and text not in fact.choices:
		mark = ";" if ";" in text or fact.kind == "money" else ","
		parts = [part.strip() for part in text.split(mark)]
	if not all(parts):
		raise Problem("Row {0}: a value for {1} is missing. Enter it.", row, Term(fact.label))
	return parts


def _operand(row: int, part: str, fact: Fact, catalogue: Mapping[str, Fact]) -> Known | Reference:
	reference = _REFERENCE.fullmatch(part)
	if not reference:
		try:
			return written_value(fact, part)
		except Problem as problem:
			raise Problem("Row {0}: {1}", row, problem) from problem
	other = catalogue.get(reference[1])
	if other is None:
		raise Problem("Row {0}: there is no fact {1}. Choose a fact from the list.", row, reference[1])
	if not _comparable(fact, other):
		raise Problem(
			"Row {0}: {1} and {2} are of different kinds and cannot be compared.",
			row,
			Term(fact.label),
			Term(other.label),
		)
	return Reference(other)


def _comparable(fact: Fact, other: Fact) -> bool:
	if fact.kind == "set":
		return other.kind in WORD_KINDS
	return (
		fact.kind == other.kind
		or {fact.kind, other.kind} <= NUMERIC_KINDS
		or {fact.kind, other.kind} <= WORD_KINDS
	)


def _check_between(row: int, fact: Fact, operands: tuple) -> None:
	if len(operands) != 2:
		raise Problem(
			"Row {0}: between needs two values for {1}, the lower one first, parted by a semicolon.",
			row,
			Term(fact.label),
		)
	if not any(isinstance(operand, Reference) for operand in operands) and operands[0] > operands[1]:
		raise Problem("Row {0}: between needs the lower value of {1} first.", row, Term(fact.label))


def read_facts(tests: tuple[Test, ...], facts: Mapping[str, object]) -> dict[str, Known | None]:
	"""Give, in their types, the facts that these tests read."""
	return {fact.key: known_value(fact, facts.get(fact.key)) for test in tests for fact in test.facts}
