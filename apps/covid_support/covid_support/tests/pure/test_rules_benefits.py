"""Benefits with the figures of QĐ 15/2020, QĐ 23/2021 and others, and against an independent calculation."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core.problem import Problem
from covid_support.rules.benefits import Component, compute, months_from_days, validate
from covid_support.rules.criteria import Criterion

MERIT = [Component("NCC", "Người có công", "Fixed", 1_500_000)]
WORKER = [Component("LDTD", "Lao động tự do", "Per Month", 1_000_000, maximum_quantity=3)]
SUSPENDED = [
	Component(
		"GOC",
		"Hỗ trợ",
		"Fixed",
		1_855_000,
		criteria=[Criterion(1, "days", ">=", "15"), Criterion(2, "days", "<", "30")],
	),
	Component("GOC_30", "Hỗ trợ", "Fixed", 3_710_000, criteria=[Criterion(1, "days", ">=", "30")]),
	Component("THAI", "Đang mang thai", "Fixed", 1_000_000, criteria=[Criterion(1, "pregnant", "=", "Yes")]),
	Component("CON", "Con dưới 6 tuổi", "Per Child", 1_000_000),
]
MEALS_F0 = [Component("F0", "Tiền ăn F0", "Per Day", 80_000, "f0_days", maximum_quantity=45)]
MEALS_F1 = [Component("F1", "Tiền ăn F1", "Per Day", 80_000, "f1_days", maximum_quantity=21)]


@pytest.mark.parametrize(
	("components", "facts", "total"),
	[
		(MERIT, {}, 1_500_000),
		([Component("HN", "Hộ nghèo", "Fixed", 750_000)], {}, 750_000),
		(WORKER, {"months": 1}, 1_000_000),
		(WORKER, {"months": 3}, 3_000_000),
		(WORKER, {"months": 4}, 3_000_000),
		(WORKER, {"months": 0}, 0),
		(SUSPENDED, {"days": 14, "children_under_6": 0}, 0),
		(SUSPENDED, {"days": 15, "children_under_6": 0}, 1_855_000),
		(SUSPENDED, {"days": 30, "children_under_6": 0, "pregnant": None}, 3_710_000),
		(SUSPENDED, {"days": 45, "children_under_6": 2}, 5_710_000),
		(SUSPENDED, {"days": 45, "children_under_6": 1, "pregnant": 1}, 5_710_000),
		(MEALS_F0, {"f0_days": 14}, 1_120_000),
		(MEALS_F0, {"f0_days": 60}, 3_600_000),
		(MEALS_F1, {"f1_days": 21}, 1_680_000),
		(MEALS_F1, {"f1_days": 28}, 1_680_000),
		([Component("VESO", "Vé số", "Per Day", 60_000, maximum_quantity=15)], {"days": 15}, 900_000),
	],
)
def test_amounts_of_the_law(components, facts, total):
	validate(components)
	assert compute(components, facts).total == total


def test_a_pregnant_worker_on_stop_work_with_one_child_gets_three_million():
	"""QĐ 23/2021 Đ.17–20: 1,000,000 and 1,000,000 and 1,000,000."""
	components = [Component("NV", "Ngừng việc", "Fixed", 1_000_000), *SUSPENDED[2:]]
	entitlement = compute(components, {"pregnant": True, "children_under_6": 1})
	assert entitlement.total == 3_000_000
	assert [(line.code, line.quantity, line.rate, line.amount) for line in entitlement.lines] == [
		("NV", 1, 1_000_000, 1_000_000),
		("THAI", 1, 1_000_000, 1_000_000),
		("CON", 1, 1_000_000, 1_000_000),
	]


def test_figures_of_soc_trang():
	"""45,873 people at 1,500,000 and 207,641 at 750,000 are 224,540,250,000; 6,297 sellers get 5,667,300,000."""
	merit, poor = compute(MERIT, {}).total, compute([Component("HN", "", "Fixed", 750_000)], {}).total
	assert 45_873 * merit + 207_641 * poor == 224_540_250_000
	seller = compute([Component("VESO", "Vé số", "Per Day", 60_000, maximum_quantity=15)], {"days": 15}).total
	assert 6_297 * seller == 5_667_300_000


@pytest.mark.parametrize(
	("days", "months"), [(0, 0), (14, 0), (15, 1), (30, 1), (31, 1), (44, 1), (45, 2), (75, 3), (91, 3)]
)
def test_fifteen_days_count_as_a_month(days, months):
	assert months_from_days(days) == months


def test_negative_days_are_refused():
	with pytest.raises(Problem, match="-1"):
		months_from_days(-1)


def test_percent_with_cap():
	"""A study or repair paid in part: 70 % of the cost, at most 2,000,000, whole đồng, rounded down."""
	half = [
		Component(
			"CP",
			"Chi phí",
			"Percent With Cap",
			quantity_fact="taxable_turnover",
			percent=70,
			maximum_amount=2_000_000,
		)
	]
	for cost, amount in (
		(1_000_001, 700_000),
		(2_857_142, 1_999_999),
		(2_857_143, 2_000_000),
		(9_000_000, 2_000_000),
	):
		line = compute(half, {"taxable_turnover": cost}).lines[0]
		assert (line.amount, line.quantity, line.rate) == (amount, cost, 70)


def test_loan_ceilings():
	"""NQ 11/2023 Cần Thơ: 100,000,000 a worker. QĐ 15/2020: half of the regional minimum wage a worker-month."""
	assert compute([Component("VAY", "Vay", "Loan Ceiling", 100_000_000)], {}).total == 100_000_000
	wage = [
		Component(
			"VAY", "Vay", "Loan Ceiling", 3_430_000, quantity_fact="months", maximum_quantity=3, percent=50
		)
	]
	assert compute(wage, {"months": 5}).total == 5_145_000


def test_limits_of_quantity_and_amount():
	at_least = [Component("X", "", "Per Day", 50_000, minimum_amount=1_500_000)]
	assert compute(at_least, {"days": 10}).total == 1_500_000
	assert compute(at_least, {"days": 40}).total == 2_000_000
	assert compute(at_least, {"days": 0}).total == 0
	from_fifteen = [Component("X", "", "Per Day", 50_000, minimum_quantity=15)]
	assert compute(from_fifteen, {"days": 14}).total == 0
	assert compute(from_fifteen, {"days": 15}).total == 750_000
	rounded = [Component("X", "", "Per Month", 1_855_500, rounding=1_000)]
	assert compute(rounded, {"months": Decimal("1.5")}).total == 2_783_000


def training(**limits) -> Component:
	"""The tuition of a course, paid as it was within a limit for each month."""
	return Component("HP", "Học phí", "Per Unit", 1, "monthly_income", **limits)


MONTHLY = {"maximum_per_unit": 1_500_000, "maximum_by_fact": "months"}


@pytest.mark.parametrize(
	("tuition", "months", "amount"),
	[
		(89_999_999, 60, 89_999_999),
		(90_000_000, 60, 90_000_000),
		(90_000_001, 60, 90_000_000),
		(120_000_000, 60, 90_000_000),
		(1_000_000, Decimal("0.5"), 750_000),
		(1_000_000, 0, 0),
		(0, 60, 0),
	],
)
def test_a_maximum_for_each_month(tuition, months, amount):
	"""QĐ 23/2021 Điều 11–14: the real tuition, at most 1,500,000 a worker and month."""
	entitlement = compute([training(**MONTHLY)], {"monthly_income": tuition, "months": months})
	assert entitlement.total == amount
	lines = [(line.amount, line.ceiling_rate, line.ceiling_quantity) for line in entitlement.lines]
	assert lines == ([(amount, 1_500_000, months)] if amount else [])


def test_a_maximum_per_unit_among_other_limits():
	"""It cuts what a minimum has raised, and gives way to a smaller maximum."""
	facts = {"monthly_income": 2_000_000, "months": 2}
	raised = training(minimum_amount=4_000_000, **MONTHLY)
	assert compute([raised], facts).total == 3_000_000
	assert compute([training(maximum_amount=1_000_000, **MONTHLY)], facts).total == 1_000_000
	share = Component("HP", "", "Percent With Cap", 0, "monthly_income", percent=70, **MONTHLY)
	assert compute([share], {"monthly_income": 10_000_000, "months": 2}).total == 3_000_000
	validate([share])


def test_the_units_of_a_maximum_must_be_known():
	with pytest.raises(Problem, match="Months claimed is not known, but Học phí is counted by it"):
		compute([training(**MONTHLY)], {"monthly_income": 1})
	with pytest.raises(Problem, match="Months claimed cannot be -1"):
		compute([training(**MONTHLY)], {"monthly_income": 0, "months": -1})


def test_zero_in_a_form_means_no_limit():
	component = Component("X", "", "Per Day", 50_000.0, "", 0.0, 0.0, 0.0, 0.0, 0.0, 0)
	assert compute([component], {"days": 100}).total == 5_000_000
	assert component == Component("X", "", "Per Day", 50_000)


amounts = st.integers(1, 10**8)
limits = st.one_of(st.none(), st.integers(1, 10**8))


@given(
	amount=amounts,
	days=st.integers(0, 400),
	low=st.one_of(st.none(), st.integers(1, 50)),
	high=st.one_of(st.none(), st.integers(50, 400)),
	at_most=limits,
	each=limits,
	units=st.integers(0, 12) | st.sampled_from(["0.5", "2.5"]).map(Decimal),
	rounding=st.sampled_from([1, 100, 1_000]),
)
def test_per_day_against_fractions(amount, days, low, high, at_most, each, units, rounding):
	component = Component(
		"X", "", "Per Day", amount, None, low, high, None, at_most, None, rounding,
		maximum_per_unit=each, maximum_by_fact="months" if each else None,
	)  # fmt: skip
	expected = Fraction(amount) * (min(days, high) if high else days)
	expected = min(expected, Fraction(at_most)) if at_most else expected
	expected = min(expected, Fraction(each) * Fraction(units)) if each else expected
	expected = 0 if low and days < low else expected // rounding * rounding
	assert compute([component], {"days": days, "months": units}).total == expected


@given(
	cost=st.integers(0, 10**11),
	percent=st.decimals("0.01", 100, places=2),
	cap=st.integers(1, 10**10),
)
def test_percent_against_fractions(cost, percent, cap):
	component = Component(
		"X", "", "Percent With Cap", 0, "taxable_turnover", percent=percent, maximum_amount=cap
	)
	expected = min(Fraction(cost) * Fraction(str(percent)) / 100, Fraction(cap)) // 1
	assert compute([component], {"taxable_turnover": cost}).total == expected


@given(
	st.lists(st.tuples(amounts, st.sampled_from(["Fixed", "Per Month", "Per Child"])), max_size=5),
	st.integers(0, 5),
)
def test_the_total_is_the_sum_of_the_lines(parts, quantity):
	components = [Component(f"C{n}", "", method, amount) for n, (amount, method) in enumerate(parts)]
	entitlement = compute(components, {"months": quantity, "children_under_6": quantity})
	expected = sum(amount * (1 if method == "Fixed" else quantity) for amount, method in parts)
	assert entitlement.total == sum(line.amount for line in entitlement.lines) == expected
	assert all(type(line.amount) is int and line.amount > 0 for line in entitlement.lines)


def test_quantities_not_known_or_below_zero_are_refused():
	with pytest.raises(Problem, match="Months claimed is not known, but Lao động tự do is counted by it"):
		compute(WORKER, {})
	with pytest.raises(Problem, match="Months claimed cannot be -1"):
		compute(WORKER, {"months": -1})


@pytest.mark.parametrize(
	("component", "hint"),
	[
		(Component("X", "", "Per Year", 1), "no method Per Year"),
		(Component("X", "", "Fixed", 0), "enter the amount"),
		(Component("X", "", "Fixed", -5), "zero or more"),
		(Component("X", "", "Fixed", Decimal("1.5")), "whole number"),
		(Component("X", "", "Fixed", 1, "months"), "takes no quantity"),
		(Component("X", "", "Per Unit", 1), "choose the fact"),
		(Component("X", "", "Per Unit", 1, "sex"), "Sex is none"),
		(Component("X", "", "Per Unit", 1, "boats"), "boats is none"),
		(Component("X", "", "Per Day", 1, percent=5), "takes no percentage"),
		(Component("X", "", "Percent With Cap", 0, "taxable_turnover", percent=5), "maximum amount"),
		(
			Component("X", "", "Percent With Cap", 5, "taxable_turnover", percent=5, maximum_amount=1),
			"takes no amount",
		),
		(
			Component("X", "", "Percent With Cap", 0, "taxable_turnover", percent=101, maximum_amount=1),
			"0 and 100",
		),
		(Component("X", "", "Per Day", 1, minimum_quantity=5, maximum_quantity=4), "minimum 5"),
		(Component("X", "", "Per Day", 1, minimum_amount=5, maximum_amount=4), "minimum 5"),
		(Component("X", "", "Per Day", 1, maximum_amount=Decimal("0.5")), "limits"),
		(Component("X", "", "Fixed", 1, maximum_per_unit=5), "Enter both or neither"),
		(Component("X", "", "Fixed", 1, maximum_by_fact="months"), "Enter both or neither"),
		(Component("X", "", "Fixed", 1, maximum_per_unit=-5, maximum_by_fact="months"), "limits"),
		(Component("X", "", "Fixed", 1, maximum_per_unit=5, maximum_by_fact="sex"), "Sex is none"),
		(Component("X", "", "Fixed", 1, maximum_per_unit=5, maximum_by_fact="boats"), "boats is none"),
		(
			Component("X", "", "Fixed", 1, maximum_per_unit=5, maximum_by_fact="monthly_income"),
			"counted by a number",
		),
		(
			Component("X", "", "Fixed", 1, criteria=[Criterion(1, "sex", "=", "Man")]),
			"Component X: Row 1: Man is not",
		),
	],
)
def test_components_that_cannot_be_computed(component, hint):
	with pytest.raises(Problem, match=hint):
		validate([component])


def test_components_that_do_not_go_together():
	with pytest.raises(Problem, match="there twice"):
		validate([*MERIT, *MERIT])
	with pytest.raises(Problem, match="two policies"):
		validate([*MERIT, Component("VAY", "Vay", "Loan Ceiling", 1)])
