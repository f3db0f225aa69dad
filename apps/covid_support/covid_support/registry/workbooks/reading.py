"""Opening other people's workbooks: sheets as streams of rows, with limits.

Excel (.xlsx, .xlsm, .xls) and OpenDocument (.ods) go through calamine, text files (.csv, .txt) through
text_files. A cell is a text, an int, a float, a bool, a date, or "" when there is nothing.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from covid_support.core.problem import Problem
from covid_support.registry.workbooks import text_files

Cell = str | int | float | bool | date
Range = tuple[tuple[int, int], tuple[int, int]]

WORKBOOK_KINDS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXT_KINDS = (".csv", ".txt")
LARGEST_FILE = 80 * 1024 * 1024
LARGEST_UNPACKED = 1536 * 1024 * 1024
MOST_ROWS = 400_000
MOST_CELLS = 16_000_000

_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_WIDE_CELL = re.compile(rb'\br="([A-Z]{2,3})\d')
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Sheet:
	"""One sheet of an opened workbook. `merged` holds ((row, column), (row, column)) from zero."""

	name: str
	hidden: bool
	height: int
	width: int
	merged: tuple[Range, ...]
	source: object
	first_column: int = 0

	def rows(self) -> Iterator[list[Cell]]:
		"""All rows from the first line of the sheet on, the empty ones too."""
		empty = [""] * self.first_column
		for row in self.source.iter_rows():
			yield [*empty, *[_plain(cell) for cell in row]]


class Workbook:
	"""A workbook on disk. Raises Problem for files that are too large, damaged, locked or of no known kind.

	`encoding` is only for text files: one of text_files.ENCODINGS, or "" to go by certain signs alone.
	"""

	def __init__(self, path: str | Path, encoding: str = ""):
		self.path = Path(path)
		self.kind = self.path.suffix.lower()
		_check_size(self.path)
		if self.kind in TEXT_KINDS:
			self.text = text_files.TextFile(self.path, encoding)
		elif self.kind in WORKBOOK_KINDS:
			self.text = None
			self.book = self._open()
			self.read: dict[str, Sheet] = {}
		else:
			raise Problem(
				"{0} is not a workbook. Send a file of the kind .xlsx, .xls, .ods or .csv.", self.path.name
			)

	@property
	def is_text(self) -> bool:
		"""True when the cells have no types, as in .csv."""
		return self.text is not None

	def sheets(self) -> list[Sheet]:
		"""All sheets that hold rows, in the order of the workbook."""
		if self.text:
			return [Sheet(self.path.stem, False, 0, 0, (), self.text)]
		return [sheet for sheet in map(self._sheet, self.book.sheets_metadata) if sheet.height]

	def sheet(self, name: str) -> Sheet:
		"""The sheet of that name; raises Problem when there is none."""
		if self.text:
			return self.sheets()[0]
		for metadata in self.book.sheets_metadata:
			if metadata.name == name:
				return self._sheet(metadata)
		raise Problem("The workbook has no sheet {0}. Choose one of its sheets.", name)

	def counts_from_1904(self) -> bool:
		"""Whether day numbers count from 1904 (old Excel for Mac) and not from 1900."""
		if self.kind == ".xls":
			with xlrd.open_workbook(self.path, on_demand=True) as book:
				return book.datemode == 1
		if self.kind in (".xlsx", ".xlsm"):
			with zipfile.ZipFile(self.path) as archive:
				return bool(re.search(rb'date1904="(1|true)"', archive.read("xl/workbook.xml")))
		return False

	def _open(self) -> CalamineWorkbook:
		try:
			if self.kind != ".xls":
				_check_archive(self.path)
			return CalamineWorkbook.from_path(self.path)
		except PasswordError as error:
			raise Problem(
				"{0} is locked with a password. Save it without one and send it again.", self.path.name
			) from error
		except (CalamineError, zipfile.BadZipFile, KeyError, OSError) as error:
			raise Problem(
				"{0} cannot be read: the file is damaged or of another kind. Open it in Excel, save it as .xlsx "
				"and send it again.",
				self.path.name,
			) from error

	def _sheet(self, metadata) -> Sheet:
		"""The sheet, read once however often it is asked for."""
		if metadata.name not in self.read:
			self.read[metadata.name] = self._read_sheet(metadata)
		return self.read[metadata.name]

	def _read_sheet(self, metadata) -> Sheet:
		source = self.book.get_sheet_by_name(metadata.name)
		height, width = (source.end[0] + 1, source.end[1] + 1) if source.end else (0, 0)
		_check_extent(metadata.name, height, width)
		return Sheet(
			metadata.name,
			metadata.visible != SheetVisibleEnum.Visible,
			height,
			width,
			tuple(source.merged_cell_ranges or ()),
			source,
			source.start[1] if source.start else 0,
		)


def _plain(cell) -> Cell:
	"""Whole numbers come back as floats, and days with the time of midnight."""
	if cell.__class__ is str:
		return cell
	if isinstance(cell, bool):
		return cell
	if isinstance(cell, float):
		return int(cell) if cell.is_integer() else cell
	if isinstance(cell, datetime):
		return cell.date()
	if isinstance(cell, time | timedelta):
		return str(cell)
	return cell


def _check_size(path: Path) -> None:
	size = path.stat().st_size
	if size > LARGEST_FILE:
		raise Problem(
			"The file has {0} MB, at most {1} MB are possible. Split the list into several files.",
			size // 2**20,
			LARGEST_FILE // 2**20,
		)
	if not size:
		raise Problem("{0} is empty. Choose another file.", path.name)


def _check_archive(path: Path) -> None:
	"""Refuse what would fill the memory: archives that unpack to far more than a list of people needs."""
	with zipfile.ZipFile(path) as archive:
		entries = archive.infolist()
		if len(entries) > 5_000 or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
			raise Problem(
				"{0} unpacks to far more than a list of people needs, so it was not opened. Copy the list into a "
				"new workbook and send that.",
				path.name,
			)
		for entry in entries:
			if entry.filename.startswith("xl/worksheets/sheet"):
				_check_extent(entry.filename, *_extent(archive, entry))


def _extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[int, int]:
	"""(last row, last column) of a sheet, read from its XML before anything makes room for it."""
	rows, columns, rest = 0, 26, b""
	with archive.open(entry) as stream:
		while block := stream.read(_BLOCK):
			text = rest + block
			last_row = text.rfind(b"<row ")
			numbers = _ROW.match(text, last_row) if last_row >= 0 else None
			rows = max(rows, int(numbers[1])) if numbers else rows
			columns = max([columns, *(_column_number(letters) for letters in set(_WIDE_CELL.findall(text)))])
			rest = text[-200:]
	return rows, columns


def _column_number(letters: bytes) -> int:
	number = 0
	for letter in letters:
		number = number * 26 + letter - 64
	return number


def _check_extent(name: str, rows: int, columns: int) -> None:
	if rows > MOST_ROWS or rows * columns > MOST_CELLS:
		raise Problem(
			"Sheet {0} reaches down to row {1} and over {2} columns; at most {3} rows are possible. Delete the "
			"empty rows and columns after the list, or split it into several files.",
			name,
			rows,
			columns,
			MOST_ROWS,
		)
