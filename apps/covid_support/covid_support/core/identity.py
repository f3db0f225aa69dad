"""Numbers that identify people and employers: cleaning, plausibility checks, masking.

Sources: Thông tư 59/2021/TT-BCA (personal ID: 3 digits place of birth registration, 1 digit century and
sex, 2 digits birth year, 6 random digits, no check digit); Luật Căn cước 2023; Luật Quản lý thuế Đ.35
(from 01/07/2025 the personal ID serves as the tax code of people and household businesses);
CV 1804/BHXH-QLT (from 01/08/2025 it serves as the social insurance number too).
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from covid_support.core.problem import Problem

# Places of birth registration inside Việt Nam: the statistical codes of the 63 provinces before 01/07/2025.
# The 34 provinces since then keep codes out of the same set.
_PROVINCE_DIGITS_IN_ORDER = (
	"001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 "
	"040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 "
	"083 084 086 087 089 091 092 093 094 095 096"
)
PROVINCE_DIGITS = frozenset(_PROVINCE_DIGITS_IN_ORDER.split())
FIRST_COUNTRY_DIGITS = 100

_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff_/'`\u2018\u2019\u00b4]+")
_WHOLE_NUMBER_TYPED_AS_FLOAT = re.compile(r"(\d{6,})\.0")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_VIETNAMESE_PASSPORT = re.compile(r"[A-Z]\d{7,8}")
_FOREIGN_PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,20}")
_HEALTH_INSURANCE_CARD = re.compile(r"[A-Z]{2}[1-5]\d{12}|\d{10}")


def clean_number(text: str | int | float | Decimal | None) -> str:
	"""Give the bare characters of a typed or imported number: "092 085-000.123" becomes "092085000123".

	Spaces, dots, hyphens and a leading apostrophe go; full-width digits become plain ones; a spreadsheet's
	92012345678.0 becomes "92012345678". Empty input gives "". Letters stay, in capitals.
	Raises Problem when a spreadsheet has already lost digits (9.2E+10 or a fraction).
	"""
	if text is None:
		return ""
	if isinstance(text, str) and text.isascii() and text.isdigit():
		return text
	if isinstance(text, (bool, float, Decimal)):
		return _clean_numeric(text)
	plain = unicodedata.normalize("NFKC", str(text)).strip(" '`\u2018\u2019")
	if _SCIENTIFIC.fullmatch(plain):
		raise Problem(
			"{0} is a number shortened by a spreadsheet, its last digits are lost. Set the column's format to "
			"Text and enter the number again.",
			plain,
		)
	typed_as_float = _WHOLE_NUMBER_TYPED_AS_FLOAT.fullmatch(plain)
	if typed_as_float:
		return typed_as_float[1]
	return unicodedata.normalize("NFKC", _SEPARATORS.sub("", plain).upper())


def _clean_numeric(value: bool | float | Decimal) -> str:
	if isinstance(value, bool) or value != value or abs(value) > 10**15 or value != int(value) or value < 0:
		raise Problem(
			"{0} cannot be an identification number. Set the column's format to Text and enter the number again.",
			str(value),
		)
	return str(int(value))


def restore_leading_zeros(number: str, length: int) -> str:
	"""Put back the zeros that a spreadsheet dropped: ("92085000123", 12) gives "092085000123".

	Only for imports from columns typed as numbers, and only up to three zeros, because a province code
	never has more; anything else is returned unchanged.
	"""
	missing = length - len(number)
	return number.zfill(length) if number.isdigit() and 0 < missing <= 3 else number


def _digits(number: object, empty_message: Problem) -> str:
	cleaned = clean_number(number)
	if not cleaned:
		raise empty_message
	if not (cleaned.isascii() and cleaned.isdigit()):
		raise Problem("{0} may hold digits only. Remove the other characters.", cleaned)
	return cleaned


def _refuse_placeholder(digits: str) -> None:
	if len(set(digits)) == 1:
		raise Problem(
			"{0} is one digit repeated, not a real number. Enter the number printed on the paper, or leave it empty.",
			digits,
		)


def personal_id_sex_and_century(number: str) -> tuple[str, int]:
	"""Read ("Male" | "Female", four-digit birth year) from a cleaned 12-digit personal ID.

	The fourth digit is 0 (male) or 1 (female) for 1900–1999, 2 or 3 for 2000–2099, and so on.
	"""
	century_digit = int(number[3])
	sex = "Female" if century_digit % 2 else "Male"
	return sex, 1900 + century_digit // 2 * 100 + int(number[4:6])


def check_personal_id(number: object, sex: str | None = None, birth_year: int | None = None) -> str:
	"""Give the 12-digit personal ID (CCCD, số định danh), or raise Problem naming the digit that is wrong.

	`sex` is "Male", "Female" or empty; `birth_year` a four-digit year. The province digits tell where the
	birth was registered, never where the person lives, so they are checked for existence alone.
	"""
	digits = _digits(number, Problem("Enter the 12-digit personal ID."))
	_check_personal_id_length(digits)
	_refuse_placeholder(digits)
	if digits[:3] not in PROVINCE_DIGITS and int(digits[:3]) < FIRST_COUNTRY_DIGITS:
		raise Problem(
			"The personal ID begins with {0}, which is neither a province nor a country code. Compare the first "
			"three digits with the card.",
			digits[:3],
		)
	_check_against_record(digits, sex, birth_year)
	return digits


def _check_personal_id_length(digits: str) -> None:
	if len(digits) == 9:
		raise Problem(
			"A personal ID has 12 digits, this one has 9. A 9-digit number belongs in the identity card (CMND) field."
		)
	if len(digits) == 11:
		raise Problem(
			"A personal ID has 12 digits, this one has 11. A spreadsheet may have dropped the first 0: compare it "
			"with the card."
		)
	if len(digits) != 12:
		raise Problem("A personal ID has 12 digits, this one has {0}. Compare it with the card.", len(digits))


def _check_against_record(digits: str, sex: str | None, birth_year: int | None) -> None:
	id_sex, id_year = personal_id_sex_and_century(digits)
	if sex in ("Male", "Female") and birth_year and sex != id_sex and int(birth_year) != id_year:
		if id_sex == "Female":
			raise Problem(
				"Digits 4 to 6 of the personal ID are {0}: a woman born in {1}, but the record says a man born in "
				"{2}. Compare with the card, then correct the number or the record.",
				digits[3:6],
				id_year,
				birth_year,
			)
		raise Problem(
			"Digits 4 to 6 of the personal ID are {0}: a man born in {1}, but the record says a woman born in {2}. "
			"Compare with the card, then correct the number or the record.",
			digits[3:6],
			id_year,
			birth_year,
		)
	_check_sex(digits, id_sex, sex)
	_check_birth_year(digits, id_year, birth_year)


def _check_sex(digits: str, id_sex: str, sex: str | None) -> None:
	if sex == "Male" and id_sex == "Female":
		raise Problem(
			"Digit 4 of the personal ID is {0}, which stands for a woman, but the record says a man. Compare with "
			"the card, then correct the number or the sex.",
			digits[3],
		)
	if sex == "Female" and id_sex == "Male":
		raise Problem(
			"Digit 4 of the personal ID is {0}, which stands for a man, but the record says a woman. Compare with "
			"the card, then correct the number or the sex.",
			digits[3],
		)


def _check_birth_year(digits: str, id_year: int, birth_year: int | None) -> None:
	if birth_year and int(birth_year) != id_year:
		raise Problem(
			"Digits 4 to 6 of the personal ID are {0}, which stand for birth year {1}, but the record says {2}. "
			"Compare with the card, then correct the number or the birth date.",
			digits[3:6],
			id_year,
			birth_year,
		)
	if id_year > date.today().year:
		raise Problem(
			"Digits 4 to 6 of the personal ID are {0}, which stand for birth year {1}, still in the future. Compare "
			"these digits with the card.",
			digits[3:6],
			id_year,
		)


def check_identity_card(number: object) -> str:
	"""Give the 9-digit identity card number (CMND), or raise Problem."""
	digits = _digits(number, Problem("Enter the 9-digit identity card number (CMND)."))
	if len(digits) == 12:
		raise Problem(
			"An identity card number (CMND) has 9 digits, this one has 12. A 12-digit number belongs in the "
			"personal ID (CCCD) field."
		)
	if len(digits) != 9:
		raise Problem(
			"An identity card number (CMND) has 9 digits, this one has {0}. Compare it with the card.",
			len(digits),
		)
	_refuse_placeholder(digits)
	return digits


def check_social_insurance_number(number: object) -> str:
	"""Give the social insurance number: 10 digits, or the 12-digit personal ID used since 01/08/2025."""
	digits = _digits(number, Problem("Enter the social insurance number."))
	if len(digits) == 12:
		return check_personal_id(digits)
	if len(digits) != 10:
		raise Problem(
			"A social insurance number has 10 digits (since 01/08/2025 it may be the 12-digit personal ID), this "
			"one has {0}. Compare it with the book or the card.",
			len(digits),
		)
	_refuse_placeholder(digits)
	return digits


def check_passport(number: object, country: str | None = None) -> str:
	"""Give the passport number in capitals: for Vietnamese passports a letter and 7 or 8 digits,
	for others 5 to 20 letters and digits. `country` "Vietnam" or "VN" asks for the Vietnamese form.
	"""
	cleaned = clean_number(number)
	if not cleaned:
		raise Problem("Enter the passport number.")
	if country in ("VN", "Vietnam", "Việt Nam"):
		if not _VIETNAMESE_PASSPORT.fullmatch(cleaned):
			raise Problem(
				"A Vietnamese passport number is one letter followed by 7 or 8 digits, {0} is not. Compare it with "
				"the passport.",
				cleaned,
			)
	elif not _FOREIGN_PASSPORT.fullmatch(cleaned):
		raise Problem(
			"A passport number has 5 to 20 letters and digits, {0} does not. Compare it with the passport.",
			cleaned,
		)
	return cleaned


def check_health_insurance_card(number: object) -> str:
	"""Give the health insurance card number: 15 characters (2 letters, 13 digits) or its last 10 digits."""
	cleaned = clean_number(number)
	if not cleaned:
		raise Problem("Enter the health insurance card number.")
	if not _HEALTH_INSURANCE_CARD.fullmatch(cleaned):
		raise Problem(
			"A health insurance card number has 15 characters (two letters, the benefit digit 1 to 5, twelve "
			"digits) or is its last 10 digits, {0} is neither. Compare it with the card.",
			cleaned,
		)
	return cleaned


def check_tax_code(code: object) -> str:
	"""Give the tax code: 10 digits, 10 digits and a branch ("0314409058-002"), or a 12-digit personal ID
	(people and household businesses since 01/07/2025). Raises Problem when the check digit disagrees.
	"""
	digits = _digits(code, Problem("Enter the tax code."))
	if len(digits) == 12:
		return check_personal_id(digits)
	if len(digits) not in (10, 13):
		raise Problem(
			"A tax code has 10 digits, 13 for a branch, or is a 12-digit personal ID; this one has {0}. Compare it "
			"with the registration certificate.",
			len(digits),
		)
	try:
		return mst.format(mst.validate(digits))
	except ValidationError as error:
		raise Problem(
			"Tax code {0} does not exist: its check digit disagrees with the other digits. Compare it with the "
			"registration certificate.",
			digits,
		) from error


def mask(number: str | None, shown: int = 4) -> str:
	"""Hide a number but for its last characters: "********0123". A number no longer than `shown` is all hidden."""
	text = "" if number is None else str(number)
	if len(text) <= shown:
		return "*" * len(text)
	return "*" * (len(text) - shown) + text[-shown:] if shown > 0 else "*" * len(text)
