"""Rules with assumptions in the place of facts that nobody has been asked for yet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from covid_support.core.problem import Problem, Term
from covid_support.rules.criteria import CompiledCriteria, Criterion
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.sql import facts_read
from covid_support.rules.values import Known, written_value

MET = "*"


@dataclass(frozen=True)
class Assumed:
	"""`snapshot` without the conditions that are taken as met; `values` are the assumed facts in their types."""

	snapshot: PolicySnapshot
	values: dict[str, Known]


def assume(snapshot: PolicySnapshot, assumptions: Mapping[str, str]) -> Assumed:
	"""Read `assumptions` ({fact: value as in a criterion, or MET}); facts that the policy does not read are passed
	over. MET takes every group of conditions that reads the fact as met.

	Raises Problem for a value that cannot be read and for MET on a fact that an amount is counted by.
	"""
	read = facts_read(snapshot)
	given = {key: text for key, text in assumptions.items() if key in read and str(text).strip()}
	met = {key for key, text in given.items() if text == MET}
	_refuse_met_quantities(snapshot, met)
	values = {key: written_value(read[key], text) for key, text in given.items() if key not in met}
	return Assumed(_without(snapshot, met), values)


def _refuse_met_quantities(snapshot: PolicySnapshot, met: set[str]) -> None:
	for part in snapshot.compiled_components:
		for fact in part.counted_facts:
			if fact.key in met:
				raise Problem(
					"{0}: the amount is counted by it, so it cannot just be taken as met. Enter a number.",
					Term(fact.label),
				)


def _without(snapshot: PolicySnapshot, met: set[str]) -> PolicySnapshot:
	if not met:
		return snapshot
	parts = zip(snapshot.components, snapshot.compiled_components, strict=True)
	return replace(
		snapshot,
		criteria=_kept(snapshot.compiled_criteria, met),
		components=tuple(replace(part, criteria=_kept(compiled.conditions, met)) for part, compiled in parts),
	)


def _kept(criteria: CompiledCriteria, met: set[str]) -> tuple[Criterion, ...]:
	groups = [
		group
		for group in criteria.groups
		if not any(fact.key in met for test in group for fact in test.facts)
	]
	return tuple(test.criterion for group in groups for test in group)
