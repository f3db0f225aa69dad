"""The plan of the Sóc Trăng scenario against the province's report of 2020 (directive 003)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core.people import DemoPeople
from covid_support.scenarios import can_tho_2024_figures, figures
from covid_support.scenarios.population import Population, spread

COMMUNES = [(f"{number:05d}-2004", str(941 + number % 11)) for number in range(109)]


def amount_of(plan: figures.Plan) -> int:
	"""VND that the plan's people need, by the law's amounts."""
	listed = (plan.listed["NQ42-NCC"] + plan.listed["NQ42-BTXH"]) * 1_500_000
	listed += (plan.listed["NQ42-HN"] + plan.listed["NQ42-HCN"]) * 750_000
	workers = plan.workers["day"] * 500_000 + plan.workers["month"] * 1_000_000
	review = sum(months * 1_000_000 * people for months, people in plan.review_months.items())
	review += sum(days * 50_000 * people for days, people in plan.review_days.items())
	return listed + plan.lottery * 900_000 + workers + review


def test_full_scale_is_the_provinces_report_to_the_dong():
	plan = figures.plan(1)
	assert plan.people == 285_500
	assert amount_of(plan) == 256_425_000_000
	assert sum(plan.listed.values()) == 253_514
	assert plan.listed["NQ42-NCC"] + plan.listed["NQ42-BTXH"] == 45_873
	assert plan.listed["NQ42-HN"] + plan.listed["NQ42-HCN"] == 207_641
	assert sum(plan.listed.values()) - sum(plan.unpaid.values()) == 246_684
	assert plan.lottery * 900_000 == 5_667_300_000
	assert plan.workers == {"day": 2_340, "month": 400}


@given(st.floats(min_value=0.001, max_value=1))
def test_every_scale_counts_everybody_once(scale):
	plan = figures.plan(scale)
	assert plan.people == round(285_500 * scale)
	assert all(0 <= plan.unpaid[code] <= plan.listed[code] for code in plan.unpaid)
	assert all(1 <= days <= 45 for days in plan.review_days)


@pytest.mark.parametrize("scale", [0.001, 0.01, 0.1])
def test_spreading_over_communes_loses_nobody(scale):
	plan = figures.plan(scale)
	shares = spread(plan, COMMUNES, "test")
	for code, count in plan.listed.items():
		assert sum(share.listed[code] for share in shares) == count
	assert sum(share.unpaid[code] for share in shares for code in plan.unpaid) == sum(plan.unpaid.values())
	assert all(share.unpaid[code] <= share.listed[code] for share in shares for code in plan.unpaid)
	with_workers = {share.district for share in shares if sum(share.workers.values())}
	assert with_workers <= {"944", "945", "946", "947", "948"}


def test_people_have_their_own_numbers_and_are_the_same_on_every_run():
	def everybody():
		people = DemoPeople("test")
		shares = spread(figures.plan(0.01), COMMUNES, "test")
		populations = [Population(share, number, people, "test") for number, share in enumerate(shares)]
		return [row for population in populations for group in population.groups() for row in group.rows]

	rows = everybody()
	assert len(rows) == 2_855
	assert len({row["personal_id"] for row in rows}) == 2_855
	cards = [row["identity_card"] for row in rows if row.get("identity_card")]
	assert len(cards) == len(set(cards))
	assert rows == everybody()


@pytest.mark.parametrize(("scale", "recovered"), [(0.05, 3_000_000), (0.001, 0)])
def test_nothing_is_recovered_where_the_course_has_no_trainee(scale, recovered):
	plan = can_tho_2024_figures.plan(scale)
	assert bool(plan.students["NQ11-SC"]) == bool(recovered)
	assert plan.recovered == recovered
