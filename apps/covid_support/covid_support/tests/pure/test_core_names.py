"""Names: one spelling, and keys that find them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core.names import LONGEST_NAME, clean_name, name_tokens_key, search_key
from covid_support.core.problem import Problem
from covid_support.core.tone_marks import place_tone_marks

VIETNAMESE_LETTERS = (
	"aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
words = st.text(VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper(), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
	("typed", "clean"),
	[
		("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa"),
		("  nguyễn   văn  an ", "Nguyễn Văn An"),
		("Nguyễn Văn An", "Nguyễn Văn An"),
		("ĐẶNG VĂN ĐƯỢC", "Đặng Văn Được"),
		("H'HEN NIÊ", "H'Hen Niê"),
		("K\u2019BRÔI", "K'Brôi"),
		("Lê Mc Donald", "Lê Mc Donald"),
		("Thạch Sô Phia", "Thạch Sô Phia"),
		("Ðào Thị \u0110iệp", "Đào Thị Điệp"),
		("Trần\u200b Thị\u00a0Bé", "Trần Thị Bé"),
		("LÊ THỊ\nÚT", "Lê Thị Út"),
	],
)
def test_clean_names(typed, clean):
	assert clean_name(typed) == clean


@pytest.mark.parametrize(
	("typed", "placed"),
	[
		("Hoà", "Hòa"),
		("Thuỷ", "Thủy"),
		("Khoẻ", "Khỏe"),
		("Hòang", "Hoàng"),
		("Tòan", "Toàn"),
		("Qúy", "Quý"),
		("Quý", "Quý"),
		("Qùa", "Quà"),
		("Gía", "Giá"),
		("Gì", "Gì"),
		("Huỳnh", "Huỳnh"),
		("Hùynh", "Huỳnh"),
		("Thuý", "Thúy"),
		("Nguyễn", "Nguyễn"),
		("Quới", "Quới"),
		("Mùa", "Mùa"),
		("Của", "Của"),
		("Thuở", "Thuở"),
		("Khuỷu", "Khuỷu"),
		("Ngoẹo", "Ngoẹo"),
		("HOÀ", "HÒA"),
		("Loan", "Loan"),
		("Toại", "Toại"),
		("Tọai", "Toại"),
		("José", "José"),
		("Muñoz", "Muñoz"),
		("Niê", "Niê"),
		("Yến", "Yến"),
		("Thịnh", "Thịnh"),
		("Chiến", "Chiến"),
		("Đậu", "Đậu"),
	],
)
def test_tone_marks(typed, placed):
	assert place_tone_marks(typed) == placed


@pytest.mark.parametrize(
	"bad", ["Nguyễn Văn 2", "Nguyễn <b>An</b>", "An\x00", "An\u202e", "=An", "Ан", "An;", "An@b"]
)
def test_names_that_no_person_has(bad):
	with pytest.raises(Problem):
		clean_name(bad)


@pytest.mark.parametrize("empty", ["", "   ", None, "\u200b"])
def test_empty_name(empty):
	with pytest.raises(Problem, match="Enter the full name"):
		clean_name(empty)


def test_longest_name():
	assert clean_name("A" + "n" * (LONGEST_NAME - 1))
	with pytest.raises(Problem, match="141"):
		clean_name("A" + "n" * LONGEST_NAME)


@given(names)
def test_cleaning_twice_changes_nothing(name):
	once = clean_name(name)
	assert clean_name(once) == once
	assert unicodedata.is_normalized("NFC", once)
	assert once == " ".join(once.split())


@given(names)
def test_cleaning_keeps_the_letters_and_their_marks(name):
	"""Only capitals and the place of a tone may change, never which letters and marks there are."""

	def parts(text):
		return [sorted(unicodedata.normalize("NFD", word.lower())) for word in text.split()]

	assert parts(clean_name(name)) == parts(name)


@given(names)
def test_decomposed_input_gives_the_same_name(name):
	assert clean_name(unicodedata.normalize("NFD", name)) == clean_name(name)


@given(st.text(max_size=40))
def test_any_text_is_cleaned_or_refused(text):
	try:
		name = clean_name(text)
	except Problem:
		return
	assert not any(
		character.isdigit() or unicodedata.category(character).startswith("C") for character in name
	)
	assert "<" not in name and ">" not in name


@given(names)
def test_search_key_ignores_marks_capitals_and_tone_place(name):
	key = search_key(name)
	assert key == search_key(name.upper()) == search_key(unicodedata.normalize("NFD", name))
	assert key == search_key(clean_name(name)) == search_key(f"  {name}  ") == search_key(key)
	assert key.isascii() and key == key.lower()


@given(st.text(max_size=40))
def test_search_key_of_any_text(text):
	key = search_key(text)
	assert search_key(key) == key
	assert all(character.isalnum() or character == " " for character in key)
	assert "  " not in key and key == key.strip()


def test_search_key_examples():
	assert search_key("Nguyễn  Thị ĐÀO") == "nguyen thi dao"
	assert search_key("K'Brôi") == "kbroi"
	assert search_key("TP. Sóc-Trăng") == "tp soc trang"
	assert search_key("Ấp Phước Thọ B, số 12/3") == "ap phuoc tho b so 12 3"
	assert search_key(None) == ""


@given(st.permutations(["Nguyễn", "Thị", "Lan", "Anh"]))
def test_tokens_key_ignores_the_order(tokens):
	assert name_tokens_key(" ".join(tokens)) == "anh lan nguyen thi"
