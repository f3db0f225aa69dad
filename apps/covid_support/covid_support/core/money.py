"""Money in whole đồng: reading, writing, writing out in words, sharing out."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from covid_support.core.problem import Problem

LARGEST_AMOUNT = 999_999_999_999_999

_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNIT = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[., ])\d{3})(?:(?P=mark)\d{3})*")
# Three zeros after a mark are never taken for a fraction: they may be a group in the wrong place.
_ZERO_FRACTION = re.compile(
	r"(?P<whole>\d+|\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.))[.,](?:0{1,2}|0{4,9})"
)


def to_vnd(value: object, allow_negative: bool = False) -> int:
	"""Read an amount as whole đồng.

	Takes whole int, Decimal and float, and text with or without grouping and unit: "1500000", "1.500.000",
	"1,500,000 đ", "1 500 000 VND", "1500000.00". In text, a dot or comma followed by three digits always
	groups ("1.500" is one thousand five hundred). Raises Problem for fractions, unreadable text, negative
	amounts unless allowed, and amounts beyond 999,999,999,999,999.
	"""
	amount = _read_number(value) if isinstance(value, (int, float, Decimal)) else _read_text(value)
	if amount < 0 and not allow_negative:
		raise Problem("The amount {0} is below zero. Enter an amount of zero or more.", format_vnd(amount))
	if abs(amount) > LARGEST_AMOUNT:
		raise Problem("The amount {0} is too large. Check the number of zeros.", format_vnd(amount))
	return amount


def _read_number(value: int | float | Decimal) -> int:
	if isinstance(value, bool) or not Decimal(value).is_finite():
		raise Problem("{0} is not an amount of money. Enter a whole number of đồng.", str(value))
	if value != int(value):
		raise Problem("The amount {0} has a fraction. Enter a whole number of đồng.", str(value))
	return int(value)


def _read_text(value: object) -> int:
	text = " ".join(str("" if value is None else value).split())
	if not text:
		raise Problem("Enter an amount in đồng.")
	bare = _UNIT.sub("", text).strip()
	negative = bare.startswith(("-", "\u2212"))
	bare = bare[1:].strip() if negative else bare
	digits = _plain_digits(bare)
	if digits is None:
		raise Problem(
			"{0} cannot be read as an amount. Write a whole number of đồng, for example 1.500.000.", text
		)
	return -int(digits) if negative else int(digits)


def _plain_digits(text: str) -> str | None:
	if not text.isascii():
		return None
	if text.isdigit():
		return text
	if _GROUPED.fullmatch(text):
		return re.sub(r"[., ]", "", text)
	with_zero_fraction = _ZERO_FRACTION.fullmatch(text)
	return re.sub(r"[.,]", "", with_zero_fraction["whole"]) if with_zero_fraction else None


def format_vnd(amount: int) -> str:
	"""Write an amount with dots between thousands: 1500000 gives "1.500.000"."""
	return f"{amount:,}".replace(",", ".")


def format_number(number: object) -> str:
	"""A number that may have a fraction as it is written in Vietnamese, whole and exact: 1.234.567 or 46,5."""
	whole, _dot, fraction = format(Decimal(str(number)).normalize(), "f").partition(".")
	return format_vnd(int(whole)) + (f",{fraction}" if fraction else "")


def in_words(amount: int) -> str:
	"""Write out an amount of đồng in Vietnamese words, as official papers do.

	1050000 gives "Một triệu không trăm năm mươi nghìn đồng"; negative amounts begin with "Âm".
	Raises Problem beyond 999,999,999,999,999.
	"""
	if isinstance(amount, bool) or not isinstance(amount, int):
		raise Problem("{0} is not an amount of money. Enter a whole number of đồng.", str(amount))
	if abs(amount) > LARGEST_AMOUNT:
		raise Problem("The amount {0} is too large. Check the number of zeros.", format_vnd(amount))
	words = ["âm"] if amount < 0 else []
	words += _whole_words(abs(amount)) or ["không"]
	sentence = " ".join([*words, "đồng"])
	return sentence[0].upper() + sentence[1:]


def _whole_words(number: int) -> list[str]:
	billions, rest = divmod(number, 10**9)
	words = [*_millions_words(billions, False), "tỷ"] if billions else []
	return words + _millions_words(rest, bool(words))


def _millions_words(number: int, something_before: bool) -> list[str]:
	"""Words of a number below one thousand million; groups after the first are written in full."""
	words: list[str] = []
	for size, unit in ((10**6, ["triệu"]), (10**3, ["nghìn"]), (1, [])):
		group = number // size % 1000
		if group:
			words += _group_words(group, in_full=something_before or bool(words)) + unit
	return words


def _group_words(group: int, in_full: bool) -> list[str]:
	"""Words of 1 … 999; `in_full` writes the hundreds even when there are none ("không trăm lẻ năm")."""
	hundreds, rest = divmod(group, 100)
	tens, units = divmod(rest, 10)
	words = [_DIGIT_WORDS[hundreds], "trăm"] if hundreds or in_full else []
	if tens == 0:
		if units:
			words += ["lẻ", _DIGIT_WORDS[units]] if words else [_DIGIT_WORDS[units]]
		return words
	words += ["mười"] if tens == 1 else [_DIGIT_WORDS[tens], "mươi"]
	return [*words, _unit_after_tens(tens, units)] if units else words


def _unit_after_tens(tens: int, units: int) -> str:
	if units == 5:
		return "lăm"
	if tens > 1 and units in (1, 4):
		return "mốt" if units == 1 else "tư"
	return _DIGIT_WORDS[units]


def scale_counts(weights: Mapping[str, int], total: int) -> dict[str, int]:
	"""Share `total` whole things in proportion to `weights` (largest remainder; ties go to the earlier key).

	The shares add up to `total` exactly and each is within one of its exact proportion.
	Raises Problem for negative input, or when there is something to share but all weights are zero.
	"""
	whole = sum(weights.values())
	if total < 0 or any(weight < 0 for weight in weights.values()):
		raise Problem("Shares can be computed only from numbers of zero or more.")
	if not whole:
		if total:
			raise Problem("{0} cannot be shared out, because all weights are zero.", total)
		return dict.fromkeys(weights, 0)
	shares = {key: weight * total // whole for key, weight in weights.items()}
	by_remainder = sorted(weights, key=lambda key: -(weights[key] * total % whole))
	for key in by_remainder[: total - sum(shares.values())]:
		shares[key] += 1
	return shares


def percent(part: int, whole: int) -> Decimal:
	"""Give part of whole in percent with one decimal, halves rounded up; 0.0 when the whole is zero."""
	if not whole:
		return Decimal("0.0")
	return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
