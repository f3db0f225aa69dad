"""Cuts a laid-out table into pages: totals of each page, nothing torn apart, a signature never alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from covid_support.core.problem import Problem

from .table_layout import LaidOutTable
from .table_rows import CARRIED, DATA, GRAND_TOTAL, GROUP, PAGE_TOTAL, PrintedRow
from .text import clean

ROWS_WITH_SIGNATURE = 2
# points kept free on each page against rounding in the renderer
MARGIN = 1.0
CARRIED_IN = "Số trang trước chuyển sang"
CARRIED_OUT = "Cộng chuyển sang trang sau"


@dataclass
class TablePage:
	"""The rows of one page in printing order with their heights in points."""

	rows: list[PrintedRow] = field(default_factory=list)
	heights: list[float] = field(default_factory=list)

	def add(self, row: PrintedRow, height: float) -> None:
		"""Append one row."""
		self.rows.append(row)
		self.heights.append(height)


@dataclass(frozen=True)
class Room:
	"""Heights in points: what is left on the page where the table begins, what a full page offers, and
	what must follow the table on its last page (closing words and signatures; 0 when they may flow)."""

	first: float
	full: float
	closing: float = 0


@dataclass(frozen=True)
class CutTable:
	"""The pages of a table; ``begins_on_new_page`` when the first page had no room for a start."""

	pages: list[TablePage]
	begins_on_new_page: bool
	closing_kept: bool


class Paginator:
	"""Cuts one table. Raises Problem when a single row is taller than a page."""

	def __init__(self, laid_out: LaidOutTable, room: Room):
		self.laid_out = laid_out
		self.table = laid_out.table
		self.layout = laid_out.layout
		self.rows = laid_out.rows
		self.heights = laid_out.heights
		self.full = room.full - laid_out.header_height - MARGIN
		self.first = room.first - laid_out.header_height - MARGIN
		self.closing = room.closing
		self.running = list(accumulate(self.rows, _add, initial=(0, (0,) * len(self.layout.maker.totalled))))
		self.grand = self._total_row(GRAND_TOTAL, self.table.total_label, 0, len(self.rows))
		self.grand_height = self.grand[1] if self.table.grand_total else 0.0
		self.page_height = self._highest(self.table.page_label) if self.table.page_subtotal else 0.0
		self.carried_height = self._highest(CARRIED_IN, CARRIED_OUT) if self.table.carried else 0.0

	def cut(self) -> CutTable:
		"""The pages of the table."""
		self._check_heights()
		kept = self._closing_fits()
		if not kept:
			self.closing = 0.0
		spans, new_page = self._page_spans()
		pages = [self._page(spans, index) for index in range(len(spans))]
		if self.table.grand_total:
			pages[-1].add(*self.grand)
		return CutTable(pages, new_page, kept)

	def _check_heights(self) -> None:
		tallest = max(range(len(self.heights)), key=self.heights.__getitem__)
		if self.heights[tallest] > self.full - self._foot_height() - self._head_height(1):
			text = max(self.rows[tallest].texts, key=len)
			raise Problem(
				'A text in table row {0} is too long for one page: "{1}…". Shorten it.',
				tallest + 1,
				clean(text)[:60].replace("\n", " "),
			)

	def _closing_fits(self) -> bool:
		start = self._last_rows(ROWS_WITH_SIGNATURE)
		rows = sum(self.heights[start:])
		return rows + self._head_height(1) + self._end_height(True) + self.closing <= self.full

	def _tail_start(self, start: int) -> int:
		"""Where the rows begin that go with the signature to the page after one that begins at ``start``.

		Two rows, or one when there are only two left; ``start`` itself when the rows cannot be parted.
		"""
		for company in range(ROWS_WITH_SIGNATURE, 0, -1):
			index = self._last_rows(company)
			if index > start:
				return index
		return start

	def _last_rows(self, company: int) -> int:
		"""Index where the last so many rows begin, the heading of their group included."""
		index = len(self.rows)
		while index and company:
			index -= 1
			company -= self.rows[index].kind != GROUP
		return index - 1 if index and self.rows[index - 1].kind == GROUP else index

	def _foot_height(self) -> float:
		"""Height of the rows that close a page which is not the last."""
		return self.page_height + self.carried_height

	def _head_height(self, page: int) -> float:
		"""Height of the rows that open a page below the heading."""
		return self.carried_height if page else 0.0

	def _end_height(self, several: bool) -> float:
		"""Height of the rows that close the last page."""
		return (self.page_height if several else 0.0) + self.grand_height

	def _page_spans(self) -> tuple[list[tuple[int, int]], bool]:
		"""First and behind-last row index of each page, and whether the table skips its first page."""
		whole = sum(self.heights) + self._end_height(False) + self.closing
		if whole <= self.first:
			return [(0, len(self.rows))], False
		new_page = not self._start_fits() or self._tail_start(0) == 0
		if new_page and whole <= self.full:
			return [(0, len(self.rows))], True
		spans, start = [], 0
		while start < len(self.rows):
			room = (self.first if not spans and not new_page else self.full) - self._head_height(len(spans))
			end = self._page_end(start, room)
			spans.append((start, end))
			start = end
		return spans, new_page

	def _start_fits(self) -> bool:
		"""True when two rows of the table fit on the page where it begins."""
		start = sum(self.heights[: 3 if self.rows[0].kind == GROUP else 2])
		return start + self._foot_height() <= self.first

	def _page_end(self, start: int, room: float) -> int:
		rest = sum(self.heights[start:])
		if rest + self._end_height(True) + self.closing <= room:
			return len(self.rows)
		end, used = start, self._foot_height()
		while end < len(self.rows) and used + self.heights[end] <= room:
			used += self.heights[end]
			end += 1
		end = min(end, self._tail_start(start))
		while end > start + 1 and self.rows[end - 1].kind == GROUP:
			end -= 1
		return max(end, start + 1)

	def _page(self, spans: list[tuple[int, int]], index: int) -> TablePage:
		start, end = spans[index]
		page = TablePage()
		if self.table.carried and index:
			page.add(*self._total_row(CARRIED, CARRIED_IN, 0, start))
		page.rows += self.rows[start:end]
		page.heights += self.heights[start:end]
		if self.table.page_subtotal and len(spans) > 1:
			page.add(*self._total_row(PAGE_TOTAL, self.table.page_label, start, end))
		if self.table.carried and index < len(spans) - 1:
			page.add(*self._total_row(CARRIED, CARRIED_OUT, 0, end))
		return page

	def _highest(self, *labels: str) -> float:
		"""Height of the row of totals with any of these labels, were it to sum the whole table."""
		return max(self._total_row(PAGE_TOTAL, label, 0, len(self.rows))[1] for label in labels)

	def _total_row(self, kind: str, label: str, start: int, end: int) -> tuple[PrintedRow, float]:
		"""The row that sums rows start … end - 1, and its height."""
		count_before, sums_before = self.running[start]
		count, sums = self.running[end]
		difference = [after - before for after, before in zip(sums, sums_before, strict=True)]
		row = self.layout.maker.total_of(kind, label, difference, count - count_before)
		return row, self.layout.break_row(row)


def _add(running: tuple[int, tuple[int, ...]], row: PrintedRow) -> tuple[int, tuple[int, ...]]:
	count, sums = running
	if row.kind != DATA:
		return running
	return count + 1, tuple(total + amount for total, amount in zip(sums, row.amounts, strict=True))
