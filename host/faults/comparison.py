"""Comparing the rows of two runs. Pure."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

ENGINE = "Bulk Operation"


@dataclass(frozen=True)
class Difference:
	"""A row that stands in one of two runs alone."""

	table: str
	row: str
	missing: bool  # stands in the undisturbed run alone

	def __str__(self) -> str:
		"""The row as it is printed, without its empty columns."""
		columns = json.loads(self.row)
		if isinstance(columns, dict):
			columns = {name: value for name, value in columns.items() if value not in ("", "0")}
		return f"{'-' if self.missing else '+'} {self.table}: {json.dumps(columns, ensure_ascii=False)}"


def differences(expected: dict, found: dict, without: Iterable[str] = ()) -> list[Difference]:
	"""Rows that stand in one of the runs ({table: [row]}) more often than in the other, but for some tables."""
	rows = []
	for table in sorted((expected.keys() | found.keys()) - set(without)):
		before, after = Counter(expected.get(table, ())), Counter(found.get(table, ()))
		rows += [Difference(table, row, True) for row in sorted((before - after).elements())]
		rows += [Difference(table, row, False) for row in sorted((after - before).elements())]
	return rows


def compared(expected: dict, without: Iterable[str] = ()) -> int:
	"""How many rows are compared."""
	return sum(len(rows) for table, rows in expected.items() if table not in set(without))
