"""Every kind of benefit by figures that were worked out by hand from the decrees."""

import pytest

from covid_support.rules.benefits import compute
from covid_support.rules.component import Component
from covid_support.rules.criteria import Criterion

SUSPENDED = (  # QĐ 23/2021 Điều 13-16: 15 days to under a month, or a month and more; supplements of NQ 68 point 7
	Component(
		"DUOI1T", "15 ngày đến dưới 1 tháng", "Fixed", 1_855_000, criteria=(Criterion(1, "days", "<", "30"),)
	),
	Component("TU1T", "Từ 1 tháng", "Fixed", 3_710_000, criteria=(Criterion(1, "days", ">=", "30"),)),
	Component("THAI", "Đang mang thai", "Fixed", 1_000_000, criteria=(Criterion(1, "pregnant", "=", "Yes"),)),
	Component("CON", "Con dưới 6 tuổi", "Per Child", 1_000_000),
)


def total(*components: Component, **facts) -> int:
	return compute(components, facts).total


@pytest.mark.parametrize(
	("facts", "amount"),
	[
		({"days": 15}, 1_855_000),
		({"days": 29}, 1_855_000),
		({"days": 30}, 3_710_000),
		({"days": 60, "children_under_6": 2}, 5_710_000),
		({"days": 20, "pregnant": True, "children_under_6": 1}, 3_855_000),
	],
)
def test_one_sum_with_supplements_that_stack(facts, amount):
	assert total(*SUSPENDED, **{"children_under_6": 0, "pregnant": False, **facts}) == amount


@pytest.mark.parametrize(("months", "amount"), [(1, 1_800_000), (3, 5_400_000), (5, 5_400_000)])
def test_by_the_month_at_most_three(months, amount):
	component = Component("TH", "Tạm hoãn hợp đồng", "Per Month", 1_800_000, maximum_quantity=3)
	assert total(component, months=months) == amount


@pytest.mark.parametrize(
	("fact", "limit", "days", "amount"),
	[("f0_days", 45, 20, 1_600_000), ("f0_days", 45, 50, 3_600_000), ("f1_days", 21, 30, 1_680_000)],
)
def test_by_the_day_at_most_the_days_of_the_decree(fact, limit, days, amount):
	component = Component("AN", "Tiền ăn", "Per Day", 80_000, quantity_fact=fact, maximum_quantity=limit)
	assert total(component, **{fact: days}) == amount


@pytest.mark.parametrize(
	("cost", "amount"), [(3_000_001, 1_500_000), (4_000_000, 2_000_000), (5_000_000, 2_000_000)]
)
def test_a_percentage_with_a_cap(cost, amount):
	component = Component(
		"PT",
		"Nửa chi phí",
		"Percent With Cap",
		percent=50,
		maximum_amount=2_000_000,
		quantity_fact="taxable_turnover",
	)
	assert total(component, taxable_turnover=cost) == amount


def test_a_loan_ceiling_of_half_the_minimum_wage_for_each_worker():
	"""QĐ 15/2020 Điều 13: 50 % of 4,420,000 đồng (region I) × 3 months = 6,630,000 a worker; 10 workers: 66,300,000."""
	component = Component(
		"VAY",
		"Trả lương ngừng việc",
		"Loan Ceiling",
		3 * 4_420_000,
		quantity_fact="insured_workers",
		percent=50,
	)
	assert total(component, insured_workers=10) == 66_300_000


def test_a_contribution_reduction_in_money():
	component = Component("GIAM", "Giảm đóng", "Per Month", 250_000, maximum_quantity=6)
	assert total(component, months=12) == 1_500_000


def test_a_training_grant_by_person_and_month():
	"""NQ 68 point 3: 1,500,000 đồng a person and month; 20 people × 6 months = 180,000,000."""
	component = Component("DT", "Đào tạo", "Per Unit", 1_500_000 * 6, quantity_fact="insured_workers")
	assert total(component, insured_workers=20) == 180_000_000
