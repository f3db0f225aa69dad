"""Which font each column is written in: the only sure sign of an old Vietnamese encoding."""

import re
import zipfile
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

import openpyxl
import xlrd

_SAMPLE_ROWS = 40
_OLD_FONT = re.compile(rb'"(?:\.vn|vni)', re.IGNORECASE)
_OLD_FONT_XLS = re.compile(rb"\.Vn[A-Z]|VNI-|\.\x00V\x00n\x00[A-Z]|V\x00N\x00I\x00-\x00", re.IGNORECASE)


def column_fonts(path: str | Path, sheet: str, first_row: int) -> dict[int, str]:
	"""{column: font of most of its filled cells} of the rows from `first_row` (from zero) on.

	Empty when the workbook uses none of the old fonts, which is found out without opening it twice.
	"""
	path = Path(path)
	kind = path.suffix.lower()
	if kind in (".xlsx", ".xlsm") and _mentions_old_font(path):
		return _most_used(_xlsx_fonts(path, sheet, first_row))
	if kind == ".xls" and _OLD_FONT_XLS.search(path.read_bytes()):
		return _most_used(_xls_fonts(path, sheet, first_row))
	return {}


def _mentions_old_font(path: Path) -> bool:
	with zipfile.ZipFile(path) as archive:
		names = archive.namelist()
		return "xl/styles.xml" in names and bool(_OLD_FONT.search(archive.read("xl/styles.xml")))


def _xlsx_fonts(path: Path, sheet: str, first_row: int):
	book = openpyxl.load_workbook(path, read_only=True)
	try:
		rows = book[sheet].iter_rows(min_row=first_row + 1, max_row=first_row + _SAMPLE_ROWS)
		for row in rows:
			for position, cell in enumerate(row):
				if cell.value not in (None, ""):
					yield position, cell.font.name
	finally:
		book.close()


def _xls_fonts(path: Path, sheet: str, first_row: int):
	with xlrd.open_workbook(path, formatting_info=True, on_demand=True) as book:
		table = book.sheet_by_name(sheet)
		for row in islice(range(first_row, table.nrows), _SAMPLE_ROWS):
			for column in range(table.row_len(row)):
				if table.cell_type(row, column) in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
					style = book.xf_list[table.cell_xf_index(row, column)]
					yield column, book.font_list[style.font_index].name


def _most_used(fonts) -> dict[int, str]:
	counts: dict[int, Counter] = defaultdict(Counter)
	for column, font in fonts:
		counts[column][font or ""] += 1
	return {column: count.most_common(1)[0][0] for column, count in counts.items()}
