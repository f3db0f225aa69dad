"""Who is eligible: criteria in groups, judged over facts.

Rows with the same group number are alternatives, different groups must all hold; no rows at all admit
everybody. A fact that is missing or None is "not known" and satisfies nothing except "is not set".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from covid_support.core.problem import Term, TermList
from covid_support.rules.criterion import (
	OPERATORS,
	OPERATORS_BY_KIND,
	Criterion,
	Reference,
	Test,
	compile_criterion,
	read_facts,
)
from covid_support.rules.facts import FACTS, Fact
from covid_support.rules.values import Known, shown_value

__all__ = [
	"OPERATORS",
	"OPERATORS_BY_KIND",
	"CompiledCriteria",
	"Criterion",
	"Failure",
	"Judgement",
	"compile_criteria",
	"explain",
	"judge",
	"validate",
]


@dataclass(frozen=True)
class Failure:
	"""A group of criteria none of which holds, with the values found for the facts it reads."""

	group: int
	criteria: tuple[Criterion, ...]
	found: dict[str, Known | None]
	missing: tuple[str, ...] = ()
	tests: tuple[Test, ...] = field(default=(), repr=False, compare=False)

	@property
	def reason(self) -> str:
		""" "not known" when a fact is missing that could still make the group hold, otherwise "not met"."""
		return "not known" if self.missing else "not met"

	@classmethod
	def of_missing_fact(cls, fact: Fact) -> "Failure":
		"""The failure of an applicant of whom a fact must be known that is not: group 0, no criteria."""
		test = Test(Criterion(0, fact.key, "is set"), fact, "is set", ())
		return cls(0, (), {fact.key: None}, (fact.key,), (test,))


@dataclass(frozen=True)
class Judgement:
	"""The answer to "is this applicant eligible?" and what stands against it."""

	eligible: bool
	failures: list[Failure]


@dataclass(frozen=True)
class CompiledCriteria:
	"""Criteria in their typed form, grouped, ready to judge many applicants or to be written as SQL."""

	groups: tuple[tuple[Test, ...], ...]

	def judge(self, facts: Mapping[str, object]) -> Judgement:
		"""Judge one applicant. Never raises for missing or unreadable facts."""
		failures = []
		for tests in self.groups:
			found = read_facts(tests, facts)
			if not any(test.holds(found) for test in tests):
				failures.append(_failure(tests, found))
		return Judgement(not failures, failures)


def compile_criteria(
	criteria: Iterable[Criterion], catalogue: Mapping[str, Fact] = FACTS
) -> CompiledCriteria:
	"""Check criteria and give their typed form. Raises Problem naming row number, fact and allowed operators."""
	groups: dict[int, list[Test]] = {}
	for row, criterion in enumerate(criteria, start=1):
		groups.setdefault(criterion.group, []).append(compile_criterion(row, criterion, catalogue))
	return CompiledCriteria(tuple(tuple(groups[number]) for number in sorted(groups)))


def validate(criteria: Iterable[Criterion], catalogue: Mapping[str, Fact] = FACTS) -> None:
	"""Raise Problem when a row cannot be understood."""
	compile_criteria(criteria, catalogue)


def judge(
	criteria: Iterable[Criterion], facts: Mapping[str, object], catalogue: Mapping[str, Fact] = FACTS
) -> Judgement:
	"""Judge one applicant. For many applicants compile once and judge with the compiled form."""
	return compile_criteria(criteria, catalogue).judge(facts)


def _failure(tests: tuple[Test, ...], found: dict[str, Known | None]) -> Failure:
	missing = tuple(
		dict.fromkeys(
			fact.key
			for test in tests
			if test.operator != "is not set"
			for fact in test.facts
			if found[fact.key] is None
		)
	)
	return Failure(tests[0].criterion.group, tuple(test.criterion for test in tests), found, missing, tests)


ONE_OF_TEMPLATE = "At least one of these {0} conditions must be met:"
NOT_KNOWN_TEMPLATE = "{0} is not known. Fill it in, because the policy asks for it."
OPERATOR_TEMPLATES = {
	"=": "{0} must be {1}, but is {2}.",
	"!=": "{0} must not be {1}.",
	">": "{0} must be more than {1}, but is {2}.",
	">=": "{0} must be at least {1}, but is {2}.",
	"<": "{0} must be less than {1}, but is {2}.",
	"<=": "{0} must be at most {1}, but is {2}.",
	"in": "{0} must be one of ({1}), but is {2}.",
	"not in": "{0} must not be one of ({1}), but is {2}.",
	"between": "{0} must lie between {1} and {2}, but is {3}.",
	"contains": "{0} must include {1}, but has: {2}.",
	"not contains": "{0} must not include {1}.",
	"is not set": "{0} must be empty, but is {1}.",
}
DATE_TEMPLATES = {
	">": "{0} must be after {1}, but is {2}.",
	">=": "{0} must not be before {1}, but is {2}.",
	"<": "{0} must be before {1}, but is {2}.",
	"<=": "{0} must not be after {1}, but is {2}.",
}


def explain(failures: Iterable[Failure], names: Mapping[str, str] | None = None) -> list[tuple[str, tuple]]:
	"""Give messages (template, values) that say what stands against an applicant.

	Alternatives come as one heading and a line for each. Format them with
	`core.problem.format_message(template, values, translate)`. `names` maps codes to titles.
	"""
	messages: list[tuple[str, tuple]] = []
	for failure in failures:
		if len(failure.tests) > 1:
			messages.append((ONE_OF_TEMPLATE, (len(failure.tests),)))
		messages += [_explain_test(test, failure.found, names) for test in failure.tests]
	return messages


def _explain_test(test: Test, found: Mapping[str, Known | None], names: Mapping | None) -> tuple[str, tuple]:
	if test.operator == "is set":
		return NOT_KNOWN_TEMPLATE, (Term(test.fact.label),)
	for fact in test.facts:
		if found[fact.key] is None and test.operator != "is not set":
			return NOT_KNOWN_TEMPLATE, (Term(fact.label),)
	wanted = [_shown_operand(test.fact, operand, found, names) for operand in test.operands]
	if test.operator in ("in", "not in"):
		wanted = [TermList(wanted)]
	templates = (
		DATE_TEMPLATES if test.fact.kind == "date" and test.operator in DATE_TEMPLATES else OPERATOR_TEMPLATES
	)
	shown = shown_value(test.fact, found[test.fact.key], names)
	return templates[test.operator], (Term(test.fact.label), *wanted, shown)


def _shown_operand(fact: Fact, operand: Known | Reference, found: Mapping, names: Mapping | None) -> object:
	value = found[operand.fact.key] if isinstance(operand, Reference) else operand
	return shown_value(fact, value, names)
