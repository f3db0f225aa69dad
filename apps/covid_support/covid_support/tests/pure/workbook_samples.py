"""Workbooks as communes send them, made by the tests: each writer gives the path of a file."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

from covid_support.registry.workbooks.row_reader import Options, Registers, RowReader
from covid_support.registry.workbooks.unit_names import UnitNames, UnitRow
from covid_support.registry.workbooks.words import Codes

TODAY = date(2021, 8, 1)


def write_xlsx(
	path: Path, rows: list[list], sheet: str = "Danh sách", merged=(), fonts=None, **options
) -> Path:
	"""`merged` are (first row, first column, last row, last column, text); `fonts` {column: font name}."""
	with xlsxwriter.Workbook(str(path), options) as book:
		table = book.add_worksheet(sheet)
		day = book.add_format({"num_format": "dd/mm/yyyy"})
		styles = {column: book.add_format({"font_name": font}) for column, font in (fonts or {}).items()}
		for number, row in enumerate(rows):
			for column, value in enumerate(row):
				if isinstance(value, date):
					table.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
				elif value not in ("", None):
					table.write(number, column, value, styles.get(column))
		for first_row, first_column, last_row, last_column, text in merged:
			table.merge_range(first_row, first_column, last_row, last_column, text)
	return path


def write_xls(
	path: Path, rows: list[list], fonts: dict[int, str] | None = None, from_1904: bool = False
) -> Path:
	"""An .xls of Excel 97; `fonts` is {column: font name}."""
	book = xlwt.Workbook(encoding="utf-8")
	book.dates_1904 = from_1904
	table = book.add_sheet("Danh sach")
	styles = {column: xlwt.easyxf(f"font: name {font}") for column, font in (fonts or {}).items()}
	for number, row in enumerate(rows):
		for column, value in enumerate(row):
			if value != "":
				table.write(number, column, value, styles.get(column, xlwt.Style.default_style))
	book.save(str(path))
	return path


def write_ods(path: Path, rows: list[list[str]]) -> Path:
	"""The smallest OpenDocument table."""
	cells = "".join(
		"<table:table-row>"
		+ "".join(
			f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
			for cell in row
		)
		+ "</table:table-row>"
		for row in rows
	)
	spaces = " ".join(
		f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
		for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
	)
	content = (
		f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
		f'<office:spreadsheet><table:table table:name="DS">{cells}</table:table></office:spreadsheet>'
		"</office:body></office:document-content>"
	)
	manifest = (
		'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
		'<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
		"</manifest:manifest>"
	)
	with zipfile.ZipFile(path, "w") as archive:
		archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
		archive.writestr("META-INF/manifest.xml", manifest)
		archive.writestr("content.xml", content)
	return path


UNITS = [
	UnitRow("31528", "31528", "An Mỹ", "Xã", "Huyện Kế Sách", "Tỉnh Sóc Trăng", True),
	UnitRow("31540", "31540", "Đại Tâm", "Xã", "Huyện Mỹ Xuyên", "Tỉnh Sóc Trăng", True),
	UnitRow("31498", "31498", "1", "Phường", "Thành phố Sóc Trăng", "Tỉnh Sóc Trăng", True),
	UnitRow("31732", "31732", "1", "Phường", "Thị xã Ngã Năm", "Tỉnh Sóc Trăng", True),
	UnitRow("31570", "31570", "Châu Thành", "Thị trấn", "Huyện Châu Thành", "Tỉnh Sóc Trăng", True),
	UnitRow("31001", "31001", "Thạnh Thới", "Xã", "Huyện Trần Đề", "Tỉnh Sóc Trăng", False, "31540"),
	UnitRow("31002", "31002", "Long Bình", "Xã", "Huyện Trần Đề", "Tỉnh Sóc Trăng", False),
]
BANKS = {
	"Agribank": "VBA", "VBA": "VBA", "Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam": "VBA",
	"Vietcombank": "VCB", "VCB": "VCB", "Ngân hàng TMCP Ngoại thương Việt Nam": "VCB",
}  # fmt: skip
CATEGORIES = {"Đối tượng bảo trợ xã hội": "BTXH", "BTXH": "BTXH", "Người có công": "NCC", "NCC": "NCC"}


def registers(default: str | None = None) -> Registers:
	"""Units, banks and categories of a small province."""
	return Registers(UnitNames(UNITS, default), Codes(BANKS, strip_noise=True), Codes(CATEGORIES))


def reader(*targets: str, default: str | None = None, from_1904: bool = False) -> RowReader:
	"""A reader of rows whose columns are `targets`, in this order."""
	mapping = {target: column for column, target in enumerate(targets)}
	return RowReader(mapping, registers(default), Options(TODAY, from_1904))
