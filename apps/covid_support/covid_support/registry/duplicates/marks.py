"""What diacritics say when two names have the same letters: "Hoà" and "Hòa" are one name, "Lan" and "Lân" two. Pure."""

from covid_support.core.tone_marks import place_tone_marks

OTHER_MARKS = -2.0


def marks_say(one: str, other: str) -> float:
	"""Bits: 0 when the marks agree or one name was typed without any, OTHER_MARKS when both have others."""
	if one == other or one.isascii() or other.isascii():
		return 0.0
	return 0.0 if place_tone_marks(one).casefold() == place_tone_marks(other).casefold() else OTHER_MARKS
