"""The workbook that comes back: the rows at fault, what is wrong, what was probably meant.

It is uploaded again after mending; a hidden column tells which row of the import each line is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from covid_support.core.problem import Problem
from covid_support.registry.workbooks.reading import Cell, Workbook

KEY_HEADING = "covid_support_row"
_WIDEST, _NARROWEST = 40, 8
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class FaultyRow:
	"""A row as it was sent. `findings` are (column or None, words, suggestion) in the reader's language."""

	key: str
	row_number: int
	cells: Sequence[Cell]
	findings: Sequence[tuple[int | None, str, str]]


@dataclass(frozen=True)
class Words:
	"""Headings of the added columns in the reader's language."""

	row: str
	fault: str
	suggestion: str


class CorrectionBook:
	"""Writes sheets of faulty rows; use as a context manager. Cells are texts, so that no zero gets lost and
	no formula runs."""

	def __init__(self, path: str | Path, words: Words):
		self.words = words
		self.book = xlsxwriter.Workbook(
			str(path),
			{
				"constant_memory": True,
				"strings_to_formulas": False,
				"strings_to_urls": False,
				"strings_to_numbers": False,
			},
		)
		text = {"num_format": "@", "font_name": "Times New Roman", "font_size": 11, "valign": "top"}
		self.plain = self.book.add_format(text)
		self.quoted = self.book.add_format({**text, "quote_prefix": True})
		self.at_fault = self.book.add_format({**text, "bg_color": "#FFE08A", "quote_prefix": True})
		self.heading = self.book.add_format({**text, "bold": True, "text_wrap": True, "bg_color": "#DDE7F0"})
		self.told = self.book.add_format({**text, "text_wrap": True, "font_color": "#9C1C1C"})
		self.offered = self.book.add_format({**text, "text_wrap": True, "font_color": "#1D6B34"})

	def __enter__(self) -> "CorrectionBook":
		return self

	def __exit__(self, *_error) -> None:
		self.book.close()

	def add_sheet(self, name: str, headings: Sequence[str], rows: Iterable[FaultyRow]) -> int:
		"""Write one sheet of the import and return how many rows it holds."""
		sheet = self.book.add_worksheet(_sheet_name(name))
		width = len(headings)
		for column, heading in enumerate(headings):
			sheet.set_column(column, column, min(max(len(heading) + 2, _NARROWEST), _WIDEST), self.plain)
		sheet.set_column(width, width, 8, self.plain)
		sheet.set_column(width + 1, width + 2, 60, self.plain)
		sheet.set_column(width + 3, width + 3, 10, self.plain, {"hidden": True})
		sheet.freeze_panes(1, 0)
		for column, heading in enumerate(
			(*headings, self.words.row, self.words.fault, self.words.suggestion, KEY_HEADING)
		):
			sheet.write_string(0, column, heading, self.heading)
		count = 0
		for count, row in enumerate(rows, 1):
			self._write_row(sheet, count, width, row)
		return count

	def _write_row(self, sheet, line: int, width: int, row: FaultyRow) -> None:
		at_fault = {column for column, _words, _suggestion in row.findings}
		for column in range(width):
			cell = row.cells[column] if column < len(row.cells) else ""
			if cell in ("", None) and column not in at_fault:
				continue
			text = "" if cell is None else str(cell)
			style = self.quoted if text.startswith(_FORMULA_SIGNS) else self.plain
			self._write(sheet, line, column, text, self.at_fault if column in at_fault else style)
		sheet.write_number(line, width, row.row_number)
		self._write(sheet, line, width + 1, "\n".join(words for _column, words, _ in row.findings), self.told)
		offers = "\n".join(suggestion for _column, _words, suggestion in row.findings if suggestion)
		self._write(sheet, line, width + 2, offers, self.offered)
		sheet.write_string(line, width + 3, row.key)

	@staticmethod
	def _write(sheet, line: int, column: int, text: str, style) -> None:
		if text:
			sheet.write_string(line, column, text[:32_000], style)
		else:
			sheet.write_blank(line, column, None, style)


def _sheet_name(name: str) -> str:
	return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:31] or "1"


def is_correction(workbook: Workbook) -> bool:
	"""Whether the workbook is one that this product sent back."""
	return any(KEY_HEADING in next(sheet.rows(), []) for sheet in workbook.sheets())


def corrected_rows(workbook: Workbook) -> Iterator[tuple[str, list[Cell]]]:
	"""(key of the row, its cells) of all sheets. Raises Problem when a line has lost its key."""
	for sheet in workbook.sheets():
		rows = sheet.rows()
		headings = next(rows, [])
		if KEY_HEADING not in headings:
			continue
		key_column = headings.index(KEY_HEADING)
		for number, row in enumerate(rows, 2):
			cells, key = row[: key_column - 3], row[key_column] if key_column < len(row) else ""
			if not any(cell not in ("", None) for cell in cells):
				continue
			if not key:
				raise Problem(
					"Line {0} of sheet {1} was added by hand. Correct the lines that are there, and send new people "
					"in a list of their own.",
					number,
					sheet.name,
				)
			yield str(key), cells
