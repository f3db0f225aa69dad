"""The stories of Thái Nguyên and Cần Thơ at a small scale, within one transaction: every figure, every invariant."""

import frappe
import pytest

from covid_support.checks.invariants import check_all
from covid_support.scenarios.assumptions import enter_amounts
from covid_support.scenarios.closing import by_stage
from covid_support.scenarios.stories import STORIES
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

NINH_KIEU = "916-2004"


@pytest.fixture
def play(monkeypatch):
	"""Play a story without committing, in one district so that it is quick: play("thai-nguyen", 0.001) gives it."""
	monkeypatch.setattr(frappe.db, "commit", lambda: None)

	def run(name: str, scale: float):
		kind = STORIES[name]
		story = (kind if kind.district else kind.within(NINH_KIEU))(scale)
		story.progress.quiet = True
		story.run()
		return story

	yield run
	frappe.db.rollback()
	frappe.clear_cache()  # the story's name was kept as a default


def off(story) -> list:
	"""The lines of the closing table that are not exact."""
	return [line for line in story.closing_lines() if not line.exact]


def broken() -> dict:
	"""The invariants that do not hold."""
	return {name: rows for name, rows in check_all().items() if rows}


def paid(policy: str) -> list[int]:
	"""What each recipient of `policy` has in hand, in đồng."""
	rows = frappe.get_all(
		"Support Application", {"policy": policy, "payment_status": "Paid"}, pluck="paid_amount"
	)
	return [int(amount) for amount in rows]


def test_thai_nguyen_pays_everybody(play):
	story = play("thai-nguyen", 0.001)
	assert off(story) == []
	assert broken() == {}
	paid_people = by_stage()["paid"]["total"]
	assert paid_people["people"] == 13  # 12,950 × 0.001
	assert set(paid("NQ42-NCC") + paid("NQ42-BTXH")) == {1_500_000}
	assert set(paid("NQ42-HN") + paid("NQ42-HCN")) == {750_000}


def test_can_tho_2021_pays_workers_and_sellers_in_two_rounds(play):
	story = play("can-tho-2021", 0.001)
	assert off(story) == []
	assert broken() == {}
	assert set(paid("NQ68-04")) <= {1_855_000, 2_855_000, 3_710_000, 4_710_000, 5_710_000}
	assert len(paid("NQ68-04")) == 86  # 85,815 × 0.001
	assert paid("CT21-VESO-1") == [1_200_000] * 6
	assert paid("CT21-VESO-2") == [800_000] * 6
	assert set(paid("CT21-LDTD")) == {2_000_000}


def test_can_tho_2024_accepts_works_lends_and_recovers(play):
	story = play("can-tho-2024", 0.01)
	assert off(story) == []
	assert broken() == {}
	statuses = dict(
		frappe.db.sql(
			"select benefit_kind, group_concat(distinct status order by status) from `tabBenefit Delivery` group by 1"
		)
	)
	assert statuses == {"In Kind": "Paid", "Loan": "Disbursed", "Training Grant": "Recovered,Settled"}
	halves = frappe.get_all(
		"Benefit Delivery", {"policy": "NQ12-NHAO"}, ["instalment", "amount"], order_by="instalment"
	)
	assert [(row.instalment, int(row.amount)) for row in halves] == [(1, 30_000_000), (2, 30_000_000)]


def test_an_amount_that_nobody_planned_stands_in_the_closing_table(monkeypatch):
	story = STORIES["can-tho-2021"](0.001)
	monkeypatch.setattr(frappe.db, "sql", lambda *_: [(1_000_000, 2)])
	[line] = [line for line in story._by_case() if line.title == "Lao động mức 1.000.000 đồng"]
	assert (line.planned, line.found, line.exact) == (0, 2, False)


def test_an_amount_in_force_is_not_taken_for_the_assumed_one():
	with refused("1.500.000"):
		enter_amounts(make.MERIT, 2_000_000, {})
	enter_amounts(make.MERIT, 1_500_000, {})
	assert not frappe.db.exists("Policy Test Person", {"parent": make.MERIT, "title": ["like", "%giả định%"]})
