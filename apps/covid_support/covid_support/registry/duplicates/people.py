"""The columns of people as the matcher reads them: one list for each column, a person is a position. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from covid_support.core.names import search_key

# the order in which `People.of` takes the columns of one person
COLUMNS = (
	"name",
	"full_name",
	"sex",
	"birth_year",
	"birth_month",
	"birth_day",
	"personal_id",
	"identity_card",
	"social_insurance_number",
	"passport_number",
	"phone",
	"account_number",
	"household",
	"hamlet",
	"commune",
)
# the last letters of a syllable and its first ones that southern speech does not keep apart
_ENDINGS = (("ng", "n"), ("nh", "n"), ("c", "t"), ("y", "i"))
_BEGINNINGS = (("x", "s"), ("ch", "tr"), ("gi", "d"), ("v", "d"), ("r", "g"), ("qu", "w"))


@dataclass(frozen=True)
class Places:
	"""`successors` {abolished commune: the one that took it over}, which make them the same place; `districts`
	{commune: district} where there are districts.
	"""

	successors: dict[str, str] = field(default_factory=dict)
	districts: dict[str, str] = field(default_factory=dict)


@dataclass
class People:
	"""Parallel columns. `words` are those of search_key in the order written, `keys` the same in alphabetical order;
	`births` are (year, month, day).
	"""

	names: list[str] = field(default_factory=list)
	full_names: list[str] = field(default_factory=list)
	words: list[tuple[str, ...]] = field(default_factory=list)
	keys: list[str] = field(default_factory=list)
	sexes: list[str] = field(default_factory=list)
	births: list[tuple[int, int, int]] = field(default_factory=list)
	personal_ids: list[str] = field(default_factory=list)
	cards: list[str] = field(default_factory=list)
	insurance_numbers: list[str] = field(default_factory=list)
	passports: list[str] = field(default_factory=list)
	phones: list[str] = field(default_factory=list)
	accounts: list[str] = field(default_factory=list)
	households: list[str] = field(default_factory=list)
	hamlets: list[str] = field(default_factory=list)
	communes: list[str] = field(default_factory=list)
	districts: list[str] = field(default_factory=list)

	@classmethod
	def of(cls, rows: Iterable[tuple], places: "Places | None" = None) -> "People":
		"""Read `rows`, tuples in the order of COLUMNS; `places` tell which communes belong together."""
		people, places = cls(), places or Places()
		known: dict[str, tuple[str, ...]] = {}
		for name, full_name, sex, year, month, day, *numbers, household, hamlet, commune in rows:
			people.names.append(name)
			people.full_names.append(full_name or "")
			words = _words(full_name or "", known)
			people.words.append(words)
			people.keys.append(" ".join(sorted(words)))
			people.sexes.append(sex or "")
			people.births.append((year or 0, month or 0, day or 0))
			people._take_numbers(numbers)
			people.households.append(household or "")
			people.hamlets.append(search_key(hamlet) if hamlet else "")
			place = places.successors.get(commune, commune) or ""
			people.communes.append(place)
			# the district of the commune as it is written: two records of the former districts still tell them apart
			people.districts.append(places.districts.get(commune) or places.districts.get(place, ""))
		return people

	def _take_numbers(self, numbers: list) -> None:
		personal_id, card, insurance, passport, phone, account = numbers
		self.personal_ids.append(personal_id or "")
		self.cards.append(card or "")
		self.insurance_numbers.append(insurance or "")
		self.passports.append(passport or "")
		self.phones.append(phone or "")
		self.accounts.append(account or "")

	def __len__(self) -> int:
		return len(self.names)


def _words(full_name: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
	"""Each word is folded once: a province has two hundred thousand names of three thousand words."""
	found: list[str] = []
	for word in full_name.split():
		folded = known.get(word)
		if folded is None:
			folded = known[word] = tuple(search_key(word).split())
		found += folded
	return tuple(found)


@lru_cache(maxsize=100_000)
def as_heard(word: str) -> str:
	"""A folded word as it sounds in the south: "hoang" and "hoan" are one, so are "suong" and "xuong"."""
	for written, said in _BEGINNINGS:
		if word.startswith(written) and len(word) > len(written):
			word = said + word[len(written) :]
			break
	for written, said in _ENDINGS:
		if word.endswith(written) and len(word) > len(written):
			return word[: -len(written)] + said
	return word


class Frequencies:
	"""How common names, words, dates, telephones and accounts are: what is rare says more when two records agree."""

	def __init__(self, people: People):
		self.count = len(people)
		self.names = Counter(people.keys)
		self.words: dict[str, Counter] = {place: Counter() for place in ("first", "middle", "last")}
		for words in people.words:
			for at, word in enumerate(words):
				self.words[place_of(at, len(words))][word] += 1
		self.births = Counter(people.births)
		self.years = Counter(year for year, _month, _day in people.births)
		self.phones = Counter(filter(None, people.phones))
		self.accounts = Counter(filter(None, people.accounts))

	def are_known(self, one: str, other: str, place: str | None) -> bool:
		"""Whether both are words of their own at that place of a name, so that neither is a slip of the other.

		A word with few bearers beside a very common one is its slip, however often it was made.
		"""
		places = (place,) if place else tuple(self.words)
		here, there = (sum(self.words[part][word] for part in places) for word in (one, other))
		return min(here, there) >= max(3 + self.count / 12_000, max(here, there) / 40)


def place_of(at: int, length: int) -> str:
	"""Family name, middle name or given name, by the place of a word."""
	if at == 0:
		return "first"
	return "last" if at == length - 1 else "middle"
