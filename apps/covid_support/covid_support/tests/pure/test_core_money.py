"""Money: reading, writing, words, shares. Words are checked by reading them back and by another library."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from covid_support.core.money import (
	LARGEST_AMOUNT,
	format_number,
	format_vnd,
	in_words,
	percent,
	scale_counts,
	to_vnd,
)
from covid_support.core.problem import Problem

amounts = st.one_of(
	st.integers(0, LARGEST_AMOUNT),
	st.integers(0, 10**7),
	st.tuples(st.integers(0, 999), st.sampled_from([1, 10**3, 10**6, 10**9, 10**12])).map(
		lambda t: t[0] * t[1]
	),
)
DIGITS = {
	"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
	"tám": 8, "chín": 9,
}  # fmt: skip


def read_below_thousand(words: list[str]) -> int:
	value = digit = 0
	for word in words:
		if word == "trăm":
			value, digit = digit * 100, 0
		elif word == "mươi":
			value, digit = value + digit * 10, 0
		elif word == "mười":
			value += 10
		elif word != "lẻ":
			digit = DIGITS[word]
	return value + digit


def read_words(words: list[str]) -> int:
	"""Read Vietnamese number words: split at the largest unit, multiply the left side, add the right side."""
	for unit, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3)):
		if unit in words:
			place = words.index(unit)
			return read_words(words[:place]) * size + read_words(words[place + 1 :])
	return read_below_thousand(words)


@given(amounts)
@example(0)
@example(LARGEST_AMOUNT)
def test_words_are_read_back(amount):
	sentence = in_words(amount)
	assert sentence[0].isupper() and sentence.endswith(" đồng")
	assert read_words(sentence.lower().split()[:-1]) == amount


sparse_groups = st.lists(st.sampled_from([0, 0, 1, 5, 10, 15, 24, 100, 105, 985]), min_size=4, max_size=4)


@given(
	st.one_of(st.integers(0, 10**12 - 1), sparse_groups.map(lambda g: int("".join(f"{n:03d}" for n in g))))
)
def test_words_agree_with_another_library(amount):
	"""vn-numberwords 0.2.0 says "linh" and "mươi bốn" where officials write "lẻ" and "mươi tư", and slips
	into "mươi năm" for "mươi lăm" inside large numbers.
	"""
	words = pytest.importorskip("vn_numberwords").number_to_words(amount)
	for theirs, ours in (("linh", "lẻ"), ("mươi bốn", "mươi tư"), ("mươi năm", "mươi lăm")):
		words = words.replace(theirs, ours)
	assert in_words(amount).lower() == words + " đồng"


@pytest.mark.parametrize(
	("amount", "words"),
	[
		(0, "Không đồng"),
		(1_500_000, "Một triệu năm trăm nghìn đồng"),
		(750_000, "Bảy trăm năm mươi nghìn đồng"),
		(1_050_000, "Một triệu không trăm năm mươi nghìn đồng"),
		(1_005_000, "Một triệu không trăm lẻ năm nghìn đồng"),
		(1_000_005, "Một triệu không trăm lẻ năm đồng"),
		(1005, "Một nghìn không trăm lẻ năm đồng"),
		(105, "Một trăm lẻ năm đồng"),
		(104, "Một trăm lẻ bốn đồng"),
		(21, "Hai mươi mốt đồng"),
		(11, "Mười một đồng"),
		(15, "Mười lăm đồng"),
		(25, "Hai mươi lăm đồng"),
		(14, "Mười bốn đồng"),
		(24, "Hai mươi tư đồng"),
		(3_710_000, "Ba triệu bảy trăm mười nghìn đồng"),
		(5_667_300_000, "Năm tỷ sáu trăm sáu mươi bảy triệu ba trăm nghìn đồng"),
		(224_540_250_000, "Hai trăm hai mươi tư tỷ năm trăm bốn mươi triệu hai trăm năm mươi nghìn đồng"),
		(1_050_000_000_000, "Một nghìn không trăm năm mươi tỷ đồng"),
		(10**12, "Một nghìn tỷ đồng"),
		(10**9 + 5, "Một tỷ không trăm lẻ năm đồng"),
		(10**9 + 50_000, "Một tỷ không trăm năm mươi nghìn đồng"),
		(-750_000, "Âm bảy trăm năm mươi nghìn đồng"),
	],
)
def test_words_as_officials_write_them(amount, words):
	assert in_words(amount) == words


@pytest.mark.parametrize("bad", [LARGEST_AMOUNT + 1, -LARGEST_AMOUNT - 1, 1.5, True, "5"])
def test_words_refuse(bad):
	with pytest.raises(Problem):
		in_words(bad)


@given(amounts)
def test_written_amounts_are_read_back(amount):
	text = format_vnd(amount)
	assert to_vnd(text) == to_vnd(text + " đồng") == to_vnd(text.replace(".", ",") + " đ") == amount
	assert (
		to_vnd(str(amount)) == to_vnd(f"{amount}.00") == to_vnd(Decimal(amount)) == to_vnd(amount) == amount
	)
	assert to_vnd(text.replace(".", " ")) == amount


@given(st.integers(0, 2**53))
def test_whole_floats_are_read(amount):
	if amount <= LARGEST_AMOUNT:
		assert to_vnd(float(amount)) == amount


@pytest.mark.parametrize(
	("typed", "amount"),
	[
		("1.500.000", 1_500_000),
		("1,500,000 đ", 1_500_000),
		("1 500 000 VNĐ", 1_500_000),
		("1.500.000,00", 1_500_000),
		("1,500,000.00", 1_500_000),
		("1500000.000000000", 1_500_000),
		("1.500", 1_500),
		("750000₫", 750_000),
		("1.500.000\u00a0đồng", 1_500_000),
	],
)
def test_reading(typed, amount):
	assert to_vnd(typed) == amount


@pytest.mark.parametrize(
	"bad",
	["", None, "abc", "1.5", "1,50", "12.34.567", "1.500,000", "1500.000,5", "1,5 triệu", 1.5, Decimal("0.1"), True,
	float("nan"), float("inf"), "-5", -5, LARGEST_AMOUNT + 1, "--5", "1..000", "đ", "１５"],
)  # fmt: skip
def test_what_is_no_amount(bad):
	with pytest.raises(Problem):
		to_vnd(bad)


def test_negative_amounts_when_allowed():
	assert to_vnd("-1.500", allow_negative=True) == -1500
	assert to_vnd(-1500, allow_negative=True) == -1500
	assert format_vnd(-1500) == "-1.500"


weights = st.dictionaries(st.text(max_size=3), st.integers(0, 10**6), max_size=8)


@given(weights, st.integers(0, 10**6))
def test_shares_add_up_and_stay_close(weights, total):
	whole = sum(weights.values())
	if not whole:
		if total:
			with pytest.raises(Problem):
				scale_counts(weights, total)
		return
	shares = scale_counts(weights, total)
	assert list(shares) == list(weights)
	assert sum(shares.values()) == total
	for key, weight in weights.items():
		assert abs(shares[key] * whole - weight * total) < whole


def test_shares_of_the_districts():
	assert scale_counts({"a": 1, "b": 1, "c": 1}, 10) == {"a": 4, "b": 3, "c": 3}
	assert scale_counts({"a": 0}, 0) == {"a": 0}
	assert scale_counts({"NCC": 45_873, "HN": 207_641}, 2535) == {"NCC": 459, "HN": 2076}
	with pytest.raises(Problem):
		scale_counts({"a": -1, "b": 2}, 5)


def test_percent():
	assert percent(246_684, 253_514) == Decimal("97.3")
	assert percent(85_815, 89_335) == Decimal("96.1")
	assert percent(1, 8) == Decimal("12.5")
	assert percent(1, 2000) == Decimal("0.1")
	assert percent(5, 0) == Decimal("0.0")
	assert str(percent(1, 1)) == "100.0"


@pytest.mark.parametrize(
	("number", "written"),
	[(1_234_567.0, "1.234.567"), (46.5, "46,5"), ("0.25", "0,25"), (100, "100"), (-1_000.5, "-1.000,5")],
)
def test_a_number_is_written_whole_and_exact(number, written):
	assert format_number(number) == written
