"""Where the list begins and ends in a sheet: titles above, headings of one or two rows, totals and signatures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from covid_support.core.names import search_key
from covid_support.registry.workbooks.column_names import UNDER, heading_digest, suggestion
from covid_support.registry.workbooks.reading import Cell, Range

_LONGEST_COLUMN_NUMBER = 6
ROWS_LOOKED_THROUGH = 60
_FEWEST_HEADINGS = 2

BLANK, TITLE, HEADING, TOTAL, SIGNATURE, SECTION, PERSON = (
	"blank", "title", "heading", "total", "signature", "section", "person"
)  # fmt: skip

_TOTAL = re.compile(
	r"(tong cong|tong so|tong|cong|cong trang|mang sang|cong mang sang|luy ke)( \d.*| (so )?nguoi.*)?"
)
_SIGNATURE = re.compile(
	r"(nguoi lap|nguoi kiem|ke toan|thu truong|thu quy|tm (uy ban|ubnd)|uy ban nhan dan|chu tich|pho chu tich|"
	r"giam doc|xac nhan cua|nguoi nhan tien|ky ten|ky va ghi ro|nguoi duyet|lap bieu|danh sach nay co|"
	r"ngay thang nam|.*\bngay \d{0,2} ?thang \d{0,2} ?nam ?\d{0,4}$)"
)
_SECTION = re.compile(r"(ap|khom|thon|to|khu vuc|xa|phuong|thi tran|huyen|nhom|doi tuong|dien)\b.*")
_NUMBERED = re.compile(r"([IVX]+|[A-E]|\d+)\s*[.)/-]?")
_NUMBERED_TITLE = re.compile(r"[IVX]+\s*[.)/-]\s*\S.*")
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[a-eA-E])\s*\)?")


@dataclass(frozen=True)
class Layout:
	"""Headings by column, and the first row (from zero) of the list under them."""

	headings: tuple[str, ...]
	heading_rows: tuple[int, ...]
	first_row: int

	@property
	def digest(self) -> str:
		"""The mark of this form."""
		return heading_digest(self.headings)


def find_layout(rows: Iterable[Sequence[Cell]], merged: Sequence[Range] = ()) -> Layout | None:
	"""The layout of a sheet, from its first ROWS_LOOKED_THROUGH rows; None when no row looks like headings."""
	top = [list(row) for _, row in zip(range(ROWS_LOOKED_THROUGH), rows, strict=False)]
	scores = [_heading_score(row) for row in top]
	if not scores or max(scores) < _FEWEST_HEADINGS:
		return None
	first = scores.index(max(scores))
	if first and scores[first - 1] >= _FEWEST_HEADINGS and _is_second_heading(top[first - 1], top[first]):
		first -= 1
	width = max(len(row) for row in top)
	upper = _filled(top[first], first, width, merged)
	rows_used = [first]
	if first + 1 < len(top) and _is_second_heading(top[first], top[first + 1]):
		rows_used.append(first + 1)
		upper = _joined(upper, [_text(cell) for cell in top[first + 1]], width)
	next_row = rows_used[-1] + 1
	while next_row < len(top) and (is_column_numbers(top[next_row]) or not any(map(_text, top[next_row]))):
		next_row += 1
	return Layout(tuple(upper), tuple(rows_used), next_row)


def _text(cell: Cell) -> str:
	return " ".join(str(cell).split())


def _heading_score(row: Sequence[Cell]) -> int:
	texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
	return sum(1 for text in texts if suggestion(_text(text)))


def _filled(row: Sequence[Cell], number: int, width: int, merged: Sequence[Range]) -> list[str]:
	"""The headings of a row; one that is merged over several columns stands over each of them."""
	texts = [_text(cell) for cell in row] + [""] * (width - len(row))
	for (top, left), (bottom, right) in merged:
		if top <= number <= bottom:
			for column in range(left + 1, min(right + 1, width)):
				texts[column] = texts[column] or texts[left]
	return texts


def _is_second_heading(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
	"""A second row of headings holds short texts only, mostly under or beside the gaps of the first."""
	filled = [column for column, cell in enumerate(below) if _text(cell)]
	if not filled or is_column_numbers(below):
		return False
	if any(not isinstance(below[column], str) or re.search(r"\d{4}", below[column]) for column in filled):
		return False
	gaps = [column for column in filled if column >= len(row) or not _text(row[column])]
	return bool(gaps) and len(gaps) * 2 >= len(filled) and len(filled) < max(len(row), 3)


def _joined(upper: list[str], below: list[str], width: int) -> list[str]:
	"""Two rows of headings as one: a gap over a lower heading belongs to the heading on its left."""
	joined, left = [], ""
	below = below + [""] * (width - len(below))
	for column in range(width):
		own = upper[column]
		left = own or (left if below[column] else "")
		joined.append(UNDER.join(filter(None, (left, below[column]))) if below[column] else own)
	return joined


def is_column_numbers(row: Sequence[Cell]) -> bool:
	"""Whether the row only numbers the columns: 1 2 3 …, (1) (2) (3) … or A B 1 2 …"""
	found = []
	for cell in row:
		text = str(cell).strip()
		if not text:
			continue
		match = _COLUMN_NUMBER.fullmatch(text) if len(text) <= _LONGEST_COLUMN_NUMBER else None
		if not match:
			return False
		found.append(match[1])
	numbers = [int(text) for text in found if text.isdigit()]
	return (
		len(found) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
		if numbers
		else len(found) > 2
	)


class RowKinds:
	"""Tells people's rows from all others, row after row.

	`telling` are the columns that only a person's row fills (numbers, birth), `name_column` holds the name.
	"""

	def __init__(self, layout: Layout, telling: Iterable[int], name_column: int | None):
		self.heading_keys = {search_key(text) for text in layout.headings if text}
		self.longest_heading = max(map(len, layout.headings), default=0)
		self.telling = tuple(telling)
		self.name_column = name_column
		self.signed = False

	def kind(self, row: Sequence[Cell]) -> str:
		"""One of the kinds above. Rows after a signature stay signatures until a person's row comes."""
		if any(column < len(row) and row[column] not in ("", None) for column in self.telling):
			return self._filled_kind(row)
		texts = [_text(cell) for cell in row if _text(cell)]
		if not texts:
			return BLANK
		return self._bare_kind(row, texts)

	def _filled_kind(self, row: Sequence[Cell]) -> str:
		name = row[self.name_column] if self.name_column is not None and self.name_column < len(row) else None
		if name and len(str(name)) <= self.longest_heading and search_key(_text(name)) in self.heading_keys:
			return HEADING
		if is_column_numbers(row):
			return HEADING
		if self._is_total(row):
			return TOTAL
		self.signed = False
		return PERSON

	def _is_total(self, row: Sequence[Cell]) -> bool:
		first = next((text for cell in row if (text := str(cell).strip())), "")
		return not first.isdigit() and bool(_TOTAL.fullmatch(search_key(first)))

	def _bare_kind(self, row: Sequence[Cell], texts: list[str]) -> str:
		keys = [search_key(text) for text in texts]
		if sum(key in self.heading_keys for key in keys) * 2 >= len(keys) and len(keys) > 1:
			return HEADING
		if self._is_total(row):
			return TOTAL
		if any(_SIGNATURE.match(key) for key in keys):
			self.signed = True
			return SIGNATURE
		if self.signed:
			return SIGNATURE
		if _is_section(texts, keys):
			return SECTION
		return HEADING if is_column_numbers(row) else PERSON


