"""Widths, line breaks and heights of a table: everything about its looks but where its pages end."""

from __future__ import annotations

from dataclasses import dataclass

from covid_support.core.problem import Problem

from .blocks import Column, Table
from .fonts import FaceMetrics
from .layout_kit import LayoutKit, points
from .line_breaking import SLACK, LineBreaker
from .table_rows import FIGURES, GRAND_TOTAL, PrintedRow, TableRows, number_column
from .text import clean

SIZE_STEP = 0.5
WIDEST_WORD = 80.0
LEVEL_INDENT = 9.0
DEFAULT_ALIGNMENTS = {
	"text": "left",
	"integer": "right",
	"money": "right",
	"percent": "right",
	"signature": "left",
}


@dataclass
class HeaderCell:
	"""One heading, broken into lines."""

	text: str
	columns: int = 1
	rows: int = 1


@dataclass
class LaidOutTable:
	"""A table ready to be cut into pages. Lengths in points."""

	table: Table
	size: float
	widths: list[float]
	alignments: list[str]
	header: list[list[HeaderCell]]
	header_heights: list[float]
	rows: list[PrintedRow]
	heights: list[float]
	layout: TableLayout

	@property
	def header_height(self) -> float:
		"""Height of the whole heading."""
		return sum(self.header_heights)


