"""A registry with known duplicates: people entered a second time by erring clerks, among others who only look alike.

Pure, and written without regard to how duplicates are looked for: nothing here comes from `registry/duplicates`.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from covid_support.scenarios.duplicates import clerk_errors as clerk
from covid_support.scenarios.duplicates.look_alikes import LOOK_ALIKES
from covid_support.scenarios.duplicates.thinning import thin_out

Pair = tuple[str, str]
# what the two papers were on which the person was entered twice
PAPERS = ("card, then personal ID", "a number, then none", "neither", "personal ID mistyped")
PAPER_SHARES = (40, 30, 20, 10)
# where the first error is; the papers alone changed in the rest
NAME_ERROR, BIRTH_ERROR, PLACE_ERROR = 0.50, 0.30, 0.10
FURTHER_ERROR = 0.1
SAME_PHONE, NO_PHONE = 0.5, 0.3
SAME_ACCOUNT = 0.6
# hamlets are numbered, named, merged and left out
OTHER_HAMLET, NO_HAMLET = 0.1, 0.15


@dataclass
class Planted:
	"""People (dicts by position), which pairs are one person, and in what they err; who only looks like another."""

	people: list[dict]
	pairs: dict[Pair, tuple[str, ...]] = field(default_factory=dict)
	look_alikes: dict[Pair, str] = field(default_factory=dict)

	def ways(self) -> Counter:
		"""How often each way of erring occurs."""
		return Counter(way for ways in self.pairs.values() for way in ways)


def plant(people: list[dict], pairs: int, look_alikes: int, seed: str) -> Planted:
	"""As many people as given, `pairs` of them written over with a second entry of somebody else.

	`people` are changed: numbers thin out as in a real registry, some share a telephone. `look_alikes` pairs of
	different people who resemble each other are planted besides. Nobody belongs to two pairs.
	Raises ValueError when there are too few people.
	"""
	if len(people) < 2 * (pairs + look_alikes):
		raise ValueError("too few people to plant that many pairs")
	chance = random.Random(seed)
	thin_out(people, chance)
	communes = sorted({person["commune"] for person in people})
	free = list(range(len(people)))
	chance.shuffle(free)
	planted = Planted(people)
	for _ in range(pairs):
		first, second = free.pop(), free.pop()
		ways = _enter_again(people, first, second, communes, chance)
		planted.pairs[_pair(people, first, second)] = ways
	for number in range(look_alikes):
		first, second = free.pop(), free.pop()
		kind = LOOK_ALIKES[number % len(LOOK_ALIKES)]
		people[second] = {**people[first], "name": people[second]["name"]}
		kind(people[first], people[second], chance)
		planted.look_alikes[_pair(people, first, second)] = kind.__name__
	return planted


def _pair(people: list[dict], first: int, second: int) -> Pair:
	one, other = sorted((people[first]["name"], people[second]["name"]))
	return one, other


def _enter_again(people: list[dict], first: int, second: int, communes: list[str], chance) -> tuple[str, ...]:
	again = {**people[first], "name": people[second]["name"]}
	paper = chance.choices(PAPERS, PAPER_SHARES)[0]
	ways = [_show_papers(people[first], again, paper, chance), *_err(again, communes, chance)]
	_contacts(again, chance)
	people[second] = again
	return tuple(ways)


def _show_papers(first: dict, again: dict, paper: str, chance: random.Random) -> str:
	"""Which numbers each entry has: never the same one twice, the registry does not allow it."""
	number = first["personal_id"] or chance_personal_id(first, chance)
	card = first["identity_card"] or f"36{chance.randrange(10**7):07d}"
	for person in (first, again):
		person.update(personal_id=None, identity_card=None)
	if paper == "card, then personal ID":
		first["identity_card"], again["personal_id"] = card, number
	elif paper == "a number, then none":
		first["personal_id"] = number
	elif paper == "personal ID mistyped":
		first["personal_id"], again["personal_id"] = number, _mistyped(number, chance)
	return paper


def chance_personal_id(person: dict, chance: random.Random) -> str:
	"""A personal ID that fits sex and birth year, born in Sóc Trăng."""
	century = (person["birth_year"] - 1900) // 100 * 2 + (person["sex"] == "Female")
	return f"094{century}{person['birth_year'] % 100:02d}{chance.randrange(10**6):06d}"


def _mistyped(number: str, chance: random.Random) -> str:
	"""One of the last six digits wrong, or two neighbours changed round; the first six are checked on entry."""
	at = chance.randrange(6, 11)
	if chance.random() < 0.5 and number[at] != number[at + 1]:
		return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
	return number[:at] + str((int(number[at]) + chance.randrange(1, 10)) % 10) + number[at + 1 :]


def _err(again: dict, communes: list[str], chance: random.Random) -> list[str]:
	"""The names of the errors made: mostly one, sometimes two, never two in the same column."""
	left = {"name": NAME_ERROR, "birth": BIRTH_ERROR, "place": PLACE_ERROR}
	done: list[str] = []
	if chance.random() > sum(left.values()):
		return done
	while left:
		kind = chance.choices(list(left), list(left.values()))[0]
		del left[kind]
		done += _one_of(kind, again, communes, chance)
		if chance.random() > FURTHER_ERROR:
			break
	return done


def _one_of(kind: str, again: dict, communes: list[str], chance: random.Random) -> list[str]:
	if kind == "place":
		_moved(again, communes, chance)
		return ["moved"]
	ways = clerk.NAME_WAYS if kind == "name" else clerk.BIRTH_WAYS
	for way in chance.sample(ways, len(ways)):
		if way(again, chance):
			return [way.__name__]
	return []


def _moved(again: dict, communes: list[str], chance: random.Random) -> None:
	"""The whole household registered anew where it moved to: in the district mostly, so in a commune close by."""
	at = communes.index(again["commune"])
	step = (
		chance.choice((-3, -2, -1, 1, 2, 3)) if chance.random() < 0.7 else chance.randrange(1, len(communes))
	)
	again["commune"] = communes[(at + step) % len(communes)]
	again["household"] = None
	again["hamlet"] = f"Ấp {chance.randint(1, 8)}"


def _contacts(again: dict, chance: random.Random) -> None:
	number = chance.random()
	if number > SAME_PHONE:
		again["phone"] = None if number < SAME_PHONE + NO_PHONE else f"095{chance.randrange(10**7):07d}"
	if again["account_number"] and chance.random() > SAME_ACCOUNT:
		again["account_number"] = None
	if chance.random() < 0.3:
		again["household"] = None
	number = chance.random()
	if number < NO_HAMLET:
		again["hamlet"] = None
	elif number < NO_HAMLET + OTHER_HAMLET:
		again["hamlet"] = f"Ấp {chance.randint(1, 8)}"
