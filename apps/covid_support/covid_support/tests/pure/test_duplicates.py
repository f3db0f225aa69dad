"""The matcher of duplicates: who is told as one person and who is not, whatever the order of people and pairs."""

import random

import pytest

from covid_support.core.people import DemoPeople
from covid_support.registry.duplicates.birth_match import match_births
from covid_support.registry.duplicates.matcher import Matcher, find_pairs
from covid_support.registry.duplicates.people import COLUMNS, People, Places
from covid_support.registry.duplicates.reasons import REASONS
from covid_support.scenarios.duplicates import clerk_errors
from covid_support.scenarios.duplicates.benchmark import WORDS
from covid_support.scenarios.duplicates.planting import PAPERS, plant

BASE = {
	"full_name": "Huỳnh Thị Ngọc Điệp",
	"sex": "Female",
	"birth": (1968, 4, 23),
	"commune": "A",
	"phone": "0950000001",
}


def rows_of(*people: dict) -> list[tuple]:
	"""Rows in the order of COLUMNS out of short descriptions, named p0, p1 …"""
	rows = []
	for number, person in enumerate(people):
		year, month, day = person.get("birth", BASE["birth"])
		whole = {**BASE, "name": f"p{number}", **person}
		whole.update(birth_year=year, birth_month=month, birth_day=day)
		rows.append(tuple(whole.get(column) for column in COLUMNS))
	return rows


def told(*people: dict, places: Places | None = None):
	"""The one pair told among `people`, or None."""
	pairs = find_pairs(People.of(rows_of(*people), places))
	assert len(pairs) <= 1
	return pairs[0] if pairs else None


@pytest.mark.parametrize(
	("second", "reason"),
	[
		({"full_name": "HUYNH THI NGOC DIEP"}, "same_name"),
		({"full_name": "Điệp Huỳnh Thị Ngọc"}, "turned_name"),
		({"full_name": "Huỳnh Thị Ngọcđiệp"}, "joined_name"),
		({"full_name": "Huỳnh Thị Ngọt Điệp"}, "heard_name"),
		({"full_name": "Huỳnhh Thị Ngọc Điệp"}, "mistyped_name"),
		({"full_name": "Huỳnh Ngọc Điệp"}, "shorter_name"),
		({"birth": (1968, 0, 0)}, "birth_year_only"),
		({"birth": (1968, 4, 0)}, "birth_month_only"),
		({"birth": (1968, 4, 28)}, "mistyped_birth"),
		({"birth": (1969, 4, 23)}, "mistyped_birth_year"),
		({"birth": (1986, 4, 23)}, "mistyped_birth_year"),
		({"commune": "B", "phone": None}, "same_birth"),
	],
)
def test_one_person_written_in_another_way_is_told(second, reason):
	pair = told({"identity_card": "365000001"}, {"personal_id": "094168000001", **second})
	assert pair and reason in pair.reasons and 50 <= pair.score <= 100
	assert set(pair.reasons) <= REASONS.keys()


def test_day_and_month_changed_round_are_told():
	pair = told({"birth": (1968, 4, 3)}, {"birth": (1968, 3, 4)})
	assert "swapped_birth" in pair.reasons


@pytest.mark.parametrize(
	"second",
	[
		{"personal_id": "094168777777"},  # two full personal IDs
		{"birth": (1968, 9, 11)},  # a namesake of the same year
		{"birth": (1990, 4, 23)},  # a namesake of another generation
		{"full_name": "Trần Văn Bình"},
		{"sex": "Male", "full_name": "Huỳnh Văn Điệp", "birth": (1942, 1, 9)},  # her father
	],
)
def test_two_people_are_not_told(second):
	assert told({"personal_id": "094168000001"}, second) is None


def test_numbers_one_digit_apart_need_the_same_name():
	near = {"personal_id": "094168000007"}
	assert "close_personal_id" in told({"personal_id": "094168000001"}, near).reasons
	crowd = [{"full_name": f"Lê {given}", "birth": (1950, 1, 2), "phone": None, "personal_id": f"0941500000{n:02d}"}
		for n, given in enumerate(["Tâm"] * 8 + ["Tân"] * 8)]  # fmt: skip
	twins = [
		{"full_name": "Mã Ngọc Tâm", "household": "H", "personal_id": "094168000001"},
		{"full_name": "Mã Ngọc Tân", "household": "H", "personal_id": "094168000002"},
	]
	pairs = find_pairs(People.of(rows_of(*twins, *crowd)))
	assert not [pair for pair in pairs if {pair.one, pair.other} == {"p0", "p1"}]


