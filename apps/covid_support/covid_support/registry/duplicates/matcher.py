"""Pairs of records that are probably one person, each with a score and its reasons. Pure.

Evidence is counted in bits, as Fellegi and Sunter weigh records: how much likelier an agreement is for one person
than for two picked by chance. A rare name says more than a common one, a full date more than a year. A pair is told
from THRESHOLD bits on. Order of people and of the pair changes nothing.
"""

from collections import Counter
from dataclasses import dataclass
from math import log2

from covid_support.registry.duplicates import birth_match, name_match
from covid_support.registry.duplicates.birth_match import BirthMatch, match_births
from covid_support.registry.duplicates.candidates import candidates
from covid_support.registry.duplicates.marks import marks_say
from covid_support.registry.duplicates.name_match import NameMatch, match_names
from covid_support.registry.duplicates.number_match import close_numbers, numbers_say
from covid_support.registry.duplicates.people import Frequencies, People

THRESHOLD = 21.0
# a small registry says little about how common a name is: so many people with one more bearer each are assumed
ASSUMED_FOR_NAMES, ASSUMED_FOR_DATES = 16_384, 32_768
ASSUMED_YEARS = 90
SAME_SEX, OTHER_SEX = 1.0, -6.0
SAME_COMMUNE, SAME_DISTRICT, OTHER_COMMUNE, OTHER_DISTRICT = 6.0, 0.5, -2.0, -4.0
SAME_HAMLET, OTHER_HAMLET = 2.0, -2.0
SAME_CONTACT, SHARED_CONTACT, OTHER_CONTACT = 7.0, 2.0, -2.0
FEW, MANY = 4, 10
SAME_HOUSEHOLD = 2.0
# bits for which the score goes up by half of what is missing to 100
HALF = 4.0


@dataclass(frozen=True, order=True)
class Pair:
	"""Two people (their names in order), score 50–100 and keys of reasons.REASONS."""

	one: str
	other: str
	score: int
	reasons: tuple[str, ...]


def find_pairs(people: People, among: frozenset[int] | None = None) -> list[Pair]:
	"""All probable duplicates, the surest first; with `among` (positions), those with at least one of them."""
	matcher = Matcher(people)
	count = len(people)
	found = (matcher.judge(*divmod(pair, count)) for pair in candidates(people, among))
	return sorted((pair for pair in found if pair), key=lambda pair: (-pair.score, pair.one, pair.other))


class Matcher:
	"""Judges pairs of `people`, given how common things are among them."""

	def __init__(self, people: People):
		self.people = people
		self.frequencies = Frequencies(people)

	def judge(self, one: int, other: int) -> Pair | None:
		"""The pair when there is enough evidence, else None."""
		people = self.people
		if self._two_numbers(one, other):
			return None
		birth = match_births(people.births[one], people.births[other])
		if not birth:
			return None
		name = match_names(people.words[one], people.words[other], self.frequencies.are_known)
		if not name or self._are_twins(name, birth, one, other):
			return None
		bits, reasons = self._weigh(name, birth, one, other)
		if bits < THRESHOLD:
			return None
		first, second = sorted((people.names[one], people.names[other]))
		return Pair(first, second, score_of(bits), tuple(reasons))

	def _two_numbers(self, one: int, other: int) -> bool:
		"""The quick no: two personal IDs that no slip explains."""
		here, there = self.people.personal_ids[one], self.people.personal_ids[other]
		return bool(here and there and here != there and not close_numbers(here, there))

	def _are_twins(self, name: NameMatch, birth: BirthMatch, one: int, other: int) -> bool:
		"""One birthday, two given names, one home or telephone or account: two children."""
		people = self.people
		shared = (people.households, people.phones, people.accounts)
		return (
			name.given_differs
			and birth is birth_match.SAME
			and any(column[one] and column[one] == column[other] for column in shared)
		)

	def _weigh(self, name: NameMatch, birth: BirthMatch, one: int, other: int) -> tuple[float, list[str]]:
		people = self.people
		numbers = numbers_say(people, one, other, not name.given_differs)
		if numbers is None:
			return 0.0, []
		bits, reasons = numbers
		bits += self._name_bits(one, other) - name.cost
		bits += marks_say(people.full_names[one], people.full_names[other]) if name is name_match.SAME else 0
		bits += self._birth_bits(birth, people.births[one], people.births[other])
		bits += _sex(people.sexes[one], people.sexes[other])
		more, contacts = self._contact_bits(one, other)
		return bits + more, [name.reason, birth.reason, *reasons, *contacts]

	def _name_bits(self, one: int, other: int) -> float:
		"""The rarity of the commoner of both names: a mistyped one is always rare."""
		names = self.frequencies.names
		bearers = max(names[self.people.keys[one]], names[self.people.keys[other]])
		return rarity(bearers, self.frequencies.count, ASSUMED_FOR_NAMES)

	def _birth_bits(self, birth: BirthMatch, one: tuple, other: tuple) -> float:
		if birth.whole:
			born = max(self.frequencies.births[one], self.frequencies.births[other])
			return birth.bits + rarity(born, self.frequencies.count, ASSUMED_FOR_DATES)
		if not birth.year:
			return birth.bits
		born = self.frequencies.years[one[0]] + ASSUMED_YEARS
		return birth.bits + log2((self.frequencies.count + ASSUMED_YEARS**2) / born)

	def _contact_bits(self, one: int, other: int) -> tuple[float, list[str]]:
		people, bits, reasons = self.people, self._place_bits(one, other), []
		for column, counts, reason in (
			(people.phones, self.frequencies.phones, "same_phone"),
			(people.accounts, self.frequencies.accounts, "same_account"),
		):
			more = _contact(column[one], column[other], counts)
			bits += more
			reasons += [reason] if more > 0 else []
		if people.households[one] and people.households[one] == people.households[other]:
			bits += SAME_HOUSEHOLD
			reasons.append("same_household")
		if people.communes[one] and people.communes[one] == people.communes[other]:
			reasons.append("same_commune")
		return bits, reasons

	def _place_bits(self, one: int, other: int) -> float:
		people = self.people
		if not (people.communes[one] and people.communes[other]):
			return 0.0
		if people.communes[one] == people.communes[other]:
			return SAME_COMMUNE + _hamlet(people.hamlets[one], people.hamlets[other])
		here, there = people.districts[one], people.districts[other]
		if not (here and there):
			return OTHER_COMMUNE
		return SAME_DISTRICT if here == there else OTHER_DISTRICT


def _sex(one: str, other: str) -> float:
	if not (one and other):
		return 0.0
	return SAME_SEX if one == other else OTHER_SEX


def _hamlet(one: str, other: str) -> float:
	if not (one and other):
		return 0.0
	return SAME_HAMLET if one == other else OTHER_HAMLET


def _contact(one: str, other: str, counts: Counter) -> float:
	"""Bits of a telephone or an account: spouses share one, a hamlet shares its head's telephone."""
	if not (one and other):
		return 0.0
	if one != other:
		return OTHER_CONTACT
	if counts[one] > MANY:
		return 0.0
	return SAME_CONTACT if counts[one] <= FEW else SHARED_CONTACT


def rarity(bearers: int, count: int, assumed: int) -> float:
	"""Bits that an agreement says of which `bearers` of `count` people, the pair itself among them, have a share."""
	return log2((max(count - 2, 0) + assumed) / (max(bearers - 2, 0) + 1))


def score_of(bits: float) -> int:
	"""50 at the threshold, nearing 100: whole numbers that people can sort by."""
	return min(100, round(100 - 50 * 2 ** (-(bits - THRESHOLD) / HALF)))
