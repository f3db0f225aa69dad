"""A group that tops up: the higher of two supports in all, never their sum. Figures of Cần Thơ 2021: 1,200,000 then 2,000,000."""

import json

import frappe
import pytest
from pymysql.err import IntegrityError

from covid_support import api
from covid_support.checks.benefits import top_ups
from covid_support.checks.invariants import entitlements, paid_twice
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.refusals import refused
from covid_support.tests.test_unique_keys import insert_again

FIRST, WHOLE = 1_200_000, 2_000_000
DIFFERENCE = 800_000


@pytest.fixture
def policies():
	group = own.top_up_group()
	return own.policy(FIRST, exclusive_group=group), own.policy(WHOLE, exclusive_group=group)


def approved(who, policy: str, person) -> dict:
	"""The line of `person`, approved by a decision."""
	name = make.empty_list(who.commune_officer, policy=policy)
	make.add_people(name, [person], who.commune_officer)
	make.issued_decision([make.move_list(name, who, "Province Decision")], who)
	return make.lines(name)[0]


def added(who, policy: str, person) -> tuple[dict, list]:
	"""What api.add_people tells of one person on a new list, and the list's lines."""
	name = make.empty_list(who.commune_officer, policy=policy)
	return make.add_people(name, [person], who.commune_officer), make.lines(name)


def test_the_second_support_is_the_difference(who, policies):
	person = make.person()
	assert int(approved(who, policies[0], person).approved_amount) == FIRST
	second = approved(who, policies[1], person)
	assert (int(second.approved_amount), int(second.already_granted)) == (DIFFERENCE, FIRST)
	lines = json.loads(second.entitlement)
	assert [(line["code"], line["amount"]) for line in lines] == [
		("MAIN", WHOLE),
		("ALREADY_GRANTED", -FIRST),
	]
	assert [*entitlements(), *top_ups(), *paid_twice()] == []


def test_the_lower_after_the_higher_is_refused(who, policies):
	person = make.person()
	approved(who, policies[1], person)
	told, lines = added(who, policies[0], person)
	assert lines == []
	assert "đã hưởng mức bằng hoặc cao hơn" in told["refused"][0]["reason"]


def test_the_same_amount_is_refused(who, policies):
	person = make.person()
	approved(who, policies[1], person)
	equal = own.policy(
		WHOLE, exclusive_group=frappe.db.get_value("Support Policy", policies[1], "exclusive_group")
	)
	told, lines = added(who, equal, person)
	assert lines == []
	assert "đã hưởng mức bằng hoặc cao hơn" in told["refused"][0]["reason"]


def test_nothing_is_topped_up_while_the_first_claim_waits(who, policies):
	person = make.person()
	first = make.application(person.name, policies[0], who.commune_officer)
	told, lines = added(who, policies[1], person)
	assert lines == []
	assert "chờ quyết định" in told["refused"][0]["reason"]
	with make.acting_as(who.commune_officer):
		api.withdraw_application(first.name, "Chuyển chính sách")
	assert int(added(who, policies[1], person)[1][0].proposed_amount) == WHOLE


def test_a_single_application_is_topped_up_too(who, policies):
	person = make.person()
	approved(who, policies[0], person)
	filed = make.application(person.name, policies[1], who.commune_officer)
	assert (int(filed.proposed_amount), int(filed.already_granted), filed.eligible) == (DIFFERENCE, FIRST, 1)
	with refused("đã có hồ sơ"):
		make.application(person.name, policies[1], who.commune_officer)


def test_three_supports_never_exceed_the_highest(who, policies):
	group = frappe.db.get_value("Support Policy", policies[0], "exclusive_group")
	third = own.policy(2_500_000, exclusive_group=group)
	person = make.person()
	amounts = [int(approved(who, policy, person).approved_amount) for policy in (*policies, third)]
	assert amounts == [FIRST, DIFFERENCE, 500_000]


def test_a_group_of_one_only_stays_one_only(who):
	group = own.top_up_group(settlement="One Only")
	first, second = own.policy(FIRST, exclusive_group=group), own.policy(WHOLE, exclusive_group=group)
	person = make.person()
	line = approved(who, first, person)
	told, lines = added(who, second, person)
	assert lines == []
	assert "cùng nhóm" in told["refused"][0]["reason"]
	claim = frappe.db.get_value("Entitlement Claim", {"application": line.name})
	with pytest.raises(IntegrityError, match="live_claim"):
		insert_again("Entitlement Claim", claim, policy=second)


def test_a_claim_stands_once_in_its_slot(who, policies):
	line = approved(who, policies[0], make.person())
	claim = frappe.db.get_value("Entitlement Claim", {"application": line.name})
	with pytest.raises(IntegrityError, match="live_claim"):
		insert_again("Entitlement Claim", claim)


def test_a_line_comes_back_only_with_the_amount_that_was_signed(who, policies):
	person = make.person()
	name = make.empty_list(who.commune_officer, policy=policies[1])
	make.add_people(name, [person, make.person()], who.commune_officer)
	make.move_list(name, who, "Province Appraisal")
	line = next(line for line in make.lines(name) if line.beneficiary == person.name)
	with make.acting_as(who.department_officer):
		api.take_out_line(line.name, "Trùng")
	approved(who, policies[0], person)
	with make.acting_as(who.department_officer), refused("lập hồ sơ mới"):
		api.put_back_line(line.name, "Đã xác minh")


@pytest.mark.parametrize(
	("change", "words"),
	[
		({"already_granted": 0}, "đã hưởng"),
		(
			{"already_granted": 0, "proposed_amount": WHOLE, "approved_amount": WHOLE, "entitlement": "[]"},
			"vượt mức cao nhất",
		),
	],
)
def test_a_deduction_left_out_is_named(who, policies, change, words):
	person = make.person()
	approved(who, policies[0], person)
	second = approved(who, policies[1], person)
	frappe.db.set_value("Support Application", second.name, change)
	found = [row["message"] for row in [*entitlements(), *top_ups()]]
	assert any(words in message for message in found), found
