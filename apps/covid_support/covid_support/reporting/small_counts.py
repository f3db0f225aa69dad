"""Counts of fewer than five people are not told where they could point to somebody. Pure."""

from collections.abc import Iterable

FEW = 5
HIDDEN = "few"
WITHHELD = "withheld"


def hide_small_counts(rows: list[dict], counts: Iterable[str], amounts: dict[str, str]) -> None:
	"""Replace, in `rows`, each count from 1 to 4 by HIDDEN; amounts ({amount column: its count column}) that go
	with a hidden count become None.

	Where one row alone is hidden in a column, the total would give it away: the smallest other count becomes
	WITHHELD too.
	"""
	for column in counts:
		for row in rows:
			if 0 < row[column] < FEW:
				row[column] = HIDDEN
		_withhold_partner(rows, column)
	for amount, count in amounts.items():
		for row in rows:
			if row[count] in (HIDDEN, WITHHELD):
				row[amount] = None


def _withhold_partner(rows: list[dict], column: str) -> None:
	hidden = [row for row in rows if row[column] == HIDDEN]
	others = [row for row in rows if row[column] not in (HIDDEN, 0)]
	if len(hidden) == 1 and others:
		min(others, key=lambda row: row[column])[column] = WITHHELD
