"""How two names may be one person's: the same words, turned round, joined, misheard, mistyped, one left out. Pure."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from covid_support.registry.duplicates.people import as_heard, place_of

Words = tuple[str, ...]


@dataclass(frozen=True)
class NameMatch:
	"""`reason` is a key of reasons.REASONS; `cost` in bits is taken from what the name's rarity says for the pair.

	`given_differs`: two names that both exist, one letter apart, as parents give them to twins.
	"""

	reason: str
	cost: float
	given_differs: bool = False


SAME = NameMatch("same_name", 0)
TURNED = NameMatch("turned_name", -2)
JOINED = NameMatch("joined_name", -2)
HEARD = NameMatch("heard_name", 0)
SLIP = NameMatch("mistyped_name", 1)
MIDDLE_LEFT_OUT = NameMatch("shorter_name", 3.5)
END_LEFT_OUT = NameMatch("shorter_name", 7)
OTHER_WORD = NameMatch("mistyped_name", 5)
OTHER_GIVEN_NAME = NameMatch("mistyped_name", 9, True)
LONG_WORD = 6


def match_names(
	one: Words, other: Words, are_known: Callable[[str, str, str | None], bool]
) -> NameMatch | None:
	"""What makes the two names one, or None. Symmetric.

	`are_known(word, other, place)` tells whether two words are names of their own (Frequencies.are_known).
	"""
	if one == other:
		return SAME
	if sorted(one) == sorted(other):
		return TURNED
	if "".join(one) == "".join(other):
		return JOINED
	here, there = _apart(one, other)
	if not here or not there:
		return _shorter(one, other, here or there)
	if len(here) == len(there) == 1:
		return _other_word(one, other, here[0], there[0], are_known)
	if sorted(map(as_heard, here)) == sorted(map(as_heard, there)):
		return HEARD
	return None


def _apart(one: Words, other: Words) -> tuple[list[str], list[str]]:
	"""The words that only the one and only the other has."""
	left, right = Counter(one), Counter(other)
	return list((left - right).elements()), list((right - left).elements())


def _shorter(one: Words, other: Words, missing: list[str]) -> NameMatch | None:
	if len(missing) != 1 or min(len(one), len(other)) < 2:
		return None
	longer = max(one, other, key=len)
	return MIDDLE_LEFT_OUT if missing[0] in longer[1:-1] else END_LEFT_OUT


def _other_word(one: Words, other: Words, here: str, there: str, are_known) -> NameMatch | None:
	if min(len(one), len(other)) < 2:
		return None
	allowed = 2 if max(len(here), len(there)) >= LONG_WORD else 1
	close = OSA.distance(here, there, score_cutoff=allowed) <= allowed
	heard = as_heard(here) == as_heard(there)
	if not (close or heard):
		return None
	place = _common_place(one, other, here, there)
	if not are_known(here, there, place):
		return HEARD if heard else SLIP
	return OTHER_GIVEN_NAME if place == "last" else OTHER_WORD


def _common_place(one: Words, other: Words, here: str, there: str) -> str | None:
	"""Where in the names both words stand; None when they stand apart, as in a name turned round."""
	left = place_of(one.index(here), len(one))
	return left if left == place_of(other.index(there), len(other)) else None
