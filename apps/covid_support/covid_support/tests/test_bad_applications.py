"""Bad input about applications is answered in Vietnamese: what is wrong, where, and how to mend it."""

import frappe
import pytest

from covid_support import api
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def person_of_both():
	"""Someone who is eligible under two policies of the exclusive group of NQ 42/2020."""
	categories = [{"category": code, "from_date": "2015-01-01"} for code in ("NCC", "BTXH")]
	return make.person(categories=categories)


def test_second_policy_of_an_exclusive_group_on_the_form(who):
	person = person_of_both()
	make.application(person.name, make.MERIT, by=who.commune_officer)
	with refused(person.full_name, "Người có công", "Mỗi người chỉ được hưởng một"):
		make.application(person.name, make.ASSISTANCE, by=who.commune_officer)
	assert frappe.db.count("Support Application", {"beneficiary": person.name}) == 1


def test_second_policy_of_an_exclusive_group_on_a_list(who):
	"""The others come on the list, this one is refused with the reason."""
	person, other = person_of_both(), make.person(category="BTXH")
	make.application(person.name, make.MERIT, by=who.commune_officer)
	name = make.empty_list(who.commune_officer, policy=make.ASSISTANCE)
	told = make.add_people(name, [person, other], who.commune_officer)
	assert (told["people"], told["amount"]) == (1, 1_500_000)
	assert [row["beneficiary"] for row in told["refused"]] == [person.name]
	assert "đã hưởng theo chính sách" in told["refused"][0]["reason"]
	assert frappe.db.count("Support Application", {"beneficiary": person.name}) == 1


def test_second_policy_when_everybody_eligible_is_added(who):
	person = person_of_both()
	make.application(person.name, make.MERIT, by=who.commune_officer)
	make.person(category="BTXH")
	name = make.empty_list(who.commune_officer, policy=make.ASSISTANCE)
	with make.acting_as(who.commune_officer):
		assert api.add_all_eligible(name)["people"] >= 1
	assert not frappe.db.exists(
		"Support Application", {"beneficiary": person.name, "policy": make.ASSISTANCE}
	)


def test_same_policy_twice(who):
	person = make.person()
	make.application(person.name, by=who.commune_officer)
	with refused("đã có hồ sơ theo chính sách này trong cùng kỳ"):
		make.application(person.name, by=who.commune_officer)
	told = make.add_people(make.empty_list(who.commune_officer), [person], who.commune_officer)
	assert "đã có hồ sơ" in told["refused"][0]["reason"]


@pytest.mark.parametrize("day", ["2020-04-23", "2020-08-01"])
def test_application_outside_the_dates_of_the_policy(who, day):
	person = make.person()
	make.go_to(day)
	shown = "/".join(reversed(day.split("-")))
	with refused("nhận hồ sơ từ ngày 24/04/2020 đến hết ngày 31/07/2020", shown):
		make.application(person.name, by=who.commune_officer)
	with refused("nhận hồ sơ từ ngày 24/04/2020", shown):
		make.empty_list(who.commune_officer)


@pytest.mark.parametrize("day", ["2020-04-24", "2020-07-31"])
def test_first_and_last_day_of_the_policy_count(who, day):
	make.go_to(day)
	assert make.application(make.person().name, by=who.commune_officer).eligible


def test_application_and_list_dated_in_the_future(who):
	person = make.person()
	with refused("Ngày nộp hồ sơ 05/05/2020 chưa tới"):
		make.application(person.name, by=who.commune_officer, application_date="2020-05-05")
	with refused("05/05/2020 chưa tới"):
		make.empty_list(who.commune_officer, list_date="2020-05-05")


def test_policy_that_is_closed(who):
	person = make.person()
	frappe.db.set_value("Support Policy", make.MERIT, "status", "Closed")
	frappe.clear_document_cache("Support Policy", make.MERIT)
	with refused("hiện không áp dụng"):
		make.application(person.name, by=who.commune_officer)


def test_dead_person_and_not_eligible_person(who):
	dead = make.person(life_status="Dead", death_date="2020-04-01")
	with refused("được ghi nhận là đã chết"):
		make.application(dead.name, by=who.commune_officer)
	stranger = make.person(category=None)
	filed = make.application(stranger.name, by=who.commune_officer)
	assert not filed.eligible
	assert filed.judgement
	with refused("không đủ điều kiện", stranger.full_name), make.acting_as(who.commune_officer):
		api.attach_application(filed.name, make.empty_list(who.commune_officer))


@pytest.mark.parametrize(
	("declared", "said"),
	[
		({"months": -1}, "đề nghị nhập số nguyên từ 0"),
		({"months": "ba"}, "đề nghị nhập số nguyên từ 0"),
		({"monthly_income": "-5"}, "nhỏ hơn 0"),
		({"monthly_income": "100.5"}, "Đề nghị"),
		({"stopped_from": "2020-05-05"}, "chưa tới"),
		({"stopped_from": "2020-04-10", "stopped_to": "2020-04-09"}, "sớm hơn"),
		({"stopped_from": "hôm qua"}, "không phải là ngày"),
		({"has_labour_contract": "Maybe"}, "Có hoặc Không"),
	],
)
def test_nonsense_about_work_is_told_and_keeps_the_others(who, declared, said):
	worker = {
		"has_labour_contract": "No",
		"job_family": "PORTERAGE",
		"stopped_from": "2020-04-01",
		"months": 1,
	}
	worker["monthly_income"] = 500_000
	good, bad = make.people(2, category=None)
	name = make.empty_list(who.commune_officer, policy=make.WORKER)
	with make.acting_as(who.commune_officer):
		told = api.add_people(name, {good.name: worker, bad.name: {**worker, **declared}})
	assert (told["people"], told["amount"]) == (1, 1_000_000)
	assert said in told["refused"][0]["reason"]
