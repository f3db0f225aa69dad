"""Makes a tidy demonstration registry look like a real one: numbers missing, telephones shared, 01/01 as a birthday.

Pure. The shares are assumptions, rough and named here, not statistics.
"""

import random
from collections import defaultdict

from covid_support.scenarios.duplicates.clerk_errors import born

CHILD_BORN_AFTER = 2006
CHILD_WITHOUT_PERSONAL_ID = 0.5
ADULT_WITH_CARD_ALONE = 0.25
ADULT_WITHOUT_NUMBER = 0.05
WITHOUT_PHONE = 0.4
WITH_ACCOUNT = 0.15
BORN_BEFORE_REGISTERS = 1965
FIRST_OF_JANUARY = 0.12
# the head of the hamlet gave his own telephone for those who have none
SHARED_TELEPHONES_EACH_COMMUNE = 2
PEOPLE_BEHIND_ONE_TELEPHONE = (10, 40)


def thin_out(people: list[dict], chance: random.Random) -> None:
	"""Change `people` in place."""
	for number, person in enumerate(people):
		_thin_numbers(person, chance)
		if chance.random() < WITHOUT_PHONE:
			person["phone"] = None
		if chance.random() < WITH_ACCOUNT:
			person["account_number"] = f"7600205{number:06d}"
		if person["birth_year"] < BORN_BEFORE_REGISTERS and chance.random() < FIRST_OF_JANUARY:
			born(person, person["birth_year"], 1, 1)
	_share_telephones(people, chance)


def _thin_numbers(person: dict, chance: random.Random) -> None:
	number = chance.random()
	if person["birth_year"] > CHILD_BORN_AFTER:
		if number < CHILD_WITHOUT_PERSONAL_ID:
			person["personal_id"] = None
	elif number < ADULT_WITHOUT_NUMBER:
		person["personal_id"] = person["identity_card"] = None
	elif number < ADULT_WITH_CARD_ALONE and person["identity_card"]:
		person["personal_id"] = None


def _share_telephones(people: list[dict], chance: random.Random) -> None:
	without = defaultdict(list)
	for person in people:
		if not person["phone"]:
			without[person["commune"]].append(person)
	for commune in sorted(without):
		for _ in range(SHARED_TELEPHONES_EACH_COMMUNE):
			telephone = f"095{chance.randrange(10**7):07d}"
			for person in chance.sample(
				without[commune], min(len(without[commune]), chance.randint(*PEOPLE_BEHIND_ONE_TELEPHONE))
			):
				person["phone"] = telephone
