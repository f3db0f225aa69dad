"""Opening workbooks of every kind, and refusing what would hurt."""

import zipfile
from datetime import date

import pytest
from workbook_samples import write_ods, write_xls, write_xlsx

from covid_support.core.problem import Problem
from covid_support.registry.workbooks import reading
from covid_support.registry.workbooks.fonts import column_fonts
from covid_support.registry.workbooks.legacy_text import TCVN3, UNICODE, VNI, font_encoding, to_unicode
from covid_support.registry.workbooks.reading import Workbook

ROWS = [["Họ và tên", "Ngày sinh", "CCCD"], ["Nguyễn Văn An", date(1958, 3, 15), 94058000123]]


def cells(path, **options) -> list[list]:
	return list(Workbook(path, **options).sheets()[0].rows())


def test_xlsx_gives_texts_days_and_whole_numbers(tmp_path):
	assert cells(write_xlsx(tmp_path / "a.xlsx", ROWS)) == ROWS


def test_xls_and_ods_give_the_same_texts(tmp_path):
	texts = [["Họ và tên", "CCCD"], ["Nguyễn Văn An", "094058000123"]]
	assert cells(write_xls(tmp_path / "a.xls", texts)) == texts
	assert cells(write_ods(tmp_path / "a.ods", texts)) == texts


def test_hidden_sheets_are_told_and_empty_ones_left_out(tmp_path):
	import xlsxwriter

	with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
		book.add_worksheet("Một").write(0, 0, "x")
		hidden = book.add_worksheet("Hai")
		hidden.write(0, 0, "y")
		hidden.hide()
		book.add_worksheet("Trống")
	sheets = Workbook(tmp_path / "a.xlsx").sheets()
	assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Một", False), ("Hai", True)]


def test_rows_keep_their_numbers_when_the_sheet_begins_lower(tmp_path):
	path = write_xlsx(tmp_path / "a.xlsx", [[], [], ["", "An"]])
	assert [row for row in cells(path) if any(row)] == [["", "An"]]
	assert cells(path).index(["", "An"]) == 2


@pytest.mark.parametrize("from_1904", [False, True])
def test_the_day_from_which_a_workbook_counts(tmp_path, from_1904):
	xlsx = write_xlsx(tmp_path / "a.xlsx", ROWS, date_1904=from_1904)
	assert Workbook(xlsx).counts_from_1904() is from_1904
	assert cells(xlsx)[1][1] == date(1958, 3, 15)
	assert (
		Workbook(write_xls(tmp_path / "a.xls", [["a"]], from_1904=from_1904)).counts_from_1904() is from_1904
	)


