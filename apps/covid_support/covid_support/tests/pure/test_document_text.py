"""Text of official documents: cleaning, bold runs, enumerations, dates and numbers of NĐ 30/2020."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.documents.kit.text import (
	Run,
	bold_runs,
	clean,
	closed_lines,
	day_text,
	long_date,
	number_line,
	place_and_date,
	roman,
)


def test_clean_composes_letters_and_drops_what_cannot_be_seen():
	assert clean("Le\u0302\u0301 Thi\u0323") == "L\u1ebf Th\u1ecb"
	assert clean("A\u200bn\u00adh\ufeff") == "Anh"
	assert clean("Ấp\t1\u00a02") == "Ấp 1 2"
	assert clean("hai\r\ndòng") == "hai\ndòng"
	assert clean(None) == ""
	assert clean(15) == "15"


def test_only_pairs_of_double_stars_are_bold():
	assert bold_runs("**Điều 1.** Phê duyệt") == [Run("Điều 1.", True), Run(" Phê duyệt", False)]
	assert bold_runs("2 * 3 ** 4") == [Run("2 * 3 ** 4", False)]
	assert bold_runs("") == []


def test_values_are_put_in_after_bold_marks_are_read():
	runs = bold_runs("**{name}** và {other} {unknown}", {"name": "**A** {other}", "other": "#eval(1)"})
	assert runs == [Run("**A** {other}", True), Run(" và #eval(1) {unknown}", False)]


@given(st.text(alphabet="ab*{} #$<>\\", max_size=30))
def test_no_value_changes_the_runs_around_it(value):
	runs = bold_runs("**x** {value} **y**", {"value": value})
	assert [run.bold for run in runs] == [True, False, True]
	assert runs[1].text == f" {value} "


def test_enumerations_end_with_semicolons_and_a_full_stop():
	assert closed_lines(["Căn cứ A;", "Căn cứ B.", " Căn cứ C "]) == ["Căn cứ A;", "Căn cứ B;", "Căn cứ C."]
	assert closed_lines(["Như trên", "- Lưu: VT"], prefix="- ") == ["- Như trên;", "- Lưu: VT."]
	assert closed_lines(["", "  "]) == []


@pytest.mark.parametrize(
	("day", "text"),
	[
		(date(2020, 5, 5), "ngày 05 tháng 5 năm 2020"),
		(date(2021, 1, 31), "ngày 31 tháng 01 năm 2021"),
		(date(2021, 2, 1), "ngày 01 tháng 02 năm 2021"),
		(date(2021, 12, 10), "ngày 10 tháng 12 năm 2021"),
	],
)
def test_leading_zeros_of_dates_follow_the_decree(day, text):
	assert long_date(day) == text
	assert place_and_date("Sóc Trăng", day) == f"Sóc Trăng, {text}"


def test_a_date_not_known_leaves_room():
	assert long_date(None).split() == ["ngày", "tháng", "năm"]
	assert "     " in long_date(None)
	assert day_text(None) == ""
	assert day_text(date(2020, 3, 5)) == "05/03/2020"


def test_numbers_below_ten_get_a_zero_and_a_missing_number_gets_room():
	assert number_line("7/TTr-UBND") == "Số: 07/TTr-UBND"
	assert number_line("1125/QĐ-UBND") == "Số: 1125/QĐ-UBND"
	assert number_line("12a/QĐ-UBND") == "Số: 12a/QĐ-UBND"
	line = number_line("/QĐ-UBND")
	assert line.startswith("Số:      ") and line.endswith("/QĐ-UBND")


def test_roman_numerals():
	assert [roman(number) for number in (1, 4, 9, 14, 40, 99, 109, 2020)] == [
		"I",
		"IV",
		"IX",
		"XIV",
		"XL",
		"XCIX",
		"CIX",
		"MMXX",
	]
