"""Cells become a person's columns; what is wrong is told with the words and, where one is near, a suggestion."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_samples import TODAY, reader, registers

from covid_support.core.partial_date import PartialDate
from covid_support.core.people import DemoPeople
from covid_support.core.problem import Problem
from covid_support.registry import person_record
from covid_support.registry.workbooks.births import read_birth
from covid_support.registry.workbooks.finding import WrongCell
from covid_support.registry.workbooks.numbers import read_number, read_phone

MAN = "094058000123"  # a man born in 1958
TARGETS = ("full_name", "sex", "birth_date", "personal_id", "commune")
GOOD = ["Nguyễn Văn An", "Nam", "15/03/1958", MAN, "Xã Đại Tâm"]


def read(targets, *cells, **options):
	return reader(*targets, **options).read(list(cells))


def test_a_good_row_equals_what_the_form_would_save():
	person = read(TARGETS, *GOOD).person
	form = person_record.complete(
		{"full_name": GOOD[0], "sex": "Male", "birth_date": GOOD[2], "personal_id": MAN}, TODAY
	)
	assert {column: person[column] for column in form} == form
	assert person["commune"] == "31540"


# the twenty kinds of error: column, cell, words, suggestion
FAULTS = [
	("full_name", "", "Enter the full name", ""),
	("full_name", "Nguyễn Văn 4n", "holds the digit 4", ""),
	("sex", "?", "is not a sex", ""),
	("birth_date", "", "date of birth is missing", ""),
	("birth_date", "03/15/1958", "There is no month 15", "15/03/1958"),
	("birth_date", "31/02/1958", "There is no day 31", ""),
	("birth_date", "chưa rõ", "is not a date", ""),
	("birth_date", "15/3/2058", "lies in the future", ""),
	("personal_id", 94058000123.5, "cannot be an identification number", ""),
	("personal_id", "9.4058E+10", "shortened by a spreadsheet", ""),
	("personal_id", "O94O58OOO123", "may hold digits only", MAN),
	("personal_id", "09405800012", "has 11", ""),
	("personal_id", "0940580001234", "has 13", ""),
	("personal_id", "000000000000", "one digit repeated", ""),
	("personal_id", "005058000123", "neither a province nor a country", ""),
	("personal_id", "094158000123", "stands for a woman", ""),
	("personal_id", "094059000123", "birth year 1959", ""),
	("commune", "Xã Đại Tân", "There is no commune Xã Đại Tân", "Xã Đại Tâm, Huyện Mỹ Xuyên"),
	("commune", "Phường 1", "Fill in the district too", ""),
	("commune", "", "names no commune", ""),
]


@pytest.mark.parametrize(("target", "cell", "words", "suggestion"), FAULTS)
def test_each_kind_of_error_is_told_in_its_column(target, cell, words, suggestion):
	row = list(GOOD)
	row[TARGETS.index(target)] = cell
	findings = read(TARGETS, *row).findings
	assert [finding.field for finding in findings] == [target]
	assert words in str(findings[0].problem)
	if suggestion:
		assert findings[0].suggestion == suggestion


MORE_FAULTS = [
	("phone", "01681234567", "before 15/09/2018", "0381234567"),
	("phone", "12345", "is not a telephone number", ""),
	("account_number", "1.2E+12", "shortened by a spreadsheet", ""),
	("account_number", "123", "6 to 20 digits", ""),
	("bank", "Argibank", "There is no bank", "Agribank"),
	("category", "Người có cônng", "There is no category", "Người có công"),
	("address", "a<script>b", "the sign < or >", "ascriptb"),
	("address", "a" * 141, "has 141 characters", ""),
	("residence_kind", "lâu dài", "kind of residence", ""),
	("poverty", "giàu", "poverty status", ""),
	("identity_card", "38512345", "has 8", ""),
	("social_insurance_number", "123", "has 3", ""),
]


@pytest.mark.parametrize(("target", "cell", "words", "suggestion"), MORE_FAULTS)
def test_other_columns_tell_their_errors_too(target, cell, words, suggestion):
	targets = [*TARGETS, target, *(["bank"] if target == "account_number" else [])]
	findings = read(targets, *GOOD, cell, "Agribank").findings
	assert [finding.field for finding in findings] == [target]
	assert words in str(findings[0].problem)
	assert findings[0].suggestion == suggestion or not suggestion


def test_a_row_tells_all_its_errors_at_once():
	findings = read(TARGETS, "", "?", "", "1", "").findings
	assert {finding.field for finding in findings} == set(TARGETS)


@pytest.mark.parametrize(
	("cell", "expected"),
	[
		("15/3/1958", "15/03/1958"), ("15-03-1958", "15/03/1958"), ("15.3.1958", "15/03/1958"), ("1958", "1958"),
		(1958, "1958"), (21259, "15/03/1958"), ("21259", "15/03/1958"), (date(1958, 3, 15), "15/03/1958"),
		("00/00/1950", "1950"), ("03/1958", "03/1958"), (15031958, "15/03/1958"), (5031958, "05/03/1958"),
		("15031958", "15/03/1958"), (19580315, "15/03/1958"), ("15/3/58", "15/03/1958"), ("ngày 15 tháng 3 năm 1958", "15/03/1958"),
		("15/03/1958 00:00:00", "15/03/1958"), ("1958-03-15", "15/03/1958"),
	],
)  # fmt: skip
def test_births_are_read_however_they_are_typed(cell, expected):
	assert read_birth(cell, TODAY).text == expected


def test_day_numbers_follow_the_workbook():
	assert read_birth(21259 - 1462, TODAY, from_1904=True).text == "15/03/1958"


def test_two_digits_of_a_year_need_the_number_when_both_centuries_are_possible():
	assert read_birth("15/3/10", TODAY, id_year=2010).text == "15/03/2010"
	with pytest.raises(WrongCell) as wrong:
		read_birth("15/3/10", TODAY)
	assert "1910 or 2010" in str(wrong.value.problem)


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_day_is_read_from_each_of_its_forms(day):
	expected = PartialDate(day.year, day.month, day.day)
	for cell in (
		day,
		f"{day.day}/{day.month}/{day.year}",
		f"{day:%d-%m-%Y}",
		f"{day:%Y-%m-%d}",
		int(f"{day:%d%m%Y}"),
	):
		assert read_birth(cell, TODAY) == expected
	number = (day - date(1899, 12, 30)).days
	if not 1900 <= number <= TODAY.year:
		assert read_birth(number, TODAY) == expected


CELLS = st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.dates(), st.none())


@given(st.lists(CELLS, min_size=5, max_size=5))
def test_no_row_breaks_the_reader(cells):
	reading = read(TARGETS, *cells)
	assert reading.findings or reading.person["search_key"]


@given(st.integers(0, 10_000))
def test_people_of_the_registry_come_through_as_spreadsheets_change_them(seed):
	made = DemoPeople(seed).person()
	born = PartialDate.parse(made["birth_date"])
	if born.earliest > TODAY:
		return
	sex = "Nam" if made["sex"] == "Male" else "nữ"
	changed = [made["full_name"].upper(), sex, made["birth_date"], int(made["personal_id"]), "TT. Châu Thành"]
	reading = read(TARGETS, *changed)
	assert not reading.findings
	assert reading.person["personal_id"] == made["personal_id"]
	assert reading.person["full_name"] == made["full_name"]
	assert reading.person["birth_date"] == born.text


def test_lost_zeros_are_put_back_when_the_record_proves_them():
	assert read_number("personal_id", 94058000123, "Male", 1958) == MAN
	assert read_number("personal_id", "94058000123", "Male", 1958) == MAN
	assert read_number("identity_card", 12345678, None, None) == "012345678"
	with pytest.raises(WrongCell) as wrong:
		read_number("personal_id", "94058000123", None, None)
	assert wrong.value.suggestion == MAN


def test_columns_of_men_and_women_hold_the_birth():
	targets = ("full_name", "born_male", "born_female", "commune")
	person = read(targets, "Trần Thị Bé", "", 1960, "Đại Tâm").person
	assert (person["sex"], person["birth_date"]) == ("Female", "1960")
	findings = read(targets, "Trần Thị Bé", 1960, 1960, "Đại Tâm").findings
	assert "Keep one of them" in str(findings[0].problem)


def test_columns_of_men_and_women_may_be_ticked():
	person = read(
		("full_name", "birth_date", "born_male", "born_female", "commune"), "An", "1958", "x", "", "Đại Tâm"
	).person
	assert (person["sex"], person["birth_date"]) == ("Male", "1958")


def test_day_month_and_year_may_stand_apart():
	person = read(
		("full_name", "sex", "birth_day", "birth_month", "birth_year", "commune"),
		"An",
		"Nam",
		5,
		3,
		1958,
		"Đại Tâm",
	).person
	assert person["birth_date"] == "05/03/1958"
	person = read(
		("full_name", "sex", "birth_day", "birth_month", "birth_year", "commune"),
		"An",
		"Nam",
		"",
		3,
		1958,
		"Đại Tâm",
	).person
	assert person["birth_date"] == "03/1958"


def test_the_sex_comes_from_the_number_when_the_list_has_none():
	assert (
		read(("full_name", "birth_date", "personal_id", "commune"), "An", "1958", MAN, "Đại Tâm").person[
			"sex"
		]
		== "Male"
	)


def test_names_may_stand_in_two_columns_and_in_capitals():
	person = read(
		("family_name", "given_name", "sex", "birth_date", "commune"),
		"NGUYỄN VĂN",
		"HOÀ",
		"Nam",
		1958,
		"Đại Tâm",
	).person
	assert person["full_name"] == "Nguyễn Văn Hòa"


@pytest.mark.parametrize(
	("cell", "expected"),
	[
		(MAN, (MAN, None)), ("385123456", (None, "385123456")), (385123456, (None, "385123456")),
		(f"385123456/{MAN}", (MAN, "385123456")), (94058000123, (MAN, None)), ("385 123 456", (None, "385123456")),
	],
)  # fmt: skip
def test_one_column_of_old_and_new_numbers_is_parted(cell, expected):
	person = read(
		("full_name", "sex", "birth_date", "identity_number", "commune"), "An", "Nam", 1958, cell, "Đại Tâm"
	).person
	assert (person["personal_id"], person["identity_card"]) == expected


def test_an_old_card_under_the_new_heading_goes_where_it_belongs():
	person = read(TARGETS, "An", "Nam", 1958, "385123456", "Đại Tâm").person
	assert (person["personal_id"], person["identity_card"]) == (None, "385123456")


@pytest.mark.parametrize(
	("places", "expected"),
	[
		(("Đại Tâm",), "31540"), (("X. Đại Tâm",), "31540"), (("xa dai tam",), "31540"), (("31540",), "31540"),
		(("P.1", "TP Sóc Trăng"), "31498"), (("Phường 01", "TX. Ngã Năm"), "31732"), (("Phường 1, thị xã Ngã Năm",), "31732"),
		(("TT Châu Thành",), "31570"), (("Xã Thạnh Thới",), "31540"), (("",), "31528"),
	],
)  # fmt: skip
def test_communes_are_found_by_every_name(places, expected):
	assert registers(default="31528").units.find(*places) == expected


def test_a_divided_commune_is_asked_for():
	with pytest.raises(Problem, match="it was divided"):
		registers().units.find("Xã Long Bình")


def test_a_commune_refused_again_and_again_keeps_no_rows_in_memory():
	units = registers().units
	for _turn in range(3):
		with pytest.raises(Problem) as refused:
			units.find("Xã Long Bình")
	assert len(refused.traceback) == 2


@pytest.mark.parametrize(
	("cell", "expected"),
	[
		("0912345678", "0912345678"),
		(912345678, "0912345678"),
		("0912.345.678", "0912345678"),
		("+84912345678", "0912345678"),
		("02993822339", "02993822339"),
	],
)
def test_telephones_lose_their_signs(cell, expected):
	assert read_phone(cell) == expected


def test_bank_and_account_choose_the_transfer():
	targets = (*TARGETS, "bank", "account_number", "account_holder")
	person = read(targets, *GOOD, "NH Agribank - CN Sóc Trăng", "7600205123456", "NGUYEN VAN AN").person
	assert (person["preferred_channel"], person["bank"], person["account_number"]) == (
		"Bank Transfer",
		"VBA",
		"7600205123456",
	)
	assert "Fill in the bank" in str(read(targets, *GOOD, "", "7600205123456", "").findings[0].problem)


def test_several_categories_stand_in_one_cell():
	person = read((*TARGETS, "category"), *GOOD, "BTXH; Người có công").person
	assert person["categories"] == [["BTXH", TODAY], ["NCC", TODAY]]
