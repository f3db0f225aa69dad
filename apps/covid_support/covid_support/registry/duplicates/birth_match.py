"""How two dates of birth may be one: the same, day and month changed round, the year alone, a digit wrong. Pure."""

from dataclasses import dataclass

Birth = tuple[int, int, int]


@dataclass(frozen=True)
class BirthMatch:
	"""`whole`: the date agrees as a date, so its rarity counts; otherwise that of the year, when `year` says so.

	`bits` are added to it.
	"""

	reason: str
	bits: float
	whole: bool = False
	year: bool = True


SAME = BirthMatch("same_birth", 0, whole=True)
SWAPPED = BirthMatch("swapped_birth", -3, whole=True)
SAME_YEAR = BirthMatch("birth_year_only", 0)
SAME_MONTH = BirthMatch("birth_month_only", 3)
FIRST_OF_JANUARY = BirthMatch("birth_year_only", -2)
SLIP = BirthMatch("mistyped_birth", -1)
YEAR_SLIP = BirthMatch("mistyped_birth_year", 7.5, year=False)
UNSURE_YEAR = BirthMatch("mistyped_birth_year", 0, year=False)


def match_births(one: Birth, other: Birth) -> BirthMatch | None:
	"""What makes the two dates one, or None. Symmetric. Month and day 0 are unknown; 01/01 may stand for unknown."""
	if one[0] != other[0]:
		return _years_apart(one, other)
	if one == other:
		return SAME if one[2] else (SAME_MONTH if one[1] else SAME_YEAR)
	if not (one[2] and other[2]):
		return _less_exact(one, other)
	if one[1:] == other[:0:-1]:
		return SWAPPED
	if (1, 1) in (one[1:], other[1:]):
		return FIRST_OF_JANUARY
	if _one_digit(one, other):
		return SLIP
	return None


def _less_exact(one: Birth, other: Birth) -> BirthMatch | None:
	if not (one[1] and other[1]):
		return SAME_YEAR
	if one[1] == other[1]:
		return SAME_MONTH
	return FIRST_OF_JANUARY if (1, 1) in (one[1:], other[1:]) else None


def _years_apart(one: Birth, other: Birth) -> BirthMatch | None:
	"""A year mistyped while day and month stand: one off, or its last digits changed round."""
	if not one[2] or one[1:] != other[1:]:
		return None
	here, there = str(one[0]), str(other[0])
	turned = here[:2] == there[:2] and here[2:] == there[:1:-1]
	if not turned and abs(one[0] - other[0]) != 1:
		return None
	return UNSURE_YEAR if one[1:] == (1, 1) else YEAR_SLIP


def _one_digit(one: Birth, other: Birth) -> bool:
	"""One digit of day or month differs, or the two digits of the day stand the other way round."""
	here, there = f"{one[2]:02d}{one[1]:02d}", f"{other[2]:02d}{other[1]:02d}"
	if sum(a != b for a, b in zip(here, there, strict=True)) == 1:
		return True
	return one[1] == other[1] and here[:2] == there[1::-1]