class TableLayout:
	"""Lays one table out for a width and a page height (points)."""

	def __init__(self, table: Table, kit: LayoutKit, faces: tuple[FaceMetrics, FaceMetrics], width: float):
		self.table = table
		self.kit = kit
		self.faces = faces
		self.available = width
		self.maker = TableRows(table)
		self.leaves = self.maker.leaves
		self.set_size(table.font_size)

	def set_size(self, size: float) -> None:
		"""Use this text size from here on."""
		self.size = size
		self.regular = LineBreaker(self.faces[0], size)
		self.bold = LineBreaker(self.faces[1], size)

	def lay_out(self) -> LaidOutTable:
		"""Choose widths, break every text and measure every row.

		Raises Problem when the columns do not fit on the paper at the smallest size, or a text holds a
		letter that the font does not have.
		"""
		rows = self.maker.printed()
		self._check_letters(rows)
		widths = self._fitting_widths(rows)
		self._widths = widths
		header, header_heights = self._header()
		return LaidOutTable(
			self.table,
			self.size,
			widths,
			[column.align or DEFAULT_ALIGNMENTS[column.kind] for column in self.leaves],
			header,
			header_heights,
			rows,
			[self.break_row(row) for row in rows],
			self,
		)

	def break_row(self, row: PrintedRow) -> float:
		"""Break the texts of a row into lines, in place, and return its height."""
		span = self.maker.spans(row.kind)
		breaker = self.bold if row.bold else self.regular
		most = 1
		for index, text in enumerate(row.texts):
			if not text or 0 < index < span:
				continue
			lines = breaker.lines(text, self._cell_width(index, span if index == 0 else 1, row.level))
			if len(lines) > 1:
				row.texts[index] = "\n".join(lines)
				most = max(most, len(lines))
		least = self.table.row_height if row.kind == "data" else 0
		return self.kit.row_height(most, self.size, least)

	def _cell_width(self, index: int, span: int, level: int = 0) -> float:
		width = sum(self._widths[index : index + span]) - 2 * self.kit.cell_inset_x
		indent = LEVEL_INDENT * level if level and index == self.indented_column else 0
		return max(width - indent, self.size)

	@property
	def indented_column(self) -> int:
		"""The column whose texts move right with the level of the row: the first of kind text."""
		first = 1 if self.table.number_column else 0
		return next(
			(i for i, column in enumerate(self.leaves) if i >= first and column.kind == "text"), first
		)

	def _check_letters(self, rows: list[PrintedRow]) -> None:
		texts = ["".join(clean(column.title) for column in (*self.table.columns, *self.leaves))]
		for row in rows:
			texts += row.texts
		character = self.faces[0].missing("".join(texts))
		if character:
			raise unprintable(character, next(text for text in texts if character in text))

	def _fitting_widths(self, rows: list[PrintedRow]) -> list[float]:
		while True:
			least = self._least_widths(rows)
			if sum(least) <= self.available:
				return shared_widths([max(column.width, 1) for column in self.leaves], least, self.available)
			if self.size - SIZE_STEP < self.kit.smallest_table_size:
				raise Problem(
					"The table has too many columns for the paper: {0} columns need {1} mm, the page has "
					"{2} mm. Use landscape or leave columns out.",
					len(self.leaves),
					round(sum(least) / points(1)),
					round(self.available / points(1)),
				)
			self.set_size(self.size - SIZE_STEP)

	def _least_widths(self, rows: list[PrintedRow]) -> list[float]:
		inset = 2 * self.kit.cell_inset_x + 2 * SLACK
		totals = self.maker.total(GRAND_TOTAL, "", rows)
		return [
			inset + max(self._longest_cell(index, column, rows, totals), self._longest_title_word(column))
			for index, column in enumerate(self.leaves)
		]

	def _longest_title_word(self, column: Column) -> float:
		return min(self.bold.longest_word(clean(column.title)), WIDEST_WORD)

	def _longest_cell(self, index: int, column: Column, rows: list[PrintedRow], totals: PrintedRow) -> float:
		if column.kind == "signature":
			return 0.0
		figures = column.kind in FIGURES or (self.table.number_column and index == 0)
		texts = {row.texts[index] for row in rows if row.kind == "data"}
		if figures:
			longest = {max(texts, key=len, default="")}
			longest |= {totals.texts[index]} if index in self.maker.totalled else set()
			return max((self.bold.width(text) for text in longest), default=0.0)
		return min(max((self.regular.longest_word(text) for text in texts), default=0.0), WIDEST_WORD)

	def _header(self) -> tuple[list[list[HeaderCell]], list[float]]:
		columns = ([number_column(self.table)] if self.table.number_column else []) + list(self.table.columns)
		two_levels = any(column.sub_columns for column in columns)
		upper, lower = [], []
		position, depths = 0, [[], [], []]
		for column in columns:
			span = max(len(column.sub_columns), 1)
			deep = two_levels and not column.sub_columns
			cell = self._heading(column.title, position, span, 2 if deep else 1)
			upper.append(cell)
			depths[2 if deep else 0].append(self._heading_height(cell))
			for offset, leaf in enumerate(column.sub_columns):
				lower.append(self._heading(leaf.title, position + offset, 1, 1))
				depths[1].append(self._heading_height(lower[-1]))
			position += span
		heights = [max(depths[0], default=0.0)]
		if two_levels:
			heights.append(max(max(depths[1]), max(depths[2], default=0.0) - heights[0]))
		return self._with_numbers([upper, lower] if two_levels else [upper], heights)

	def _with_numbers(self, rows: list[list[HeaderCell]], heights: list[float]):
		if self.table.column_numbers:
			rows.append([HeaderCell(f"({number})") for number in range(1, len(self.leaves) + 1)])
			heights.append(self.kit.row_height(1, self.size))
		return rows, heights

	def _heading(self, title: str, position: int, columns: int, rows: int) -> HeaderCell:
		lines = self.bold.lines(clean(title), self._cell_width(position, columns))
		return HeaderCell("\n".join(lines), columns, rows)

	def _heading_height(self, cell: HeaderCell) -> float:
		return self.kit.row_height(cell.text.count("\n") + 1, self.size)


def shared_widths(wished: list[float], least: list[float], available: float) -> list[float]:
	"""Scale wished widths to fill ``available`` while none falls below its least width."""
	fixed: dict[int, float] = {}
	while True:
		open_columns = [index for index in range(len(wished)) if index not in fixed]
		room = available - sum(fixed.values())
		scale = room / sum(wished[index] for index in open_columns) if open_columns else 0
		narrow = [index for index in open_columns if wished[index] * scale < least[index]]
		if not narrow:
			break
		fixed.update({index: least[index] for index in narrow})
	return [round(fixed.get(index, wished[index] * scale), 3) for index in range(len(wished))]


def unprintable(character: str, text: str) -> Problem:
	"""The Problem of a letter that the font does not have."""
	return Problem(
		'The character "{0}" (U+{1}) in "{2}" cannot be printed by the font of official documents. '
		"Write it in Vietnamese letters.",
		character,
		f"{ord(character):04X}",
		text[:60],
	)
