"""Numbers of people and employers. Figures from Thông tư 59/2021/TT-BCA and from published tax codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core import identity
from covid_support.core.problem import Problem

DIGITS = "0123456789"
provinces = st.sampled_from(sorted(identity.PROVINCE_DIGITS))
birth_years = st.integers(1900, date.today().year)
sexes = st.sampled_from(["Male", "Female"])


@st.composite
def people(draw):
	"""(personal ID, sex, birth year), put together by the circular's table, not by the code under test."""
	year, sex = draw(birth_years), draw(sexes)
	century_digit = {(19, "Male"): "0", (19, "Female"): "1", (20, "Male"): "2", (20, "Female"): "3"}[
		year // 100, sex
	]
	tail = draw(st.text(DIGITS, min_size=6, max_size=6))
	return draw(provinces) + century_digit + f"{year:04d}"[2:] + tail, sex, year


def message(function, *arguments) -> str:
	with pytest.raises(Problem) as raised:
		function(*arguments)
	return str(raised.value)


@given(people())
def test_a_number_that_agrees_with_sex_and_year_passes(person):
	number, sex, year = person
	assert identity.check_personal_id(number, sex, year) == number
	assert identity.check_personal_id(number) == number
	assert identity.personal_id_sex_and_century(number) == (sex, year)


@given(people(), birth_years)
def test_another_birth_year_is_refused_naming_both(person, other_year):
	number, sex, year = person
	if other_year != year:
		text = message(identity.check_personal_id, number, sex, other_year)
		assert str(year) in text and str(other_year) in text and number[3:6] in text
		assert number not in text


@given(people())
def test_the_other_sex_is_refused_naming_the_digit(person):
	number, sex, year = person
	other = "Female" if sex == "Male" else "Male"
	text = message(identity.check_personal_id, number, other, year)
	assert f"Digit 4 of the personal ID is {number[3]}" in text


def test_sex_and_year_both_wrong_are_told_in_one_message():
	text = message(identity.check_personal_id, "094185000123", "Male", 1958)
	assert "a woman born in 1985" in text and "a man born in 1958" in text


@pytest.mark.parametrize("sex", ["", None, "Other"])
def test_an_unknown_sex_is_not_compared(sex):
	assert identity.check_personal_id("094185000123", sex, 1985) == "094185000123"


def test_province_of_birth_registration_says_nothing_about_residence():
	for code in ("001", "019", "049", "092", "094", "096", "245"):
		assert identity.check_personal_id(code + "085000123")


def test_number_of_provinces_before_the_reform():
	assert len(identity.PROVINCE_DIGITS) == 63


@pytest.mark.parametrize("code", ["000", "003", "097", "099"])
def test_no_such_place_of_birth_registration(code):
	assert f"begins with {code}" in message(identity.check_personal_id, code + "085000123")


def test_wrong_lengths_say_where_the_number_belongs():
	assert "identity card (CMND) field" in message(identity.check_personal_id, "365123456")
	assert "dropped the first 0" in message(identity.check_personal_id, 94185000123)
	assert "this one has 13" in message(identity.check_personal_id, "0941850001234")
	assert "personal ID (CCCD) field" in message(identity.check_identity_card, "094185000123")
	assert "this one has 8" in message(identity.check_identity_card, "36512345")
	assert "letters" not in message(identity.check_personal_id, "09418500012A")


def test_future_birth_years_and_placeholders_are_refused():
	assert "2099" in message(identity.check_personal_id, "094299000123")
	assert "2144" in message(identity.check_personal_id, "094544000123")
	assert "one digit repeated" in message(identity.check_identity_card, "000000000")
	assert "one digit repeated" in message(identity.check_personal_id, "111111111111")


@pytest.mark.parametrize(
	("typed", "clean"),
	[
		(" 092 085.000-123 ", "092085000123"),
		("'092085000123", "092085000123"),
		("092085000123", "092085000123"),
		(92012345678.0, "92012345678"),
		("92012345678.0", "92012345678"),
		(365123456, "365123456"),
		("092\u00a0085\u200b000123", "092085000123"),
		("b1234567", "B1234567"),
		(None, ""),
		("  ", ""),
		("0314409058–002", "0314409058002"),
	],
)
def test_cleaning(typed, clean):
	assert identity.clean_number(typed) == clean


