"""The rows of a table as they are printed: numbers, groups, totals. Knows nothing of looks or pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from covid_support.core.money import format_vnd
from covid_support.core.problem import Problem

from .blocks import Column, Row, Table
from .text import clean, roman

DATA, GROUP, PAGE_TOTAL, CARRIED, GRAND_TOTAL, EMPTY = "data", "group", "page", "carried", "grand", "empty"
NUMBER_KEY = "__number__"
FIGURES = ("integer", "money", "percent")


@dataclass(slots=True)
class PrintedRow:
	"""One row on paper. ``texts`` holds a text for each column; ``amounts`` what totals add up."""

	kind: str
	texts: list[str]
	amounts: tuple[int, ...] = ()
	bold: bool = False
	level: int = 0


def number_column(table: Table) -> Column:
	"""The column that counts the rows."""
	return Column(NUMBER_KEY, table.number_title, width=10, align="center")


def all_leaves(table: Table) -> list[Column]:
	"""The columns that hold cells, the counting column included."""
	return ([number_column(table)] if table.number_column else []) + table.leaves


def cell_text(column: Column, value: Any, row_number: int = 0) -> str:
	"""A value as the column prints it: 1.500.000 · 97,3 · text. None is blank.

	Raises Problem for a figure column that is given something other than a number or a ready text.
	"""
	if value is None or value == "":
		return ""
	if column.kind not in FIGURES or isinstance(value, str):
		return clean(value)
	if column.kind == "percent":
		return _percent(value)
	if isinstance(value, bool) or value != int(value):
		raise Problem(
			"Row {0}, column {1}: {2} is not a whole number.", row_number, column.title or column.key, value
		)
	return format_vnd(int(value))


def _percent(value: Any) -> str:
	rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
	return str(rounded).replace(".", ",")


class TableRows:
	"""Turns the rows of a :class:`Table` into printed rows and makes the rows of totals."""

	def __init__(self, table: Table):
		self.table = table
		self.leaves = all_leaves(table)
		self.totalled = [index for index, column in enumerate(self.leaves) if column.totalled and table.sums]
		self.count = 0

	def printed(self) -> list[PrintedRow]:
		"""All rows in order, group headings between them; a lone "nothing" row for an empty table."""
		if not self.table.rows:
			return [PrintedRow(EMPTY, [clean(self.table.empty_text)])]
		if not self.table.group_by:
			return [self._data_row(row) for row in self.table.rows]
		return self._grouped()

	def total(self, kind: str, label: str, rows: Iterable[PrintedRow]) -> PrintedRow:
		"""The row that sums ``rows``; ``{count}`` in the label is the number of data rows among them."""
		data = [row for row in rows if row.kind == DATA]
		sums = [sum(column) for column in zip(*(row.amounts for row in data), strict=True)]
		return self.total_of(kind, label, sums or [0] * len(self.totalled), len(data))

	def total_of(self, kind: str, label: str, sums: list[int], count: int) -> PrintedRow:
		"""A row of given sums."""
		texts = [""] * len(self.leaves)
		for index, amount in zip(self.totalled, sums, strict=True):
			texts[index] = format_vnd(amount)
		if 0 not in self.totalled:
			texts[0] = clean(label).replace("{count}", format_vnd(count))
		return PrintedRow(kind, texts, tuple(sums), bold=True)

	@property
	def label_span(self) -> int:
		"""How many columns the label of a total row covers: all before the first column summed."""
		return max(self.totalled[0], 1) if self.totalled else len(self.leaves)

	def spans(self, kind: str) -> int:
		"""How many columns the first cell of a row of this kind covers."""
		if kind == DATA:
			return 1
		return len(self.leaves) if kind == EMPTY else self.label_span

	def _grouped(self) -> list[PrintedRow]:
		groups: dict[str, list[Mapping[str, Any] | Row]] = {}
		for row in self.table.rows:
			cells = row.cells if isinstance(row, Row) else row
			groups.setdefault(clean(cells.get(self.table.group_by)), []).append(row)
		printed = []
		for index, (name, rows) in enumerate(groups.items(), 1):
			data = [self._data_row(row) for row in rows]
			label = self.table.group_label.replace("{name}", name)
			heading = self.total(GROUP, f"{roman(index)}. {label}", data)
			printed += [heading, *data]
		return printed

	def _data_row(self, row: Mapping[str, Any] | Row) -> PrintedRow:
		bold, level = False, 0
		if isinstance(row, Row):
			row, bold, level = row.cells, row.bold, row.level
		self.count += 1
		texts = [cell_text(column, row.get(column.key), self.count) for column in self.leaves]
		if self.table.number_column and not texts[0]:
			texts[0] = str(self.count)
		return PrintedRow(DATA, texts, self._amounts(row), bold, level)

	def _amounts(self, row: Mapping[str, Any]) -> tuple[int, ...]:
		values = (row.get(self.leaves[index].key) or 0 for index in self.totalled)
		return tuple(self._amount(value, index) for value, index in zip(values, self.totalled, strict=True))

	def _amount(self, value: Any, index: int) -> int:
		if isinstance(value, str) or value != int(value):
			column = self.leaves[index]
			raise Problem(
				"Row {0}, column {1}: {2} is not a whole number.",
				self.count,
				column.title or column.key,
				value,
			)
		return int(value)
