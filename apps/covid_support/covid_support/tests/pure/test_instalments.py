"""Parts of a support: whole đồng, and together exactly the support."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core.problem import Problem
from covid_support.rules.instalments import Instalment, check_instalments, split


@pytest.mark.parametrize(
	("amount", "percents", "parts"),
	[
		(50_000_000, (30, 70), [15_000_000, 35_000_000]),
		(1_000_000, (33.33, 33.33, 33.34), [333_300, 333_300, 333_400]),
		# 33.33 % of 100 đồng is 33.33: 33 + 33, and the last part takes the 34 that are left
		(100, (33.33, 33.33, 33.34), [33, 33, 34]),
		(1, (50, 50), [0, 1]),
		(700_000, (100,), [700_000]),
	],
)
def test_the_last_part_takes_the_remainder(amount, percents, parts):
	assert split(amount, [Instalment("", percent) for percent in percents]) == parts


@given(st.integers(0, 10**12), st.lists(st.integers(1, 9_999), min_size=1, max_size=6))
def test_the_parts_add_up_to_the_đồng(amount, weights):
	parts = split(amount, [Instalment("", weight * 100 / sum(weights)) for weight in weights])
	assert sum(parts) == amount
	assert all(part >= 0 for part in parts)


@pytest.mark.parametrize(
	("percents", "words"),
	[((30, 60), "add up to {0} %"), ((110, -10), "above zero"), ((0, 100), "above zero")],
)
def test_parts_that_are_no_whole_are_refused(percents, words):
	with pytest.raises(Problem) as refusal:
		check_instalments([Instalment("", percent) for percent in percents])
	assert words in refusal.value.template


def test_no_parts_are_one_payment():
	check_instalments([])
