"""Different people who look like one: namesakes, twins, father and son, spouses, brothers and sisters.

Pure. Each kind gets the first person and a copy, `other`, whom it turns into somebody else; it may give the first
one what both share.
"""

import random

from covid_support.core.people_names import FAMILY_NAMES, GIVEN_NAMES, MIDDLE_NAMES
from covid_support.scenarios.duplicates.clerk_errors import born, without_marks

LATEST_BIRTH = 2019
WITH_NUMBERS = 0.7


def _words(table: dict, *key: str) -> list[str]:
	drawn = table[key[0] if len(key) == 1 else key]
	return [word.partition(":")[0].replace("_", " ") for word in drawn.split() if not word.startswith("-")]


def _personal_id(person: dict, tail: int) -> str:
	century = (person["birth_year"] - 1900) // 100 * 2 + (person["sex"] == "Female")
	return f"094{century}{person['birth_year'] % 100:02d}{tail % 10**6:06d}"


def _numbers(first: dict, other: dict, chance: random.Random, apart: int | None = None) -> None:
	"""Both have a personal ID of their own, or neither has any. `apart`: how far the two stand from each other."""
	for person in (first, other):
		person.update(personal_id=None, identity_card=None)
	if chance.random() < WITH_NUMBERS:
		tail = chance.randrange(10**6)
		first["personal_id"] = _personal_id(first, tail)
		other["personal_id"] = _personal_id(other, tail + (apart or chance.randrange(1000, 900_000)))


def _own_contacts(other: dict, chance: random.Random) -> None:
	other["phone"] = f"095{chance.randrange(10**7):07d}" if chance.random() < 0.6 else None
	other["account_number"] = None
	other["household"] = None
	other["hamlet"] = f"Ấp {chance.randint(1, 8)}"


def _some_day(person: dict, year: int, chance: random.Random) -> None:
	born(person, year, chance.randint(1, 12), chance.randint(1, 28))


def namesakes(first: dict, other: dict, chance: random.Random) -> None:
	"""A common name, the same year, the same commune, another day; sometimes the year alone is known of both."""
	middle = "Văn" if first["sex"] == "Male" else "Thị"
	name = f"{chance.choice(('Nguyễn', 'Trần', 'Lê', 'Thạch', 'Lâm'))} {middle} {chance.choice(_given(first['sex']))}"
	first["full_name"] = other["full_name"] = name
	_own_contacts(other, chance)
	if chance.random() < 0.15:
		born(first, first["birth_year"], 0, 0)
		born(other, first["birth_year"], 0, 0)
		first.update(personal_id=None, identity_card=f"365{chance.randrange(10**6):06d}")
		other.update(personal_id=None, identity_card=f"366{chance.randrange(10**6):06d}")
		return
	_some_day(first, first["birth_year"], chance)
	_some_day(other, first["birth_year"], chance)
	while (other["birth_month"], other["birth_day"]) == (first["birth_month"], first["birth_day"]):
		_some_day(other, first["birth_year"], chance)
	_numbers(first, other, chance)


def twins(first: dict, other: dict, chance: random.Random) -> None:
	"""Born the same day to the same mother, the names alike; their numbers were given out one after the other."""
	year = chance.randint(1985, LATEST_BIRTH - 1)
	_some_day(first, year, chance)
	born(other, year, first["birth_month"], first["birth_day"])
	if chance.random() < 0.3:
		other["sex"] = "Female" if first["sex"] == "Male" else "Male"
	stem = first["full_name"].split()[:-1]
	other["full_name"] = " ".join([*stem, _another(first["full_name"].split()[-1], other["sex"], chance)])
	if chance.random() < 0.5:
		other["account_number"] = None
	_numbers(first, other, chance, apart=chance.randint(1, 3))


def father_and_son(first: dict, other: dict, chance: random.Random) -> None:
	"""The son bears the father's family and middle name, sometimes the father's name and one word more."""
	first["sex"] = other["sex"] = "Male"
	words = first["full_name"].split()
	if chance.random() < 0.5 and len(words) == 3:
		other["full_name"] = " ".join([*words, chance.choice(_given("Male"))])
	else:
		other["full_name"] = " ".join([*words[:-1], _another(words[-1], "Male", chance)])
	_some_day(first, chance.randint(1940, 1985), chance)
	_some_day(other, first["birth_year"] + chance.randint(20, 35), chance)
	_numbers(first, other, chance)


def spouses(first: dict, other: dict, chance: random.Random) -> None:
	"""One telephone, one account, one home."""
	first["sex"], other["sex"] = "Male", "Female"
	_some_day(first, chance.randint(1950, 1995), chance)
	_some_day(other, first["birth_year"] + chance.randint(-3, 3), chance)
	family = chance.choice(_words(FAMILY_NAMES, "Kinh"))
	other["full_name"] = (
		f"{family} {chance.choice(_words(MIDDLE_NAMES, 'Kinh', 'Female'))} {chance.choice(_given('Female'))}"
	)
	first["phone"] = other["phone"] = f"095{chance.randrange(10**7):07d}"
	first["account_number"] = other["account_number"] = f"7600305{chance.randrange(10**6):06d}"
	_numbers(first, other, chance)


def siblings(first: dict, other: dict, chance: random.Random) -> None:
	"""One to three years apart, the same family and middle name, the mother's telephone."""
	_some_day(first, chance.randint(2000, LATEST_BIRTH - 3), chance)
	_some_day(other, first["birth_year"] + chance.randint(1, 3), chance)
	words = first["full_name"].split()
	other["full_name"] = " ".join([*words[:-1], _another(words[-1], other["sex"], chance)])
	first["phone"] = other["phone"] = f"095{chance.randrange(10**7):07d}"
	_numbers(first, other, chance)


LOOK_ALIKES = (namesakes, twins, father_and_son, spouses, siblings)


def _given(sex: str) -> list[str]:
	return _words(GIVEN_NAMES, "Kinh", sex)


def _another(given: str, sex: str, chance: random.Random) -> str:
	"""Another given name; one that differs in a single letter when there is one, every other time."""
	others = [word for word in _given(sex) if word != given]
	close = [word for word in others if _one_letter_apart(without_marks(word), without_marks(given))]
	return chance.choice(close if close and chance.random() < 0.5 else others)


def _one_letter_apart(one: str, other: str) -> bool:
	return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
