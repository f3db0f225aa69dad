"""A policy tried out on one person: each condition with what was found, each component with its sum. Pure.

The outcome is that of `judge_and_compute`; this only shows how it comes about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from covid_support.core.money import format_number, format_vnd
from covid_support.core.problem import Problem, Term
from covid_support.rules.benefits import CompiledComponent, EntitlementLine
from covid_support.rules.condition_words import condition_phrase
from covid_support.rules.criteria import CompiledCriteria
from covid_support.rules.criterion import Test, read_facts
from covid_support.rules.facts import Fact
from covid_support.rules.phrase import Phrase
from covid_support.rules.policy_snapshot import Outcome, PolicySnapshot, judge_and_compute
from covid_support.rules.read_back import component_phrase
from covid_support.rules.values import known_value, shown_value

# what the form of an application states when nobody touches it
UNTOUCHED = {"children_under_6": 0, "pregnant": False}


@dataclass(frozen=True)
class ConditionTried:
	"""One condition: its words, whether it holds (None: not known), and the value found."""

	phrase: Phrase
	holds: bool | None
	fact: Fact
	found: object


@dataclass(frozen=True)
class GroupTried:
	"""One group of alternatives; `holds` as in ConditionTried."""

	number: int
	holds: bool | None
	tests: tuple[ConditionTried, ...]


@dataclass(frozen=True)
class ComponentTried:
	"""One component: its words, its own conditions, the line it gives (None for nothing) and the sum in figures."""

	code: str
	title: str
	phrase: Phrase
	groups: tuple[GroupTried, ...]
	line: EntitlementLine | None
	sum_text: str


@dataclass(frozen=True)
class Trial:
	"""Everything there is to show of one trial."""

	outcome: Outcome
	groups: tuple[GroupTried, ...]
	components: tuple[ComponentTried, ...]


def try_out(snapshot: PolicySnapshot, facts: Mapping, names: Mapping[str, str] | None = None) -> Trial:
	"""Judge and compute one person and show how. Raises Problem for a quantity below zero."""
	names = names or {}
	outcome = judge_and_compute(snapshot, facts)
	lines = {line.code: line for line in outcome.entitlement.lines}
	return Trial(
		outcome,
		_groups(snapshot.compiled_criteria, facts, names),
		tuple(
			_component(part, lines.get(part.component.code), facts, names)
			for part in snapshot.compiled_components
		),
	)


def facts_of_test_person(snapshot: PolicySnapshot, facts: Mapping) -> dict:
	"""The facts of a test person, with what an untouched form states.

	Raises Problem for a fact that the policy cannot ask about and for a value that cannot be read.
	"""
	for key, value in facts.items():
		fact = snapshot.catalogue.get(key)
		if fact is None:
			raise Problem("There is no fact {0}. Choose a fact from the list.", key)
		if value not in (None, "") and known_value(fact, value) is None:
			raise Problem("{0} is not a value for {1}. Correct it.", str(value), Term(fact.label))
	return {**UNTOUCHED, **facts}


def facts_asked(snapshot: PolicySnapshot) -> list[Fact]:
	"""The facts that decide: those of the criteria first, then of the components, then the form's own."""
	asked: dict[str, Fact] = {}
	parts = snapshot.compiled_components
	for criteria in (snapshot.compiled_criteria, *(part.conditions for part in parts)):
		for test in (test for tests in criteria.groups for test in tests):
			asked.update({fact.key: fact for fact in test.facts})
	asked.update({fact.key: fact for part in parts for fact in part.counted_facts})
	asked.update({fact.key: fact for fact in snapshot.extra_facts})
	return list(asked.values())


def _groups(criteria: CompiledCriteria, facts: Mapping, names: Mapping) -> tuple[GroupTried, ...]:
	return tuple(_group(tests, facts, names) for tests in criteria.groups)


def _group(tests: tuple[Test, ...], facts: Mapping, names: Mapping) -> GroupTried:
	found = read_facts(tests, facts)
	tried = tuple(_condition(test, found, names) for test in tests)
	answers = [one.holds for one in tried]
	holds = True if True in answers else None if None in answers else False
	return GroupTried(tests[0].criterion.group, holds, tried)


def _condition(test: Test, found: Mapping, names: Mapping) -> ConditionTried:
	unknown = test.operator not in ("is set", "is not set") and any(
		found[fact.key] is None for fact in test.facts
	)
	holds = None if unknown else test.holds(found)
	shown = shown_value(test.fact, found[test.fact.key], names)
	return ConditionTried(condition_phrase(test, names), holds, test.fact, shown)


def _component(
	part: CompiledComponent, line: EntitlementLine | None, facts: Mapping, names: Mapping
) -> ComponentTried:
	component = part.component
	return ComponentTried(
		component.code,
		component.title,
		component_phrase(part),
		_groups(part.conditions, facts, names),
		line,
		_sum_text(line, component.method) if line else "",
	)


def _sum_text(line: EntitlementLine, method: str) -> str:
	"""Rate × quantity = amount, in Vietnamese figures; the limits may make the amount another."""
	share = "%" if method == "Percent With Cap" else ""
	product = f"{format_number(line.rate)}{share} × {format_number(line.quantity)}"
	if line.ceiling_rate:
		product += f"; ≤ {format_number(line.ceiling_rate)} × {format_number(line.ceiling_quantity)}"
	exact = not share and not line.ceiling_rate
	equal = exact and Decimal(line.rate) * Decimal(line.quantity) == line.amount
	return f"{product} {'=' if equal else '→'} {format_vnd(line.amount)}"


def differences(people: Iterable[tuple[str, bool, int, Outcome]]) -> list[Phrase]:
	"""What went otherwise than expected, of (title, expected eligible, expected amount, outcome)."""
	return [
		phrase
		for title, eligible, amount, outcome in people
		if (phrase := _difference(title, eligible, amount, outcome))
	]


DIFFERENCE_TEMPLATES = {
	True: "{0}: eligible was expected, but it is refused",
	False: "{0}: refusal was expected, but it is eligible with {1} đồng",
}
OTHER_AMOUNT_TEMPLATE = "{0}: {1} đồng were expected, but it gives {2} đồng"


def _difference(title: str, eligible: bool, amount: int, outcome: Outcome) -> Phrase | None:
	total = outcome.entitlement.total
	if eligible != outcome.eligible:
		return Phrase(DIFFERENCE_TEMPLATES[eligible], (title, format_vnd(total)))
	if eligible and amount != total:
		return Phrase(OTHER_AMOUNT_TEMPLATE, (title, format_vnd(amount), format_vnd(total)))
	return None
