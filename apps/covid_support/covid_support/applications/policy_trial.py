"""A policy tried out, saved or not: on typed facts, or on what the register knows of a person."""

from datetime import date

from frappe import _
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications.applicants import people_by_name
from covid_support.applications.facts import facts_of
from covid_support.core.problem import format_message, translate_value
from covid_support.programmes.builder_words import fact_row
from covid_support.programmes.policy_rules import snapshot_from
from covid_support.programmes.read_back_frame import names_of_codes
from covid_support.rules.criteria import explain
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.try_out import (
	ComponentTried,
	GroupTried,
	facts_asked,
	facts_of_test_person,
	try_out,
)


def trial_of(policy, facts: dict, beneficiary: str | None = None) -> dict:
	"""What the panel shows: eligible, amount (VND), every criterion, every component, and the facts used.

	`policy` is a Support Policy document, `facts` what was typed; with `beneficiary` the register answers what
	it knows, as on an application of today. Raises Problem for rules or facts that make no sense.
	"""
	snapshot = snapshot_from(policy, version_number=1)
	used = _facts(snapshot, facts, beneficiary)
	names = names_of_codes()
	trial = try_out(snapshot, used, names)
	return {
		"eligible": trial.outcome.eligible,
		"amount": trial.outcome.entitlement.total,
		"reasons": [
			format_message(template, values, _) for template, values in explain(trial.outcome.failures, names)
		],
		"groups": [_group(group) for group in trial.groups],
		"components": [_component(component) for component in trial.components],
		"facts": {key: _plain(used.get(key)) for key in [fact.key for fact in facts_asked(snapshot)]},
	}


def asked_of(policy) -> list[dict]:
	"""The facts that decide over `policy`, for the panel's form. Raises Problem like `trial_of`."""
	return [fact_row(fact) for fact in facts_asked(snapshot_from(policy, version_number=1))]


def _facts(snapshot: PolicySnapshot, typed: dict, beneficiary: str | None) -> dict:
	if not beneficiary:
		return facts_of_test_person(snapshot, typed)
	day = getdate(snapshot.reference_date) if snapshot.reference_date else clock.today()
	people = people_by_name([beneficiary])
	known = facts_of(people, {beneficiary: {}}, day, snapshot.extra_facts)[beneficiary]
	stated = {key: value for key, value in typed.items() if value not in (None, "")}
	return {**known, **facts_of_test_person(snapshot, {**known, **stated})}


def _group(group: GroupTried) -> dict:
	return {
		"number": group.number,
		"holds": group.holds,
		"tests": [
			{
				"text": test.phrase.said(_),
				"holds": test.holds,
				"fact": _(test.fact.label),
				"found": str(translate_value(test.found, _)),
			}
			for test in group.tests
		],
	}


def _component(component: ComponentTried) -> dict:
	return {
		"code": component.code,
		"title": component.title,
		"text": component.phrase.said(_),
		"groups": [_group(group) for group in component.groups],
		"sum": component.sum_text,
		"amount": component.line.amount if component.line else 0,
	}


def _plain(value: object) -> object:
	if isinstance(value, frozenset):
		return sorted(value)
	return value.isoformat() if isinstance(value, date) else value
