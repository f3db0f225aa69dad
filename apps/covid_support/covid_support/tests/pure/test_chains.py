"""Finding the way back to where a chain began."""

import pytest

from covid_support.rules.chains import find_cycle


@pytest.mark.parametrize(
	("excludes", "cycle"),
	[
		({}, []),
		({"A": ["B"], "B": ["C"]}, []),
		({"A": ["A"]}, ["A", "A"]),
		({"A": ["B"], "B": ["A"]}, ["A", "B", "A"]),
		({"A": ["B"], "B": ["C"], "C": ["A"]}, ["A", "B", "C", "A"]),
		# of two ways back the shorter one is told
		({"A": ["B", "D"], "B": ["C"], "C": ["A"], "D": ["A"]}, ["A", "D", "A"]),
		# a circle of others does not concern A
		({"A": ["B"], "B": ["C"], "C": ["B"]}, []),
	],
)
def test_the_shortest_way_back(excludes, cycle):
	assert find_cycle("A", excludes) == cycle
