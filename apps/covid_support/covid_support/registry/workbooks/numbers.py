"""Numbers as lists hold them: with lost zeros, letters typed for digits, two in one cell, shortened by Excel."""

import re

from covid_support.core.identity import clean_number, personal_id_sex_and_century, restore_leading_zeros
from covid_support.core.problem import Problem
from covid_support.registry.person_record import check_number
from covid_support.registry.workbooks.finding import WrongCell
from covid_support.registry.workbooks.reading import Cell

LENGTHS = {"personal_id": 12, "identity_card": 9, "social_insurance_number": 10}
_LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "|": "1", "S": "5", "B": "8"})
_SEVERAL = re.compile(r"[;,/\n]|\s{2,}| - ")
# mobile numbers of eleven digits since 15/09/2018 (Thông tư 22/2014/TT-BTTTT, kế hoạch chuyển đổi mã mạng)
_NEW_MOBILE = {
	"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
	"0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
	"0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_PHONE = re.compile(r"0[235789]\d{8}|02\d{9}")
_ACCOUNT = re.compile(r"[0-9A-Z]{6,20}")


def read_number(field: str, cell: Cell, sex: str | None, birth_year: int | None) -> str:
	"""The checked number of one of person_record.NUMBER_FIELDS. Raises WrongCell.

	Zeros that a spreadsheet dropped are put back when the cell is a number, or when the sex and the birth
	year of the record agree with the digits; otherwise they are only suggested.
	"""
	try:
		number = clean_number(cell)
	except Problem as problem:
		raise WrongCell(problem) from problem
	length = LENGTHS.get(field, 0)
	restored = restore_leading_zeros(number, length) if length else number
	if restored != number:
		return _restored(field, restored, number, cell, sex, birth_year)
	try:
		return check_number(field, number, sex, birth_year)
	except Problem as problem:
		raise WrongCell(problem, _without_letters(field, number, sex, birth_year)) from problem


def _restored(
	field: str, restored: str, number: str, cell: Cell, sex: str | None, birth_year: int | None
) -> str:
	typed_as_number = not isinstance(cell, str)
	proven = field == "personal_id" and bool(sex and birth_year)
	fits = _fits(field, restored, sex, birth_year)
	if fits and (typed_as_number or proven):
		return restored
	try:
		return check_number(field, number, sex, birth_year)
	except Problem as problem:
		raise WrongCell(problem, restored if fits else "") from problem


def _fits(field: str, number: str, sex: str | None, birth_year: int | None) -> bool:
	try:
		check_number(field, number, sex, birth_year)
	except Problem:
		return False
	return True


def _without_letters(field: str, number: str, sex: str | None, birth_year: int | None) -> str:
	digits = number.translate(_LETTERS_FOR_DIGITS)
	if digits == number or field == "passport_number":
		return ""
	return digits if _fits(field, digits, sex, birth_year) else ""


def id_year_of(cell: Cell) -> tuple[str, int] | None:
	"""(sex, birth year) in a personal ID, when the cell holds one of twelve digits (or eleven, a zero lost)."""
	digits = cell.strip() if isinstance(cell, str) else str(cell)
	digits = digits.zfill(12) if len(digits) == 11 else digits
	if len(digits) == 12 and digits.isascii() and digits.isdigit():
		return personal_id_sex_and_century(digits)
	return None


def parted_identity(cell: Cell) -> list[tuple[str, Cell]]:
	"""[(field, cell)] of a column that may hold the old or the new number, or both in one cell."""
	if isinstance(cell, str) and not cell.isdigit():
		parts = [part for part in _SEVERAL.split(cell.strip()) if part.strip()]
		if len(parts) == 2 and all(len(_digits(part)) in (8, 9, 11, 12) for part in parts):
			return [(_field_of(part), part) for part in parts]
	return [(_field_of(cell), cell)]


def _digits(cell: Cell) -> str:
	if isinstance(cell, str) and cell.isdigit():
		return cell
	return re.sub(r"\D", "", str(cell))


def _field_of(cell: Cell) -> str:
	if isinstance(cell, str) and not cell.isdigit() and re.fullmatch(r"[A-Z]\d{7,8}", cell.strip()):
		return "passport_number"
	return "identity_card" if len(_digits(cell)) in (8, 9) else "personal_id"


def is_old_card(cell: Cell) -> bool:
	"""Whether a cell holds nine digits, as identity cards (CMND) had."""
	text = cell.replace(" ", "").replace(".", "") if isinstance(cell, str) else str(cell)
	return len(text) == 9 and text.isdigit()


def read_phone(cell: Cell) -> str:
	"""A telephone number of ten digits. Raises WrongCell; an old mobile number comes with its new one."""
	digits = re.sub(r"[\s.\-()]", "", str(cell)).lstrip("'")
	if digits.startswith("+84"):
		digits = "0" + digits[3:]
	elif len(digits) == 11 and digits.startswith("84"):
		digits = "0" + digits[2:]
	elif len(digits) == 9 and digits.isdigit() and digits[0] != "0":
		digits = "0" + digits
	if _PHONE.fullmatch(digits):
		return digits
	new = _NEW_MOBILE.get(digits[:4]) if len(digits) == 11 and digits.isdigit() else None
	if new:
		raise WrongCell(
			Problem(
				"{0} is a mobile number of before 15/09/2018. Enter today's number of ten digits.", digits
			),
			new + digits[4:],
		)
	raise WrongCell(
		Problem("{0} is not a telephone number. Enter ten digits, or leave it empty.", str(cell).strip())
	)


def read_account(cell: Cell) -> str:
	"""A bank account: 6 to 20 digits or capital letters. Raises WrongCell."""
	try:
		account = clean_number(cell)
	except Problem as problem:
		raise WrongCell(problem) from problem
	if not _ACCOUNT.fullmatch(account):
		raise WrongCell(
			Problem(
				"{0} is not an account number: it has 6 to 20 digits. Compare it with the bank's paper.",
				account,
			)
		)
	return account
