"""How the same person is written differently the second time: what clerks' hands, ears and habits do to a record.

Pure. Written from what goes wrong at a counter, not from what any matcher looks at. Every way takes a person (a dict
of a Beneficiary's columns) and a source of chance, changes the dict in place, and tells whether it could: a date
without a day has no day to swap.
"""

import random
import unicodedata
from calendar import monthrange
from collections.abc import Callable

from covid_support.core.partial_date import PartialDate

Person = dict
Way = Callable[[Person, random.Random], bool]

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
# as they are heard in the south: what is said decides, not what the paper shows
_ENDINGS_HEARD = (("ng", "n"), ("n", "ng"), ("c", "t"), ("t", "c"), ("y", "i"), ("i", "y"))
_BEGINNINGS_HEARD = (("S", "X"), ("X", "S"), ("Tr", "Ch"), ("Ch", "Tr"), ("Gi", "D"), ("V", "D"), ("Qu", "W"))


def letter_slip(person: Person, chance: random.Random) -> bool:
	"""One letter of the name left out, doubled, hit beside its key, or changed with its neighbour."""
	words = person["full_name"].split()
	place = chance.randrange(len(words))
	word = words[place]
	if len(word) < 3:
		return False
	at = chance.randrange(1, len(word))
	slipped = chance.choice((_left_out, _doubled, _beside, _changed_round))(word, at, chance)
	if slipped == word:
		return False
	words[place] = slipped
	person["full_name"] = " ".join(words)
	return True


def _left_out(word: str, at: int, chance: random.Random) -> str:
	return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int, chance: random.Random) -> str:
	return word[:at] + word[at] + word[at:]


def _beside(word: str, at: int, chance: random.Random) -> str:
	letter = without_marks(word[at]).lower()
	row = next((row for row in _KEYBOARD if letter in row), None)
	if row is None:
		return word
	key = row.index(letter) + chance.choice((-1, 1))
	return word[:at] + row[key % len(row)] + word[at + 1 :]


def _changed_round(word: str, at: int, chance: random.Random) -> str:
	if at + 1 >= len(word):
		return word
	return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def marks_lost(person: Person, chance: random.Random) -> bool:
	"""The name typed without any diacritics, often in capitals."""
	plain = without_marks(person["full_name"])
	if plain == person["full_name"]:
		return False
	person["full_name"] = plain.upper() if chance.random() < 0.5 else plain
	return True


def tone_wrong(person: Person, chance: random.Random) -> bool:
	"""One word carries another tone."""
	words = person["full_name"].split()
	place = chance.randrange(len(words))
	letters = unicodedata.normalize("NFD", words[place])
	at = next((index for index, letter in enumerate(letters) if letter in _TONES), None)
	if at is None:
		return False
	other = chance.choice([tone for tone in _TONES if tone != letters[at]])
	words[place] = unicodedata.normalize("NFC", letters[:at] + other + letters[at + 1 :])
	person["full_name"] = " ".join(words)
	return True


def order_swapped(person: Person, chance: random.Random) -> bool:
	"""The given name before the family name, as foreign forms want it, or the words turned round."""
	words = person["full_name"].split()
	turned = [words[-1], *words[:-1]] if chance.random() < 0.7 else [*words[1:], words[0]]
	if turned == words:
		return False
	person["full_name"] = " ".join(turned)
	return True


def heard_wrong(person: Person, chance: random.Random) -> bool:
	"""One word as it was heard: "Hoàng" for "Hoàn", "Xương" for "Sương"."""
	words = person["full_name"].split()
	places = list(range(len(words)))
	chance.shuffle(places)
	for place in places:
		heard = _as_heard(words[place])
		if heard != words[place]:
			words[place] = heard
			person["full_name"] = " ".join(words)
			return True
	return False