def _is_section(texts: list[str], keys: list[str]) -> bool:
	"""A title within the list: "Ấp Đại Nghĩa", "II. Người có công", or a Roman number and words beside it."""
	if len(texts) == 2 and _NUMBERED.fullmatch(texts[0]):
		return not texts[0].isdigit() or bool(_SECTION.fullmatch(keys[1]))
	return len(texts) == 1 and bool(_SECTION.fullmatch(keys[0]) or _NUMBERED_TITLE.fullmatch(texts[0]))


class MergedDown:
	"""Fills cells that are merged over several rows with the value of the first one."""

	def __init__(self, merged: Sequence[Range], first_row: int):
		self.spans: dict[int, list[tuple[int, int, int]]] = {}
		for (top, left), (bottom, right) in merged:
			if bottom > top and bottom >= first_row and left == right:
				self.spans.setdefault(top, []).append((left, bottom, right))
		self.open: dict[int, tuple[int, Cell]] = {}

	def fill(self, number: int, row: list[Cell]) -> list[Cell]:
		"""The row with the values that merged cells carry down to it."""
		if self.open:
			for column, (bottom, value) in list(self.open.items()):
				if number > bottom:
					del self.open[column]
				elif column < len(row) and row[column] == "":
					row[column] = value
		for left, bottom, _right in self.spans.get(number, ()):
			if left < len(row):
				self.open[left] = bottom, row[left]
		return row
