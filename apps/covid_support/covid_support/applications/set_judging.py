"""Sorting many applicants by SQL into classes that are judged alike, so that Python judges one of each class.

The rules are those of rules/sql.py, equal to Python's; the words and the entitlement of a class are Python's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe

from covid_support.applications.fact_query import HOUSEHOLDS, PEOPLE, registry_query
from covid_support.applications.standing_query import standing_columns
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.sql import Parameters, RuleWriter, compile_rule, facts_read

# what an application that states nothing is read as (facts.declared_facts)
SILENCE = {"children_under_6": 0, "pregnant": 0}
SUBJECTS = {PEOPLE: "person.name", HOUSEHOLDS: "household.name"}
# below this many one statement more costs more than it saves
WORTHWHILE = 20

# (eligible, amount in VND, everything else that the judgement depends on)
JudgedAlike = tuple[bool, int, tuple]


def says_nothing(declared: dict) -> bool:
	"""Whether an application states nothing of its own, so that the registry alone decides. 0 is an answer."""
	return all(value is None or value == "" for value in declared.values())


@dataclass(frozen=True)
class Sorter:
	"""A policy as SQL over the registry: `tables` is the text after FROM, all else are expressions.

	`subject` is the applicant; `amount` (VND) and `told` are all that the judgement of the eligible depends on,
	`groups` that of the others.
	"""

	tables: str
	subject: str
	commune: str
	eligible: str
	amount: str
	groups: list[str]
	told: list[str]


def sorter(snapshot: PolicySnapshot, day: date, parameters: Parameters) -> Sorter:
	"""The sorter of people or households, as `snapshot` asks, whose applications say nothing; judged on `day`."""
	query = registry_query(snapshot.applicant_kind, day, parameters)
	programme = frappe.get_cached_value("Support Policy", snapshot.policy_code, "programme")
	silence = {key: parameters.add(value) for key, value in SILENCE.items()}
	columns = silence | query.columns | standing_columns(snapshot, programme, parameters)
	rule = compile_rule(snapshot, columns, parameters)
	writer = RuleWriter(columns, parameters)
	return Sorter(
		query.tables(facts_read(snapshot)),
		SUBJECTS[snapshot.applicant_kind],
		query.commune,
		rule.eligible,
		rule.amount,
		_groups(snapshot, writer),
		[*_parts(snapshot, writer), *_quantities(snapshot, columns)],
	)


def classes(snapshot: PolicySnapshot, applicants: Iterable[str], day: date) -> dict[str, JudgedAlike]:
	"""{applicant: class} for `applicants` (people or households) whose applications say nothing, on `day`.

	Empty for few applicants and for policies of employers. Those not eligible are alike when the same
	conditions fail, whatever values were found.
	"""
	keys = list(applicants)
	if snapshot.applicant_kind not in SUBJECTS or len(keys) < WORTHWHILE:
		return {}
	parameters = Parameters()
	sort = sorter(snapshot, day, parameters)
	columns = ", ".join([sort.subject, sort.eligible, sort.amount, *sort.groups, *sort.told])
	rows = frappe.db.sql(
		f"""select {columns} from {sort.tables}
		where {sort.subject} in %(applicants)s""",
		{**parameters.values, "applicants": keys},
	)
	return {key: _class(eligible, amount, rest) for key, eligible, amount, *rest in rows}


def _groups(snapshot: PolicySnapshot, writer: RuleWriter) -> list[str]:
	"""Each group of conditions by itself, as 1 or 0."""
	groups = snapshot.compiled_criteria.groups
	return _answers(" or ".join(writer.condition(test) for test in group) for group in groups)


def _parts(snapshot: PolicySnapshot, writer: RuleWriter) -> list[str]:
	"""Whether each component applies and can be counted, as 1 or 0."""
	parts = snapshot.compiled_components
	return _answers(
		[
			*(writer.conditions(part.conditions) for part in parts),
			*(writer.countable(part) or "true" for part in parts),
		]
	)


def _answers(conditions: Iterable[str]) -> list[str]:
	return [f"(({condition}) is true)" for condition in conditions]


def _quantities(snapshot: PolicySnapshot, columns: dict) -> list[str]:
	facts = [fact for part in snapshot.compiled_components for fact in part.counted_facts]
	return [str(columns[fact.key]) for fact in facts if fact.key in columns]


def _class(eligible: object, amount: Decimal | int | None, rest: list) -> JudgedAlike:
	if not eligible:
		return False, 0, tuple(rest)
	return True, int(amount), tuple(rest)