def test_a_personal_id_used_as_social_insurance_number_is_told():
	pair = told(
		{"personal_id": "094168000001", "phone": None},
		{"social_insurance_number": "094168000001", "phone": None, "commune": "B"},
	)
	assert pair.score >= 95 and "same_number" in pair.reasons


def test_spouses_and_a_hamlets_telephone_make_no_pair():
	husband = {"full_name": "Lâm Văn Sol", "sex": "Male", "birth": (1966, 2, 1), "account_number": "7001"}
	assert told(husband, {"account_number": "7001"}) is None
	assert not find_pairs(People.of(rows_of(*[{"full_name": f"Mã {word}", "birth": (1950 + n, 1, 1)}
		for n, word in enumerate(["Sal", "Sel", "Sil", "Sol", "Sul", "Sanh", "Dara", "Tha", "Phi", "Rinh", "Kiên", "Lel"])])))  # fmt: skip


def test_the_commune_that_took_another_over_is_the_same_place():
	where = {"commune": "OLD", "phone": None}, {"commune": "NEW", "phone": None}
	known = told(*where, places=Places({"OLD": "NEW"}))
	assert "same_commune" in known.reasons
	assert known.score > told(*where).score


def planted(seed: str, count: int = 3_000):
	"""A small registry with planted duplicates."""
	source = DemoPeople(seed)
	chance = random.Random(seed)
	people = []
	for number in range(count):
		person = {**dict.fromkeys(COLUMNS), **source.person(), "name": f"n{number:05d}"}
		parts = [int(part) for part in person["birth_date"].split("/")[::-1]] + [0, 0]
		person.update(birth_year=parts[0], birth_month=parts[1], birth_day=parts[2])
		people.append({**person, "commune": f"C{chance.randrange(12)}", "hamlet": "Ấp 1"})
	return plant(people, 100, 100, seed)


def test_neither_the_order_of_people_nor_that_of_a_pair_matters():
	rows = [tuple(person[column] for column in COLUMNS) for person in planted("order").people]
	forward = find_pairs(People.of(rows))
	random.Random(1).shuffle(rows)
	assert find_pairs(People.of(rows)) == forward and len(forward) > 50
	people = People.of(rows)
	matcher = Matcher(people)
	places = {name: place for place, name in enumerate(people.names)}
	for pair in forward:
		assert matcher.judge(places[pair.one], places[pair.other]) == pair
		assert matcher.judge(places[pair.other], places[pair.one]) == pair


def test_the_pairs_of_some_people_are_those_among_all():
	people = People.of([tuple(person[column] for column in COLUMNS) for person in planted("some").people])
	some = frozenset(range(0, len(people), 3))
	names = {people.names[place] for place in some}
	expected = [pair for pair in find_pairs(people) if {pair.one, pair.other} & names]
	assert find_pairs(people, some) == expected and expected


def test_birth_matches_are_symmetric():
	days = [(1950, 0, 0), (1950, 1, 1), (1950, 3, 0), (1950, 3, 4), (1950, 4, 3), (1950, 4, 13), (1951, 4, 3)]
	for one in days:
		for other in days:
			assert match_births(one, other) == match_births(other, one), (one, other)


def test_planting_keeps_its_word():
	made = planted("plant")
	again = planted("plant")
	assert made.pairs == again.pairs and made.people == again.people
	assert len(made.pairs) == len(made.look_alikes) == 100
	names = [name for pair in (*made.pairs, *made.look_alikes) for name in pair]
	assert len(names) == len(set(names))
	for field in ("personal_id", "identity_card"):
		numbers = [person[field] for person in made.people if person[field]]
		assert len(numbers) == len(set(numbers))
	ways = {way.__name__ for way in (*clerk_errors.NAME_WAYS, *clerk_errors.BIRTH_WAYS)} | {*PAPERS, "moved"}
	assert ways <= WORDS.keys()
