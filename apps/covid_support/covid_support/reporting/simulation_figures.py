"""From cells of a simulation to figures: people and đồng, who is new, who drops out, who gets more or less. Pure."""

from collections.abc import Iterable, Mapping

from covid_support.reporting.small_counts import HIDDEN, WITHHELD, hide_small_counts

CHANGES = ("newly", "lost", "more", "less", "equal")
COMPARED = ("old_people", *CHANGES)
COUNTS = ("people", *COMPARED)
# amount -> the count whose people it is of
AMOUNTS = {
	"amount": "people",
	"old_amount": "old_people",
	"newly_amount": "newly",
	"lost_amount": "lost",
	"more_amount": "more",
	"less_amount": "less",
}


def empty_figures() -> dict[str, int]:
	"""All counts and amounts at 0. Amounts of changes are differences: below zero for those who lose."""
	return dict.fromkeys((*COUNTS, *AMOUNTS, "difference"), 0)


def add(figures: dict[str, int], new: int | None, old: int | None, people: int) -> None:
	"""Count `people` who each get `new` đồng by the rules in question and `old` by the others (None: nothing)."""
	difference = ((new or 0) - (old or 0)) * people
	if new is not None:
		figures["people"] += people
		figures["amount"] += new * people
	if old is not None:
		figures["old_people"] += people
		figures["old_amount"] += old * people
	figures["difference"] += difference
	change = change_of(new, old)
	if change:
		figures[change] += people
		if change != "equal":
			figures[f"{change}_amount"] += difference


def change_of(new: int | None, old: int | None) -> str | None:
	"""Which of CHANGES happens to somebody; None for somebody whom neither supports."""
	if new is None or old is None:
		return None if new == old else ("lost" if new is None else "newly")
	return "equal" if new == old else ("more" if new > old else "less")


def total(cells: Iterable) -> dict[str, int]:
	"""The figures of all cells together."""
	figures = empty_figures()
	for cell in cells:
		add(figures, cell.new, cell.old, cell.people)
	return figures


def by(cells: Iterable, shown: Mapping[str | None, dict]) -> list[dict]:
	"""One row for each group of `shown` ({group of a cell: {"key", "title", "order"}}), in their order."""
	rows: dict[str, dict] = {}
	for cell in cells:
		place = shown[cell.group]
		row = rows.setdefault(place["key"], {**place, **empty_figures()})
		add(row, cell.new, cell.old, cell.people)
	found = [row for row in rows.values() if row["people"] or row["old_people"]]
	return sorted(found, key=lambda row: row["order"])


def without_small_counts(rows: list[dict]) -> list[dict]:
	"""The rows as they are shown to readers who may not see small counts.

	People supported are the sum of their changes, so that a hidden change could be computed from the others: a row
	that hides any count tells nothing of the comparison, and never one row alone, because the total would tell it.
	"""
	hide_small_counts(rows, COUNTS, AMOUNTS)
	silent = [row for row in rows if any(row[count] in (HIDDEN, WITHHELD) for count in COUNTS)]
	others = [row for row in rows if row not in silent and (row["people"] or row["old_people"])]
	if len(silent) == 1 and others:
		silent.append(min(others, key=lambda row: row["people"] + row["old_people"]))
	for row in silent:
		_withhold_comparison(row)
	return rows


def _withhold_comparison(row: dict) -> None:
	for count in COMPARED:
		if row[count] != HIDDEN:
			row[count] = WITHHELD
	row.update({amount: None for amount, count in AMOUNTS.items() if count in COMPARED})
	row["difference"] = None
