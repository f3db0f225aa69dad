"""One place for the tone mark of a Vietnamese syllable.

"Hoà", "Hòa" and the mistyped "Hòang" are the same sounds written three ways. Names are kept in the style
of the population database and of most administrative names: the mark stands on the first vowel of an open
pair ("Hòa", "Thủy", "Khỏe") and on the last one before a final consonant ("Hoàng").
"""

import re
import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MARKED_VOWELS = frozenset("ăâêôơư")
_VOWELS = "aăâeêioôơuưy"
# gi and qu are consonants when another vowel follows.
_SYLLABLE = re.compile(
	rf"(gi(?=[{_VOWELS}])|qu(?=[{_VOWELS}])|ngh?|[cgknpt]h|tr|[bcdđghklmnpqrstvx])?"
	rf"([{_VOWELS}]{{1,3}})(ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[^\W\d_]+")


def place_tone_marks(text: str) -> str:
	"""Move every tone mark to its one place. Words that are not Vietnamese syllables stay as they are."""
	return _WORD.sub(lambda match: _place_in_word(match[0]), text)


@lru_cache(maxsize=20_000)
def _place_in_word(word: str) -> str:
	decomposed = unicodedata.normalize("NFD", word)
	tones = [mark for mark in decomposed if mark in _TONES]
	if len(tones) != 1:
		return word
	bare = unicodedata.normalize("NFC", decomposed.replace(tones[0], ""))
	syllable = _SYLLABLE.fullmatch(bare.lower())
	if not syllable or not _tone_stands_on_vowel(decomposed):
		return word
	position = syllable.start(2) + _tone_position(syllable[2], bool(syllable[3]))
	return unicodedata.normalize("NFC", bare[: position + 1] + tones[0] + bare[position + 1 :])


def _tone_stands_on_vowel(decomposed: str) -> bool:
	before_tone = re.split(r"[\u0300\u0301\u0303\u0309\u0323]", decomposed)[0]
	letters = [character for character in before_tone if not unicodedata.combining(character)]
	return bool(letters) and letters[-1].lower() in "aeiouy"


def _tone_position(vowels: str, closed: bool) -> int:
	"""Index, within the run of vowels, of the letter that bears the tone."""
	marked = [index for index, vowel in enumerate(vowels) if vowel in _MARKED_VOWELS]
	if marked:
		return marked[-1]
	if len(vowels) == 1:
		return 0
	if len(vowels) == 3 or closed:
		return 1
	return 0
