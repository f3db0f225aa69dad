"""Names of people: one clean way to write them, and keys to find them however they were typed."""

import re
import unicodedata
from functools import lru_cache

from covid_support.core.problem import Problem
from covid_support.core.tone_marks import place_tone_marks

LONGEST_NAME = 140

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_SEGMENT = re.compile(r"[^\s'\-.()]+")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_PUNCTUATION = frozenset(" '-.()")
# Look-alikes that old fonts and keyboards leave behind.
_LOOK_ALIKES = str.maketrans(
	{"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u2018": "'", "\u2019": "'"}
)
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "d", "\u00f0": "d", "\u00d0": "d"})


def clean_name(text: str) -> str:
	"""Give a person's name in one spelling: Unicode NFC, single spaces, tone marks in one place.

	A name all in capitals (or all in small letters) gets one capital for each word; mixed case is kept as
	it was typed. Raises Problem for an empty name and for digits, brackets like < >, and control characters.
	"""
	usual = _usual_name(text) if isinstance(text, str) else None
	if usual:
		return usual
	name = unicodedata.normalize("NFC", _INVISIBLE.sub("", str(text or "")))
	name = _SPACES.sub(" ", name).strip().translate(_LOOK_ALIKES)
	if not name:
		raise Problem("Enter the full name.")
	if len(name) > LONGEST_NAME:
		raise Problem("The name has {0} characters, at most {1} are possible.", len(name), LONGEST_NAME)
	_refuse_foreign_characters(name)
	if name == name.upper() or name == name.lower():
		name = _SEGMENT.sub(lambda match: match[0][0].upper() + match[0][1:].lower(), name)
	return place_tone_marks(name)


def _usual_name(text: str) -> str | None:
	"""The clean name when it is made of usual words only, looked up word by word because the same few
	thousand words make most names; None for any other."""
	if len(text) > LONGEST_NAME:
		return None
	words = [_usual_word(word) for word in (text.title() if text.isupper() else text).split()]
	return " ".join(words) if words and all(words) else None


@lru_cache(maxsize=50_000)
def _usual_word(word: str) -> str | None:
	"""A capitalised word of letters as clean_name writes it; None when the long way must decide."""
	if not word.isalpha() or word != word.capitalize() or word != unicodedata.normalize("NFC", word):
		return None
	if word != word.translate(_LOOK_ALIKES) or not all(map(_may_stand_in_name, word)):
		return None
	return place_tone_marks(word)


def _refuse_foreign_characters(name: str) -> None:
	for character in name:
		if not _may_stand_in_name(character):
			_refuse_character(name, character)
	if not name[0].isalpha():
		raise Problem("The name {0} must begin with a letter.", name)


def _may_stand_in_name(character: str) -> bool:
	if character in _PUNCTUATION:
		return True
	if character.isalpha():
		return character.isascii() or unicodedata.name(character, "").startswith("LATIN ")
	return unicodedata.category(character) == "Mn"


def _refuse_character(name: str, character: str) -> None:
	if character.isdigit():
		raise Problem("The name {0} holds the digit {1}. Write names in letters only.", name, character)
	if unicodedata.category(character).startswith("C"):
		raise Problem(
			"The name holds an invisible control character (code {0}). Type the name again instead of pasting it.",
			f"U+{ord(character):04X}",
		)
	raise Problem("The name {0} holds the character {1}, which no name may hold. Remove it.", name, character)


def search_key(text: str) -> str:
	"""Give the key for searching: small letters without diacritics, single spaces, letters and digits only.

	"Nguyễn  Thị ĐÀO" gives "nguyen thi dao". Apostrophes join ("K'Brôi" gives "kbroi"), other signs part words.
	"""
	words = str(text or "").split()
	if all(map(str.isalpha, words)):
		return " ".join(map(_word_key, words))
	return _key(text)


@lru_cache(maxsize=50_000)
def _word_key(word: str) -> str:
	return _key(word)


def _key(text: str) -> str:
	lowered = str(text or "").replace("'", "").replace("\u2019", "").lower().translate(_D_WITH_STROKE)
	if not lowered.isascii():
		decomposed = unicodedata.normalize("NFKD", lowered)
		lowered = "".join(
			character for character in decomposed if not unicodedata.combining(character)
		).lower()
	return _NOT_ALPHANUMERIC.sub(" ", lowered).strip()


def name_tokens_key(text: str) -> str:
	"""Give the words of search_key in alphabetical order, so that "Lan Nguyễn" meets "Nguyễn Lan"."""
	return " ".join(sorted(search_key(text).split()))
