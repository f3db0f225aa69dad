"""The plans of the stories against their sources; amounts by hand from the law."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from covid_support.core.identity import check_tax_code
from covid_support.scenarios import can_tho_2021_figures as can_tho_2021
from covid_support.scenarios import can_tho_2024_figures as can_tho_2024
from covid_support.scenarios import thai_nguyen_figures as thai_nguyen
from covid_support.scenarios.can_tho_2021_people import CanThoPeople, tax_codes
from covid_support.scenarios.can_tho_2024_people import groups_of_communes

SCALES = st.floats(min_value=0.001, max_value=0.01)


def test_thai_nguyen_pays_just_under_13_000_people_and_17_billion():
	plan = thai_nguyen.plan(1)
	assert sum(plan.values()) == 12_950
	by_hand = (plan["NQ42-NCC"] + plan["NQ42-BTXH"]) * 1_500_000
	by_hand += (plan["NQ42-HN"] + plan["NQ42-HCN"]) * 750_000
	assert by_hand == thai_nguyen.amount(plan) == 16_950_000_000


def test_can_tho_2021_has_the_employers_and_workers_of_the_press():
	plan = can_tho_2021.plan(1)
	assert plan.employers == 3_655
	assert plan.workers == 89_335
	assert plan.workers - plan.unpaid == 85_815
	assert round(85_815 / plan.workers * 100, 2) == 96.06


@pytest.mark.parametrize(
	("case", "amount"),
	[
		((20, False, 0), 1_855_000),
		((20, True, 0), 2_855_000),
		((20, False, 1), 2_855_000),
		((45, False, 0), 3_710_000),
		((45, True, 0), 4_710_000),
		((45, False, 2), 5_710_000),
		((45, True, 1), 5_710_000),
	],
)
def test_a_suspended_worker_gets_the_amount_of_the_decision(case, amount):
	assert can_tho_2021.case_amount(case) == amount


def test_the_two_rounds_make_what_a_self_employed_worker_gets():
	assert can_tho_2021.FIRST_ROUND + can_tho_2021.SECOND_ROUND == can_tho_2021.SELF_EMPLOYED_AMOUNT
	assert can_tho_2021.SELLER_DAYS * can_tho_2021.DAY_AMOUNT == 750_000


@settings(max_examples=15)
@given(SCALES)
def test_every_worker_stands_on_one_employers_list(scale):
	plan = can_tho_2021.plan(scale)
	people = CanThoPeople(plan, {"916-2004": ["a", "b"], "917-2004": ["c"]})
	companies = people.companies()
	assert len(companies) == plan.employers
	workers = [worker for company in companies for worker in company.workers]
	assert len(workers) == plan.workers
	assert len({worker["person"]["personal_id"] for worker in workers}) == len(workers)
	assert all(worker["person"]["sex"] == "Female" for worker in workers if worker["declared"]["pregnant"])


def test_the_employers_tax_codes_differ_and_are_well_formed():
	codes = [code for code, _ in zip(tax_codes(), range(200), strict=False)]
	assert len(set(codes)) == 200
	assert [check_tax_code(code) for code in codes] == codes


def test_can_tho_2024_lends_within_the_ceiling():
	plan = can_tho_2024.plan(1)
	# 80 borrowers: 16 take 70,000,000 and 64 take 100,000,000
	assert plan.lent == 16 * 70_000_000 + 64 * 100_000_000 == 7_520_000_000
	assert plan.registered == 764


@settings(max_examples=15)
@given(SCALES)
def test_can_tho_2024_spreads_every_case_over_the_communes(scale):
	plan = can_tho_2024.plan(scale)
	groups = [group for own in groups_of_communes(plan, ["a", "b", "c"]).values() for group in own]
	for code, cases in plan.cases.items():
		assert sum(len(group.rows) for group in groups if group.policy == code) == cases
	assert plan.registered >= sum(plan.households.values())
