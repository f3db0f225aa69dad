"""Sorting many applicants by SQL into classes that are judged alike, so that Python judges one of each class.

The rules are those of rules/sql.py, equal to Python's; the words and the entitlement of a class are Python's own.
"""

from collections.abc import Iterable
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


def classes(snapshot: PolicySnapshot, applicants: Iterable[str], day: date) -> dict[str, JudgedAlike]:
	"""{applicant: class} for `applicants` (people or households) whose applications say nothing, on `day`.

	Empty for few applicants and for policies of employers. Those not eligible are alike when the same
	conditions fail, whatever values were found.
	"""
	keys = list(applicants)
	subject = SUBJECTS.get(snapshot.applicant_kind)
	if not subject or len(keys) < WORTHWHILE:
		return {}
	parameters = Parameters()
	query = registry_query(snapshot.applicant_kind, day, parameters)
	programme = frappe.get_cached_value("Support Policy", snapshot.policy_code, "programme")
	silence = {key: parameters.add(value) for key, value in SILENCE.items()}
	columns = silence | query.columns | standing_columns(snapshot, programme, parameters)
	rule = compile_rule(snapshot, columns, parameters)
	writer = RuleWriter(columns, parameters)
	told = [rule.eligible, rule.amount, *_conditions(snapshot, writer), *_quantities(snapshot, columns)]
	rows = frappe.db.sql(
		f"""select {subject}, {", ".join(told)} from {query.tables(facts_read(snapshot))}
		where {subject} in %(applicants)s""",
		{**parameters.values, "applicants": keys},
	)
	return {key: _class(eligible, amount, rest) for key, eligible, amount, *rest in rows}


def _conditions(snapshot: PolicySnapshot, writer: RuleWriter) -> list[str]:
	"""Each group of conditions and each component by itself, as 1 or 0."""
	groups = [
		" or ".join(writer.condition(test) for test in group) for group in snapshot.compiled_criteria.groups
	]
	parts = [writer.conditions(part.conditions) for part in snapshot.compiled_components]
	countable = [writer.countable(part) or "true" for part in snapshot.compiled_components]
	return [f"(({condition}) is true)" for condition in (*groups, *parts, *countable)]


def _quantities(snapshot: PolicySnapshot, columns: dict) -> list[str]:
	facts = [fact for part in snapshot.compiled_components for fact in part.counted_facts]
	return [str(columns[fact.key]) for fact in facts if fact.key in columns]


def _class(eligible: object, amount: Decimal | int | None, rest: list) -> JudgedAlike:
	if not eligible:
		return False, 0, tuple(rest)
	return True, int(amount), tuple(rest)
