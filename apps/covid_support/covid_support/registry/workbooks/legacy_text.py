"""Vietnamese typed in the fonts of the nineties (TCVN3/ABC, VNI), turned into Unicode.

The encoding is always told, by the font of the column or by the user: a guess from the text alone would
spoil names that are right already ("Lê Hòa", "Phú").
"""

import re
import unicodedata
from functools import lru_cache

from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import convert as convert_by_table

UNICODE, TCVN3, VNI = "Unicode", "TCVN3 (ABC)", "VNI"
TEXT_ENCODINGS = (UNICODE, TCVN3, VNI)
_TABLES = {TCVN3: "tcvn3", VNI: "vni"}
# viparse knows no "ẳ" in VNI, because its corpus has none
_MISSING_IN_VNI = (("aú", "ẳ"), ("AÚ", "Ẳ"))
_WORD = re.compile(r"\S+")


def font_encoding(font: str | None) -> tuple[str, bool]:
	"""(encoding, whether the font shows capitals only) of a font's name: ".VnTimeH" gives (TCVN3, True)."""
	name = (font or "").strip()
	if name.lower().startswith(".vn"):
		return TCVN3, name.endswith("H")
	if name.lower().startswith("vni"):
		return VNI, False
	return UNICODE, False


@lru_cache(maxsize=50_000)
def to_unicode(text: str, encoding: str, capitals: bool = False) -> str:
	"""`text` in Unicode (NFC). `capitals` is for fonts that draw small letters as capitals."""
	if encoding not in _TABLES or text.isascii():
		return text.upper() if capitals else text
	if encoding == VNI:
		for legacy, letter in _MISSING_IN_VNI:
			text = text.replace(legacy, letter)
	converted = unicodedata.normalize("NFC", convert_by_table(text, get_charmap(_TABLES[encoding])))
	if capitals:
		return converted.upper()
	return _WORD.sub(_whole_capitals, converted) if encoding == TCVN3 else converted


def _whole_capitals(match: re.Match) -> str:
	"""TCVN3 has no capital letters with tones: "NGUYễN" was meant as "NGUYỄN"."""
	plain = [letter for letter in match[0] if letter.isascii() and letter.isalpha()]
	capitals = len(plain) > 1 and all(letter.isupper() for letter in plain)
	return match[0].upper() if capitals else match[0]