def _as_heard(word: str) -> str:
	for said, written in _BEGINNINGS_HEARD:
		if word.startswith(said) and len(word) > len(said) + 1:
			return written + word[len(said) :]
	for said, written in _ENDINGS_HEARD:
		if word.endswith(said) and len(word) > len(said) + 1:
			return word[: -len(said)] + written
	return word


def middle_lost(person: Person, chance: random.Random) -> bool:
	"""A middle word left out of a long name."""
	words = person["full_name"].split()
	if len(words) < 4 and not (len(words) == 3 and chance.random() < 0.4):
		return False
	del words[chance.randrange(1, len(words) - 1)]
	person["full_name"] = " ".join(words)
	return True


def words_joined(person: Person, chance: random.Random) -> bool:
	"""Two words of a name written as one, as happens to Khmer names."""
	words = person["full_name"].split()
	if len(words) < 3:
		return False
	words[-2:] = [words[-2] + words[-1].lower()]
	person["full_name"] = " ".join(words)
	return True


def day_and_month_swapped(person: Person, chance: random.Random) -> bool:
	"""03/04 read as 04/03."""
	day, month = person["birth_day"], person["birth_month"]
	if not day or day > 12 or day == month:
		return False
	born(person, person["birth_year"], day, month)
	return True


def year_alone(person: Person, chance: random.Random) -> bool:
	"""Only the year given the second time; some clerks write 01/01 for it."""
	if not person["birth_day"]:
		return False
	exact = (1, 1) if chance.random() < 0.25 else (0, 0)
	if (person["birth_month"], person["birth_day"]) == exact:
		return False
	born(person, person["birth_year"], *exact)
	return True


def day_slip(person: Person, chance: random.Random) -> bool:
	"""One digit of the day or the month is another one."""
	year, month, day = person["birth_year"], person["birth_month"], person["birth_day"]
	if not day:
		return False
	if chance.random() < 0.7:
		day = _other_digit(day, chance, monthrange(year, month)[1])
	else:
		month = _other_digit(month, chance, 12)
		day = min(day, monthrange(year, month)[1])
	if (month, day) == (person["birth_month"], person["birth_day"]):
		return False
	born(person, year, month, day)
	return True


def _other_digit(number: int, chance: random.Random, largest: int) -> int:
	text = f"{number:02d}"
	at = chance.randrange(2)
	other = int(text[:at] + str(chance.randrange(10)) + text[at + 1 :])
	return other if 1 <= other <= largest else number


def year_slip(person: Person, chance: random.Random) -> bool:
	"""One digit of the year wrong or its last two changed round. No personal ID fits, so none is entered."""
	year = person["birth_year"]
	if not person["birth_day"]:
		return False
	last = f"{year % 100:02d}"
	other = year // 100 * 100 + int(last[::-1]) if chance.random() < 0.3 else year + chance.choice((-1, 1))
	if other == year or other > 2019 or other < 1920:
		return False
	month, day = person["birth_month"], person["birth_day"]
	born(person, other, month, min(day, monthrange(other, month)[1]))
	person["personal_id"] = None
	return True


def born(person: Person, year: int, month: int, day: int) -> None:
	"""Write a date of birth into its four columns; month and day 0 when they are not known."""
	person["birth_year"], person["birth_month"], person["birth_day"] = year, month, day
	person["birth_date"] = PartialDate(year, month or None, day or None).text


def without_marks(text: str) -> str:
	"""The letters without Vietnamese marks, capitals kept."""
	bare = "".join(
		letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
	)
	return bare.replace("đ", "d").replace("Đ", "D")


NAME_WAYS: tuple[Way, ...] = (
	letter_slip,
	marks_lost,
	tone_wrong,
	order_swapped,
	heard_wrong,
	middle_lost,
	words_joined,
)
# the year is the part that everybody knows by heart, and the personal ID repeats it
BIRTH_WAYS: tuple[Way, ...] = (
	*(day_and_month_swapped, year_alone, day_slip) * 3,
	year_slip,
)
