"""Which pairs of people are worth a closer look: those that share a key. Pure.

Every key stands for a way in which a person is written twice. A key shared by very many people (one telephone for
a whole hamlet) tells nothing and is left out.
"""

from collections.abc import Callable, Hashable, Iterator
from itertools import chain, combinations

from covid_support.registry.duplicates.people import People, as_heard

LARGEST_BLOCK = 400
HASH_BITS = (1 << 44) - 1
Key = Callable[[People, int], Iterator[Hashable]]
_COMMON_WORDS = frozenset(("van", "thi"))


def candidates(people: People, among: frozenset[int] | None = None) -> set[int]:
	"""Pairs as one number each, `first * len(people) + second`; with `among`, pairs with at least one of those.

	One number, because a million tuples take a hundred megabytes more.
	"""
	pairs: set[int] = set()
	for key in KEYS:
		for block in _blocks(people, key):
			_pair_up(block, len(people), among, pairs)
	return pairs


def _blocks(people: People, key: Key) -> Iterator[list[int]]:
	"""The positions behind each value of `key` that more than one person has.

	Value and position are packed into one number and sorted: a dictionary of lists takes several times the memory.
	Two values with the same hash only mean a pair looked at in vain.
	"""
	room = len(people).bit_length()
	position_bits = (1 << room) - 1
	packed = [
		(hash(value) & HASH_BITS) << room | position
		for position in range(len(people))
		for value in key(people, position)
	]
	packed.sort()
	begin, last = 0, -1
	for place, number in enumerate(chain(packed, (-1,))):
		if number >> room != last:
			if 1 < place - begin <= LARGEST_BLOCK:
				yield [entry & position_bits for entry in packed[begin:place]]
			begin, last = place, number >> room


def _pair_up(block: list[int], count: int, among: frozenset[int] | None, pairs: set[int]) -> None:
	"""Positions in a block ascend; one that stands twice makes no pair with itself."""
	if among is None:
		pairs.update(one * count + other for one, other in combinations(block, 2) if one != other)
		return
	for one in among.intersection(block):
		pairs.update(min(one, other) * count + max(one, other) for other in block if other != one)


def heard_and_year(people: People, at: int) -> Iterator[Hashable]:
	"""The same sounds in any order, the same year: diacritics, swapped or misheard words, every error in day and month;
	or the same letters and year, however they are parted into words.
	"""
	year = people.births[at][0]
	yield " ".join(sorted(map(as_heard, people.words[at]))), year
	yield "".join(people.words[at]), year


def words_and_day(people: People, at: int) -> Iterator[Hashable]:
	"""The same words, day and month: the year mistyped."""
	_year, month, day = people.births[at]
	if day:
		yield people.keys[at], month, day


def birth_and_word(people: People, at: int) -> Iterator[Hashable]:
	"""The same date, also changed round, and one word that not everybody bears: any error in another word."""
	year, month, day = people.births[at]
	if day:
		dates = tuple(sorted((month, day)))
		for word in set(people.words[at]) - _COMMON_WORDS:
			yield year, dates, people.sexes[at], word


def most_words_and_year(people: People, at: int) -> Iterator[Hashable]:
	"""All words but one, the year: a word left out of a long name."""
	year = people.births[at][0]
	words = people.keys[at].split()
	if len(words) > 2:
		yield people.keys[at], year
	if len(words) > 3:
		for place in range(len(words)):
			yield " ".join(words[:place] + words[place + 1 :]), year


def most_words_and_commune(people: People, at: int) -> Iterator[Hashable]:
	"""All words but one, the year, the commune: a mistyped word, and a date that helps no further."""
	words, year, commune = people.keys[at].split(), people.births[at][0], people.communes[at]
	if len(words) > 1:
		for place in range(len(words)):
			yield hash(tuple(words[:place] + words[place + 1 :])), year, commune


def contacts(people: People, at: int) -> Iterator[Hashable]:
	"""The same telephone, account or household."""
	if people.phones[at]:
		yield "phone", people.phones[at]
	if people.accounts[at]:
		yield "account", people.accounts[at]
	if people.households[at]:
		yield "household", people.households[at]


def numbers(people: People, at: int) -> Iterator[Hashable]:
	"""The same number among personal IDs and social insurance numbers."""
	if people.personal_ids[at]:
		yield people.personal_ids[at]
	if people.insurance_numbers[at] and people.insurance_numbers[at] != people.personal_ids[at]:
		yield people.insurance_numbers[at]


KEYS: tuple[Key, ...] = (
	heard_and_year,
	words_and_day,
	birth_and_word,
	most_words_and_year,
	most_words_and_commune,
	contacts,
	numbers,
)