CSV = "Họ và tên;Năm sinh\nNguyễn Văn An;1958\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_with_certain_signs_open_by_themselves(tmp_path, codec):
	(tmp_path / "a.csv").write_bytes(CSV.encode(codec))
	assert cells(tmp_path / "a.csv") == [["Họ và tên", "Năm sinh"], ["Nguyễn Văn An", "1958"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, separator):
	text = CSV.replace(";", separator) + f'"Trần; Thị, Bé"{separator}1960\n'
	(tmp_path / "a.csv").write_text(text, encoding="utf-8")
	assert cells(tmp_path / "a.csv")[2] == ["Trần; Thị, Bé", "1960"]


def test_an_old_encoding_is_asked_for_and_never_guessed(tmp_path):
	decomposed = "Ho\u0323,Lê Văn Hùng\n".encode("cp1258")
	(tmp_path / "a.csv").write_bytes(decomposed)
	with pytest.raises(Problem, match="Choose it"):
		Workbook(tmp_path / "a.csv")
	assert cells(tmp_path / "a.csv", encoding="Windows-1258") == [["Họ", "Lê Văn Hùng"]]


def test_tcvn3_text_files_keep_their_bytes_for_the_conversion(tmp_path):
	(tmp_path / "a.csv").write_bytes("Hä vµ tªn;§Þa chØ\nNguyÔn V¨n B×nh;Êp 1\n".encode("latin-1"))
	rows = cells(tmp_path / "a.csv", encoding=TCVN3)
	assert [to_unicode(cell, TCVN3) for cell in rows[1]] == ["Nguyễn Văn Bình", "ấp 1"]


def test_damaged_locked_and_foreign_files_are_refused(tmp_path):
	for name, content in (
		("a.xlsx", b"PK\x03\x04 nothing"),
		("b.xls", b"\xd0\xcf nothing"),
		("c.ods", b"zip?"),
	):
		(tmp_path / name).write_bytes(content)
		with pytest.raises(Problem, match="damaged"):
			Workbook(tmp_path / name)
	(tmp_path / "d.docx").write_bytes(b"x")
	with pytest.raises(Problem, match="not a workbook"):
		Workbook(tmp_path / "d.docx")
	(tmp_path / "e.csv").write_bytes(b"")
	with pytest.raises(Problem, match="empty"):
		Workbook(tmp_path / "e.csv")


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path, monkeypatch):
	path = write_xlsx(tmp_path / "a.xlsx", ROWS)
	with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
		archive.writestr("xl/media/zeros.bin", b"\0" * 4_000_000)
	monkeypatch.setattr(reading, "LARGEST_UNPACKED", 2_000_000)
	with pytest.raises(Problem, match="unpacks to far more"):
		Workbook(path)


def test_a_stray_cell_far_below_is_refused_before_room_is_made_for_it(tmp_path):
	import xlsxwriter

	with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
		table = book.add_worksheet()
		table.write(0, 0, "Họ và tên")
		table.write(1_048_575, 16_383, " ")
	with pytest.raises(Problem, match="row 1048576 and over 16384 columns"):
		Workbook(tmp_path / "a.xlsx")


def test_too_large_files_are_refused(tmp_path, monkeypatch):
	monkeypatch.setattr(reading, "LARGEST_FILE", 1000)
	with pytest.raises(Problem, match="Split the list"):
		Workbook(write_xlsx(tmp_path / "a.xlsx", ROWS))


def test_the_font_of_each_column_is_read(tmp_path):
	rows = [["Hä vµ tªn", "CCCD"], ["NGUYÔN V¡N AN", "094058000123"]]
	fonts = {0: ".VnTimeH", 1: "Arial"}
	for path in (
		write_xlsx(tmp_path / "a.xlsx", rows, fonts=fonts),
		write_xls(tmp_path / "a.xls", rows, fonts),
	):
		sheet = Workbook(path).sheets()[0].name
		assert column_fonts(path, sheet, 1) == fonts
	assert column_fonts(write_xlsx(tmp_path / "b.xlsx", rows), "Danh sách", 1) == {}


@pytest.mark.parametrize(
	("font", "expected"),
	[
		(".VnTime", (TCVN3, False)),
		(".VnTimeH", (TCVN3, True)),
		("VNI-Times", (VNI, False)),
		("Times New Roman", (UNICODE, False)),
		(None, (UNICODE, False)),
	],
)
def test_fonts_tell_the_encoding(font, expected):
	assert font_encoding(font) == expected


@pytest.mark.parametrize(
	("text", "encoding", "capitals", "expected"),
	[
		("Lª ThÞ Hång", TCVN3, False, "Lê Thị Hồng"),
		("nguyÔn v¨n ®µo", TCVN3, True, "NGUYỄN VĂN ĐÀO"),
		("NGUYÔN V¡N", TCVN3, False, "NGUYỄN VĂN"),
		("Nguyeãn Vaên Thaúng", VNI, False, "Nguyễn Văn Thẳng"),
		("Lê Hòa", UNICODE, False, "Lê Hòa"),
		("Phú", UNICODE, False, "Phú"),
	],
)
def test_old_fonts_become_unicode_only_when_told(text, encoding, capitals, expected):
	assert to_unicode(text, encoding, capitals) == expected
