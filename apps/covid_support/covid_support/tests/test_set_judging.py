"""Many applicants judged in sets get word for word what each gets when judged alone."""

import random
from dataclasses import replace

import frappe
import pytest

from covid_support.applications import judging, set_judging
from covid_support.applications.judging import judge_people
from covid_support.tests import own_policies as own
from covid_support.tests.test_fact_query import DAYS, stored_households, stored_people

ALONE = 10**9


@pytest.fixture
def crowd():
	chance = random.Random(20200427)
	households = stored_households(chance)
	return {"Person": stored_people(chance, households), "Household": households}


def versions() -> list[tuple[str, str]]:
	"""(version, kind of applicant) of every active policy for people or households."""
	rows = frappe.get_all(
		"Support Policy",
		filters={"status": "Active", "applicant_kind": ["in", ["Person", "Household"]]},
		fields=["current_version", "applicant_kind"],
		order_by="name",
	)
	return [(row.current_version, row.applicant_kind) for row in rows if row.current_version]


def test_in_sets_as_one_by_one(crowd, monkeypatch):
	"""With reasons everything is equal; without, all but the reasons. The amounts are those of NQ 42."""
	outcomes = set()
	for number, (version, kind) in enumerate(versions()):
		declared = {name: {} for name in crowd[kind]}
		day = DAYS[number % len(DAYS)]
		in_sets = judge_people(version, declared, day)
		counted = judge_people(version, declared, day, reasons=False)
		with monkeypatch.context() as patch:
			patch.setattr(set_judging, "WORTHWHILE", ALONE)
			alone = judge_people(version, declared, day)
		assert in_sets == alone, version
		assert without_reasons(counted) == without_reasons(alone), version
		outcomes |= {outcome.amount for outcome in alone.values()}
	assert outcomes >= {0, 750_000, 1_500_000}


def test_a_maximum_per_unit_parts_those_of_equal_amounts(crowd, monkeypatch):
	"""Everybody of 50 and more gets 500,000, but by a maximum counted by their own years, which their lines show."""
	limits = {"maximum_per_unit": 10_000, "maximum_by_fact": "age"}
	code = own.policy(components=[own.component(500_000, **limits)])
	version = frappe.db.get_value("Support Policy", code, "current_version")
	declared = {name: {} for name in crowd["Person"]}
	in_sets = judge_people(version, declared, DAYS[0])
	monkeypatch.setattr(set_judging, "WORTHWHILE", ALONE)
	assert in_sets == judge_people(version, declared, DAYS[0])
	old = [outcome for outcome in in_sets.values() if outcome.amount == 500_000]
	assert len({outcome.entitlement for outcome in old}) > 1
	for outcome in in_sets.values():
		assert judging.recomputed_amount(version, outcome.entitlement) == outcome.amount
	assert len({outcome.amount for outcome in in_sets.values()}) > 2


def without_reasons(judged: dict) -> dict:
	return {key: replace(outcome, reasons=()) for key, outcome in judged.items()}


def test_python_has_the_last_word(crowd, monkeypatch):
	"""Should the database ever sort somebody wrongly, everybody is judged alone."""
	version = next(version for version, kind in versions() if kind == "Person")
	declared = {name: {} for name in crowd["Person"]}
	told = judge_people(version, declared, DAYS[0])
	wrong = {name: (True, 1, ()) for name in declared}
	monkeypatch.setattr(judging, "classes", lambda *_arguments: wrong)
	assert judge_people(version, declared, DAYS[0]) == told


def test_what_an_application_states_is_judged_alone(crowd):
	assert set_judging.says_nothing({"months": None, "note": "", "employer": None})
	for answer in ({"months": 2}, {"monthly_income": 0}, {"pregnant": 1}, {"has_labour_contract": "No"}):
		assert not set_judging.says_nothing(answer)
