"""Made-up people for demonstrations and tests. Nobody real: names are put together by chance."""

import random
from bisect import bisect_right
from calendar import monthrange
from itertools import accumulate

from covid_support.core.identity import PROVINCE_DIGITS
from covid_support.core.partial_date import EARLIEST_YEAR
from covid_support.core.people_names import ETHNIC_GROUPS, FAMILY_NAMES, GIVEN_NAMES, MIDDLE_NAMES
from covid_support.core.problem import Problem

NUMBERS_BEHIND_ONE_PREFIX = 10**6
# No operator has used mobile prefix 095 since S-Fone closed in 2012, so nobody's telephone rings.
PHONE_PREFIX = "095"
PHONES = 10**7
# Series of the identity cards that Sóc Trăng issued.
IDENTITY_CARD_SERIES = ("365", "366")
LAST_BIRTH_YEAR_WITH_IDENTITY_CARD = 2001
SHARE_WITH_IDENTITY_CARD = 0.55
# Old people often know the year of their birth alone.
SHARE_WITH_YEAR_ONLY = {1939: 0.30, 1959: 0.12, 1979: 0.03}

# Multipliers without a common factor with the range walk through all its numbers in a scattered order.
_SCATTER_PERSONAL_ID = 618_033
_SCATTER_CARD = 1_236_067
_SCATTER_PHONE = 6_180_339


class _Weighted:
	"""Words drawn by weight with one random number."""

	def __init__(self, words_and_weights: str):
		pairs = [pair.partition(":") for pair in words_and_weights.split()]
		self.words = tuple("" if word == "-" else word.replace("_", " ") for word, _, _ in pairs)
		self.limits = tuple(accumulate(int(weight or 1) for _, _, weight in pairs))

	def at(self, position: float) -> str:
		"""The word at a position from 0 up to (not including) 1."""
		return self.words[bisect_right(self.limits, position * self.limits[-1])]


_ETHNIC_GROUPS = _Weighted(ETHNIC_GROUPS)
_FAMILY_NAMES = {group: _Weighted(words) for group, words in FAMILY_NAMES.items()}
_MIDDLE_NAMES = {key: _Weighted(words) for key, words in MIDDLE_NAMES.items()}
_GIVEN_NAMES = {key: _Weighted(words) for key, words in GIVEN_NAMES.items()}


class DemoPeople:
	"""A source of made-up people; the same seed and the same calls give the same people.

	All personal IDs, identity cards and telephones of one source differ, up to a million people born in one
	year, of one sex, in one province, two million identity cards and ten million telephones.
	"""

	def __init__(self, seed: int | str):
		self._random = random.Random(seed)
		self._personal_ids: dict[str, tuple[int, int]] = {}
		self._identity_cards = 0
		self._phones = 0

	def person(
		self, province_code: str = "094", sex: str | None = None, born_between: tuple[int, int] = (1930, 2019)
	) -> dict[str, str]:
		"""Make one person.

		province_code: three digits of the place of birth registration. sex: "Male", "Female" or None for
		either. born_between: first and last birth year. Gives full_name, sex, ethnic_group, birth_date
		("15/03/1958", "03/1958" or "1958"), personal_id, identity_card ("" when there is none) and phone.
		Raises Problem for an unknown province code and for birth years in the wrong order.
		"""
		if province_code not in PROVINCE_DIGITS:
			raise Problem("There is no province code {0}. Use three digits such as 094.", province_code)
		chance = self._random.random
		sex = sex or ("Female" if chance() < 0.51 else "Male")
		first_year, last_year = born_between
		if not EARLIEST_YEAR <= first_year <= last_year:
			raise Problem("People cannot be born between {0} and {1}.", first_year, last_year)
		year = first_year + int(chance() * (last_year - first_year + 1))
		ethnic_group = _ETHNIC_GROUPS.at(chance())
		return {
			"full_name": self._full_name(ethnic_group, sex),
			"sex": sex,
			"ethnic_group": ethnic_group,
			"birth_date": self._birth_date(year),
			"personal_id": self._personal_id(province_code, sex, year),
			"identity_card": self._identity_card(year),
			"phone": self._phone(),
		}

	def _full_name(self, ethnic_group: str, sex: str) -> str:
		chance = self._random.random
		family = _FAMILY_NAMES[ethnic_group].at(chance())
		middle = _MIDDLE_NAMES[ethnic_group, sex].at(chance())
		given = _GIVEN_NAMES[ethnic_group, sex].at(chance())
		return f"{family} {middle} {given}" if middle else f"{family} {given}"

	def _birth_date(self, year: int) -> str:
		chance = self._random.random
		month = 1 + int(chance() * 12)
		day = 1 + int(chance() * monthrange(year, month)[1])
		exactness = chance()
		for last_year, share in SHARE_WITH_YEAR_ONLY.items():
			if year <= last_year:
				if exactness < share:
					return str(year)
				if exactness < share * 1.2:
					return f"{month:02d}/{year}"
				break
		return f"{day:02d}/{month:02d}/{year}"

	def _personal_id(self, province_code: str, sex: str, year: int) -> str:
		century_digit = (year - 1900) // 100 * 2 + (sex == "Female")
		prefix = f"{province_code}{century_digit}{year % 100:02d}"
		start, count = self._personal_ids.get(prefix) or (
			int(self._random.random() * NUMBERS_BEHIND_ONE_PREFIX),
			0,
		)
		if count >= NUMBERS_BEHIND_ONE_PREFIX:
			raise Problem("All numbers beginning with {0} have been given out.", prefix)
		self._personal_ids[prefix] = start, count + 1
		return f"{prefix}{(start + count * _SCATTER_PERSONAL_ID) % NUMBERS_BEHIND_ONE_PREFIX:06d}"

	def _identity_card(self, year: int) -> str:
		if year > LAST_BIRTH_YEAR_WITH_IDENTITY_CARD or self._random.random() > SHARE_WITH_IDENTITY_CARD:
			return ""
		scattered = (
			self._identity_cards * _SCATTER_CARD % (len(IDENTITY_CARD_SERIES) * NUMBERS_BEHIND_ONE_PREFIX)
		)
		self._identity_cards += 1
		series, number = divmod(scattered, NUMBERS_BEHIND_ONE_PREFIX)
		return f"{IDENTITY_CARD_SERIES[series]}{number:06d}"

	def _phone(self) -> str:
		scattered = self._phones * _SCATTER_PHONE % PHONES
		self._phones += 1
		return f"{PHONE_PREFIX}{scattered:07d}"
