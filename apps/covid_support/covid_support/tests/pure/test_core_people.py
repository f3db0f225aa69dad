"""Made-up people: reproducible, valid, all different."""

import itertools
import time
from collections import Counter

import pytest

from covid_support.core.identity import check_identity_card, check_personal_id
from covid_support.core.names import clean_name
from covid_support.core.partial_date import PartialDate
from covid_support.core.people import DemoPeople
from covid_support.core.problem import Problem


def some(count, seed=2020, **options):
	source = DemoPeople(seed)
	return [source.person(**options) for _ in range(count)]


def test_same_seed_same_people():
	assert some(500) == some(500)
	assert some(500) != some(500, seed=2021)


def test_every_person_passes_the_checks_of_the_registry():
	for person in some(5_000):
		assert clean_name(person["full_name"]) == person["full_name"]
		born = PartialDate.parse(person["birth_date"])
		assert born.text == person["birth_date"] and 1930 <= born.year <= 2019
		check_personal_id(person["personal_id"], person["sex"], born.year)
		assert person["personal_id"].startswith("094")
		if person["identity_card"]:
			check_identity_card(person["identity_card"])
		assert person["phone"].startswith("095") and len(person["phone"]) == 10


def test_numbers_never_repeat():
	people = some(60_000, born_between=(1958, 1959), sex="Male")
	for key in ("personal_id", "phone"):
		assert len({person[key] for person in people}) == len(people)
	cards = [person["identity_card"] for person in people if person["identity_card"]]
	assert len(set(cards)) == len(cards) > 10_000


def test_the_mixture_is_like_the_province():
	people = some(20_000)
	groups = Counter(person["ethnic_group"] for person in people)
	assert 0.61 < groups["Kinh"] / len(people) < 0.67 and 0.27 < groups["Khmer"] / len(people) < 0.33
	assert 0.48 < Counter(person["sex"] for person in people)["Female"] / len(people) < 0.54
	years_only = sum(
		"/" not in person["birth_date"] for person in people if int(person["birth_date"][-4:]) < 1940
	)
	assert years_only > 200
	commonest = Counter(person["full_name"] for person in people).most_common(1)[0][1]
	assert commonest < len(people) * 0.005


def test_wishes_are_heeded():
	for person in itertools.islice(
		some(200, province_code="092", sex="Female", born_between=(2000, 2001)), 200
	):
		assert person["personal_id"].startswith("0923") and person["sex"] == "Female"


def test_bad_wishes_are_refused():
	with pytest.raises(Problem, match="099"):
		DemoPeople(1).person(province_code="099")
	with pytest.raises(Problem, match="1990"):
		DemoPeople(1).person(born_between=(1990, 1980))


def test_making_a_province_takes_seconds():
	started = time.process_time()
	some(20_000)
	assert time.process_time() - started < 20_000 / 50_000
