"""Every policy of every pack, judged by each of its wordings: the law's amounts, and each condition refusing alone."""

import pytest

from covid_support.programmes.pack_file import complete_wordings
from covid_support.rules.policy_snapshot import judge_and_compute
from covid_support.tests.policy_cases import (
	given_cases,
	missing_cases,
	outcome_on,
	policies,
	refused_cases,
	rules_on,
	wordings,
)


def shown(value: object) -> str | None:
	return ",".join(value) if isinstance(value, tuple) else None


@pytest.mark.parametrize(("code", "day", "facts", "amount"), list(given_cases()), ids=shown)
def test_given(code, day, facts, amount):
	outcome = outcome_on(code, day, facts)
	assert outcome.failures == []
	assert outcome.entitlement.total == amount


@pytest.mark.parametrize(("code", "day", "facts", "changed"), list(refused_cases()), ids=shown)
def test_refused_by_that_condition_alone(code, day, facts, changed):
	outcome = outcome_on(code, day, facts)
	assert not outcome.eligible
	assert outcome.entitlement.total == 0
	(failure,) = outcome.failures
	assert set(changed) & set(failure.found), f"refused by {failure.criteria} instead"


@pytest.mark.parametrize("code", policies())
def test_each_condition_and_each_part_is_shown(code):
	missing = [what for start, rules in wordings(code) for what in missing_cases(code, start, rules)]
	assert not missing, "add these cases to tests/policy_tables/"


def amount_is_known(code: str) -> bool:
	"""Whether a public source gives what the policy pays."""
	newest = complete_wordings(policies()[code])[-1]
	return all(row.get("amount") or row.get("percent") for row in newest["components"])


@pytest.mark.parametrize("code", [code for code in policies() if amount_is_known(code)])
def test_the_policy_has_somebody_of_each_kind_to_try_it_out(code):
	people = policies()[code].get("test_people", [])
	assert {bool(person.get("expected_eligible")) for person in people} == {True, False}


@pytest.mark.parametrize("code", policies())
def test_the_policy_s_own_test_people_pass(code):
	people = policies()[code].get("test_people", [])
	assert people
	for person in people:
		outcome = judge_and_compute(rules_on(code), person["facts"])
		expected = (bool(person.get("expected_eligible")), person.get("expected_amount", 0))
		assert (outcome.eligible, outcome.entitlement.total) == expected, person["title"]


@pytest.mark.parametrize("code", policies())
def test_facts_of_test_people_are_facts(code):
	for person in policies()[code].get("test_people", []):
		assert set(person["facts"]) <= set(rules_on(code).catalogue), person["title"]


def test_a_field_means_the_same_in_all_policies():
	"""Fields of one name share a column of the application."""
	meanings: dict[str, set] = {}
	for policy in policies().values():
		for version in policy["versions"]:
			for row in version.get("form_fields") or ():
				meanings.setdefault(row["fieldname"], set()).add((row["label"], row["kind"]))
	assert {name: found for name, found in meanings.items() if len(found) > 1} == {}