@pytest.mark.parametrize("spoilt", ["9.2012E+10", "9,2E10", 1.5, float("nan"), float("inf"), -5.0, True])
def test_numbers_that_a_spreadsheet_spoilt_are_refused(spoilt):
	assert "enter the number again" in message(identity.clean_number, spoilt)


@given(st.text(DIGITS, min_size=1, max_size=15), st.sampled_from([" ", "-", "\u2013", "\u00a0", ". "]))
def test_separators_never_matter(digits, separator):
	assert identity.clean_number(separator.join(digits)) == digits


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(text):
	try:
		once = identity.clean_number(text)
	except Problem:
		return
	try:
		assert identity.clean_number(once) == once
	except Problem:
		assert "E" in once


def test_restoring_leading_zeros():
	assert identity.restore_leading_zeros("94185000123", 12) == "094185000123"
	assert identity.restore_leading_zeros("1185000123", 12) == "001185000123"
	assert identity.restore_leading_zeros("365123456", 12) == "000365123456"
	assert identity.restore_leading_zeros("12345", 12) == "12345"
	assert identity.restore_leading_zeros("094185000123", 12) == "094185000123"


def test_social_insurance_number():
	assert identity.check_social_insurance_number("94 1234 5678") == "9412345678"
	assert identity.check_social_insurance_number("094185000123") == "094185000123"
	assert "this one has 9" in message(identity.check_social_insurance_number, "941234567")


def test_passport():
	assert identity.check_passport("c1234567") == "C1234567"
	assert identity.check_passport("P00123456", "Vietnam") == "P00123456"
	assert identity.check_passport("AB12345X") == "AB12345X"
	assert "letter followed by 7 or 8" in message(identity.check_passport, "AB123456", "VN")
	assert "5 to 20" in message(identity.check_passport, "ABCDEF")
	assert "5 to 20" in message(identity.check_passport, "A1")


def test_health_insurance_card():
	assert identity.check_health_insurance_card("GD 4 94 9412345678") == "GD4949412345678"
	assert identity.check_health_insurance_card("9412345678") == "9412345678"
	assert "15 characters" in message(identity.check_health_insurance_card, "GD6949412345678")


@pytest.mark.parametrize(
	("typed", "code"),
	[
		("0100233488", "0100233488"),
		("01.00.112.437", "0100112437"),
		("0314409058-002", "0314409058-002"),
		("0314409058002", "0314409058-002"),
		("094185000123", "094185000123"),
	],
)
def test_tax_codes_of_real_form(typed, code):
	assert identity.check_tax_code(typed) == code
	assert identity.check_tax_code(identity.check_tax_code(typed)) == code


@given(st.text(DIGITS, min_size=10, max_size=10))
def test_tax_check_digit_by_its_formula(digits):
	weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
	total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
	right = 10 - total % 11 == int(digits[9]) and digits[2:9] != "0000000"
	if right:
		assert identity.check_tax_code(digits) == digits
	else:
		assert digits in message(identity.check_tax_code, digits)


def test_wrong_tax_code_lengths_and_branches():
	assert "this one has 9" in message(identity.check_tax_code, "010023348")
	assert "does not exist" in message(identity.check_tax_code, "0314409058-000")


@pytest.mark.parametrize(
	"check",
	[
		identity.check_personal_id,
		identity.check_identity_card,
		identity.check_social_insurance_number,
		identity.check_passport,
		identity.check_health_insurance_card,
		identity.check_tax_code,
	],
)
def test_empty_numbers_ask_for_input(check):
	for empty in ("", "  ", None):
		assert message(check, empty).startswith("Enter the ")


@given(st.text(max_size=20), st.integers(0, 6))
def test_mask_hides_all_but_the_end(text, shown):
	masked = identity.mask(text, shown)
	assert len(masked) == len(text)
	hidden = len(text) - shown if len(text) > shown else len(text)
	assert masked == "*" * hidden + text[hidden:]


def test_mask_examples():
	assert identity.mask("094185000123") == "********0123"
	assert identity.mask("1234") == "****"
	assert identity.mask(None) == ""
