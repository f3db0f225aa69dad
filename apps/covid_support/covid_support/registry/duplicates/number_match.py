"""What the identity numbers of two records say for or against their being one person. Pure.

The database keeps every number with one person, so two records never hold the same number of one kind. A CMND (9
digits) and a CCCD (12 digits) of one person have no fixed relation: one of each says nothing. Two full CCCD that
differ speak strongly against; one digit apart on the same name, they are one number mistyped. Since 01/08/2025 a
personal ID is a social insurance number too, so the two kinds are compared across.
"""

from rapidfuzz.distance import OSA

from covid_support.registry.duplicates.people import People

DIFFERENT_PEOPLE = None
SAME_NUMBER, CLOSE_PERSONAL_ID, CLOSE_CARD = 25.0, 8.0, 5.0
OTHER_CARD, OTHER_INSURANCE, OTHER_PASSPORT = -9.0, -5.0, -3.0
# province of birth, sex and century, year: fixed by the birth, so a slip in them does not pass the entry's checks
BIRTH_DIGITS = 6


def numbers_say(people: People, one: int, other: int, same_name: bool) -> tuple[float, list[str]] | None:
	"""(bits, reasons) of the numbers, or None when they are those of two people. Symmetric.

	`same_name`: only then are two numbers one digit apart one number; twins get theirs one after the other.
	"""
	bits, reasons = 0.0, []
	here, there = people.personal_ids[one], people.personal_ids[other]
	if here and there and here != there:
		if not (same_name and close_numbers(here, there)):
			return DIFFERENT_PEOPLE
		bits, reasons = CLOSE_PERSONAL_ID, ["close_personal_id"]
	elif _across(people, one, other):
		return SAME_NUMBER, ["same_number"]
	card_bits, card_reasons = _cards(people.cards[one], people.cards[other], same_name)
	others = _differ(people.insurance_numbers, one, other) * OTHER_INSURANCE
	others += _differ(people.passports, one, other) * OTHER_PASSPORT
	return bits + card_bits + others, reasons + card_reasons


def close_numbers(one: str, other: str) -> bool:
	"""Whether two personal IDs differ in one digit, or in two neighbours changed round, after the birth's digits."""
	return one[:BIRTH_DIGITS] == other[:BIRTH_DIGITS] and OSA.distance(one, other, score_cutoff=1) <= 1


def _across(people: People, one: int, other: int) -> bool:
	"""Whether the personal ID of the one is the social insurance number of the other."""
	return bool(
		(people.personal_ids[one] and people.personal_ids[one] == people.insurance_numbers[other])
		or (people.personal_ids[other] and people.personal_ids[other] == people.insurance_numbers[one])
	)


def _cards(one: str, other: str, same_name: bool) -> tuple[float, list[str]]:
	if not (one and other) or one == other:
		return 0.0, []
	if same_name and OSA.distance(one, other, score_cutoff=1) <= 1:
		return CLOSE_CARD, ["close_card"]
	return OTHER_CARD, []


def _differ(column: list[str], one: int, other: int) -> bool:
	return bool(column[one] and column[other] and column[one] != column[other])
