"""NQ 68/NQ-CP on the site: one scheme for each worker, what may be added to it, and the wording of the day.

Mục I.2.c: one person once for each policy; a worker who receives a support in cash once receives only one of
them; the supplement and the meals of F0 and F1 come on top.
"""

import frappe
import pytest

from covid_support import api
from covid_support.rules.facts import REGISTER_KEYS
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.policy_cases import tables
from covid_support.tests.refusals import refused

TODAY = "2021-11-15"  # all twelve policies take applications
ONE_OFF = ("NQ68-04", "NQ68-05", "NQ68-06", "NQ68-09A", "NQ68-09B", "NQ68-10", "NQ68-10B")
SELF_EMPLOYED = "ST21-LDTD"  # what Sóc Trăng made of policy 12
HOUSEHOLDS = ("NQ68-10", "NQ68-10B")


@pytest.fixture(autouse=True)
def in_november():
	make.go_to(TODAY)


@pytest.fixture
def person():
	"""The head of a household who could apply under every policy."""
	home = make.household(status="Near Poor", year=2021)
	return make.person(category=None, household=home.name, household_role="Head")


def declared(code: str) -> dict:
	"""What somebody eligible states on the form, by the newest table of cases."""
	return stated([table for table in tables() if table.policy == code][-1].person)


def stated(facts: dict) -> dict:
	"""Those of `facts` that an application states; the register knows the others."""
	answers = {key: value for key, value in facts.items() if key not in REGISTER_KEYS and value is not None}
	if "pregnant" in answers:
		answers["pregnant"] = int(answers["pregnant"] == "Yes")
	return answers


def apply(person, code: str, **changes):
	"""An application of `person`, or of the household that the person heads."""
	applicant = {"beneficiary": person.name} if code not in HOUSEHOLDS else {"household": person.household}
	values = {"policy": code, "application_date": TODAY, "commune": person.commune, **applicant}
	return frappe.get_doc({"doctype": "Support Application", **values, **declared(code), **changes}).insert()


def title(code: str) -> str:
	return frappe.db.get_value("Support Policy", code, "short_title")


@pytest.mark.parametrize("first", (*ONE_OFF, SELF_EMPLOYED))
def test_one_support_in_cash_rules_out_every_other(person, first):
	assert apply(person, first).eligible
	for second in (*ONE_OFF, SELF_EMPLOYED):
		if second == first:
			continue
		with refused(title(first)):
			apply(person, second)
	assert frappe.get_all("Support Application", {"beneficiary": person.name}, pluck="policy") == [first]


@pytest.mark.parametrize("first", ("NQ68-04", "NQ68-10", SELF_EMPLOYED))
def test_meals_are_given_besides(person, first):
	"""1.5 million for the jobless and then the meals of F0: MOLISA's answer."""
	apply(person, first)
	meals = apply(person, "NQ68-08", f1_days=21, f0_days=45)
	assert (meals.eligible, int(meals.proposed_amount)) == (1, 80_000 * (21 + 45))


def test_a_child_in_isolation_gets_supplement_and_meals():
	child = make.person(category=None, birth_date="2012-03-05", personal_id=None)
	supplement = apply(child, "NQ68-07", f1_days=14)
	meals = apply(child, "NQ68-08", f1_days=14)
	assert (int(supplement.proposed_amount), int(meals.proposed_amount)) == (1_000_000, 1_120_000)


@pytest.mark.parametrize("code", ("NQ68-05", "NQ68-08"))
def test_once_for_each_policy(person, code):
	apply(person, code)
	with refused("đã có hồ sơ"):
		apply(person, code)


@pytest.mark.parametrize("first", ("NQ68-04", "NQ68-10"))
def test_a_guide_who_received_other_support_is_named_the_policy(person, first):
	"""The policy itself says so, whatever becomes of the exclusive group."""
	apply(person, first)
	frappe.db.delete("Entitlement Claim", {"beneficiary": person.name})
	with refused(title(first)):
		apply(person, "NQ68-09B")


def test_a_guide_supported_by_the_province_is_not_eligible(person):
	guide = apply(person, "NQ68-09B", other_support_2021="Yes")
	assert (guide.eligible, int(guide.proposed_amount)) == (0, 0)
	assert "Đã hưởng hỗ trợ khác" in guide.judgement


def test_withdrawing_makes_room_for_the_other(person):
	filed = apply(person, "NQ68-05")
	api.withdraw_application(filed.name, "Đề nghị hưởng chính sách khác")
	assert apply(person, "NQ68-06").eligible


@pytest.mark.parametrize(
	("code", "changes", "before", "day", "amount"),
	[
		("NQ68-05", {"stop_reason": "Điều trị COVID-19"}, "2021-10-07", "2021-10-08", 1_000_000),
		(
			"NQ68-06",
			{"stop_reason": "Đơn vị ở địa bàn áp dụng Chỉ thị 16"},
			"2021-10-07",
			"2021-10-08",
			3_710_000,
		),
	],
)
def test_a_file_is_judged_by_the_wording_of_its_day(code, changes, before, day, amount):
	"""Applications that are entered later keep the day on which they were filed."""
	early, late = (
		apply(make.person(category=None), code, application_date=filed, **changes) for filed in (before, day)
	)
	assert (early.policy_version, late.policy_version) == (f"{code}-v1", f"{code}-v2")
	assert (early.eligible, int(early.proposed_amount)) == (0, 0)
	assert (late.eligible, int(late.proposed_amount)) == (1, amount)


def test_a_list_is_judged_by_the_wording_of_its_day():
	firm = own.employer(make.COMMUNE, employer_kind="Household Business")
	told = {}
	for day in ("2021-10-07", "2021-10-08"):
		name = make.empty_list("Administrator", policy="NQ68-04", employer=firm.name, list_date=day)
		told[day] = api.add_people(name, {make.person(category=None).name: declared("NQ68-04")})
	assert [told[day]["amount"] for day in told] == [0, 3_710_000]
	assert "Loại hình" in told["2021-10-07"]["refused"][0]["reason"]


def test_a_list_of_workers_each_judged(person):
	"""One dossier, many lines: 3,710,000; 1,855,000 + 1 + 2 million; 14 days give nothing."""
	firm = own.employer(make.COMMUNE, employer_kind="Enterprise")
	name = make.empty_list("Administrator", policy="NQ68-04", employer=firm.name, list_date=TODAY)
	plain = declared("NQ68-04")
	mother = plain | {"days": 20, "pregnant": 1, "children_under_6": 2, "child_support_elsewhere": "No"}
	workers = make.people(2, category=None)
	told = api.add_people(
		name, {person.name: plain, workers[0].name: mother, workers[1].name: plain | {"days": 14}}
	)
	assert (told["people"], told["amount"]) == (2, 3_710_000 + 4_855_000)
	assert [row["beneficiary"] for row in told["refused"]] == [workers[1].name]
