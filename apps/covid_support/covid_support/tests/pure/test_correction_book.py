"""The workbook of faulty rows goes out and comes back with every zero and every key."""

import openpyxl
import pytest

from covid_support.core.problem import Problem
from covid_support.registry.workbooks.correction_book import (
	KEY_HEADING,
	CorrectionBook,
	FaultyRow,
	Words,
	corrected_rows,
	is_correction,
)
from covid_support.registry.workbooks.reading import Workbook

WORDS = Words("Dòng", "Lỗi", "Gợi ý")
HEADINGS = ["Họ và tên", "CCCD", "Ghi chú"]
ROWS = [
	FaultyRow(
		"k1", 7, ["Nguyễn Văn An", "094058000123", "=HYPERLINK(1)"], [(1, "Chữ số thứ 4 sai", "094158000123")]
	),
	FaultyRow("k2", 9, ["", 385123456], [(0, "Nhập họ tên", ""), (None, "Trùng", "")]),
]


@pytest.fixture
def book(tmp_path):
	path = tmp_path / "sua.xlsx"
	with CorrectionBook(path, WORDS) as book:
		assert book.add_sheet("Xã: Đại Tâm/2021", HEADINGS, ROWS) == 2
	return path


def test_it_shows_what_is_wrong_where(book):
	sheet = openpyxl.load_workbook(book).worksheets[0]
	assert [cell.value for cell in sheet[1]] == [*HEADINGS, "Dòng", "Lỗi", "Gợi ý", KEY_HEADING]
	assert [cell.value for cell in sheet[3]] == [None, "385123456", None, 9, "Nhập họ tên\nTrùng", None, "k2"]
	assert sheet["B2"].fill.fgColor.rgb == "FFFFE08A" and sheet["A2"].fill.fgColor.rgb != "FFFFE08A"
	assert sheet.column_dimensions["G"].hidden


def test_formulas_stay_texts(book):
	cell = openpyxl.load_workbook(book).worksheets[0]["C2"]
	assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(1)", True)


def test_it_comes_back_with_its_keys(book):
	sent = Workbook(book)
	assert is_correction(sent)
	assert list(corrected_rows(sent)) == [
		("k1", ["Nguyễn Văn An", "094058000123", "=HYPERLINK(1)"]),
		("k2", ["", "385123456", ""]),
	]


def test_a_line_added_by_hand_is_refused(book):
	changed = openpyxl.load_workbook(book)
	changed.worksheets[0]["A5"] = "Trần Thị Bé"
	changed.save(book)
	with pytest.raises(Problem, match="Line 5 of sheet"):
		list(corrected_rows(Workbook(book)))
