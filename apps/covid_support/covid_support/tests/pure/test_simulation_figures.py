"""Small counts in comparisons: what is hidden cannot be computed from what is shown."""

import pytest

from covid_support.reporting import simulation_figures as figures
from covid_support.reporting.small_counts import HIDDEN, WITHHELD

PLACES = {name: {"key": name, "title": name, "order": place} for place, name in enumerate("ABC")}
NEW, MORE, LESS, SAME = (100, None), (150, 100), (50, 100), (100, 100)
LOST = (None, 100)


class Cell:
	"""So many `people` of a group with an amount by the new rules and one by the old."""

	def __init__(self, group: str, change: tuple, people: int):
		self.group, (self.new, self.old), self.people = group, change, people


def shown(*cells: tuple) -> tuple[list[dict], dict]:
	made = [Cell(*cell) for cell in cells]
	rows, totals = figures.by(made, PLACES), figures.total(made)
	figures.without_small_counts(rows)
	figures.without_small_counts([totals])
	return rows, totals


def tells_of_changes(row: dict) -> bool:
	return any(row[count] not in (HIDDEN, WITHHELD) for count in figures.COMPARED)


@pytest.mark.parametrize("change", [NEW, LESS, SAME, LOST])
def test_a_row_with_a_small_change_tells_nothing_of_the_comparison(change):
	"""Of 30 people of A two change: by the 28 others, the total and the district beside, nobody finds them."""
	rows, totals = shown(("A", change, 2), ("A", (100, 90), 28), ("B", (100, 90), 40), ("C", (100, 90), 60))
	silent = [row["key"] for row in rows if not tells_of_changes(row)]
	assert silent == ["A", "B"]
	for row in rows[:2]:
		assert [row[amount] for amount in ("old_amount", "more_amount", "newly_amount", "difference")] == [
			None
		] * 4
	assert (rows[0]["people"], rows[1]["people"]) == (28 if change is LOST else 30, 40)
	assert rows[2]["more"] == 60
	assert not tells_of_changes(totals)  # the two are all that the total counts


def test_a_total_with_large_counts_is_told():
	rows, totals = shown(("A", NEW, 2), ("A", SAME, 28), ("B", NEW, 20), ("B", SAME, 40), ("C", SAME, 60))
	assert [tells_of_changes(row) for row in rows] == [False, False, True]
	assert (rows[0]["newly"], rows[1]["newly"]) == (HIDDEN, WITHHELD)
	assert (totals["newly"], totals["equal"], totals["old_people"]) == (22, 128, 128)


def test_nothing_is_hidden_where_all_counts_are_large():
	rows, totals = shown(("A", NEW, 5), ("A", SAME, 28), ("B", MORE, 20))
	assert all(tells_of_changes(row) for row in (*rows, totals))
	assert (rows[0]["newly"], rows[0]["old_people"], totals["difference"]) == (5, 28, 5 * 100 + 20 * 50)
