"""NQ 42/NQ-CP on the site: the groups beyond the lists (suspended and ended contracts, household businesses, loans).

30/04/2020 (Thursday) and 01/05 are holidays.
"""

from datetime import date

import frappe
import pytest

from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.policy_cases import tables
from covid_support.tests.refusals import refused
from covid_support.tests.test_policies_nq68 import stated
from covid_support.tests.test_policy_ways import (
	CLOSE,
	CONFIRM,
	PROPOSE,
	SIGN,
	SUBMIT,
	due,
	papers_in_hand,
	two,
	walk,
)


def declared(code: str, day: str) -> dict:
	"""What somebody eligible on `day` states, by the table of cases."""
	return stated(next(table for table in tables() if table.policy == code and day in table.on).person)


NQ42, NQ154 = "2020-05-04", "2020-11-02"


def list_with(policy: str, applicant, by: str, day: str, **fields) -> str:
	name = make.empty_list(by, policy=policy, **fields)
	told = make.add_people(name, [applicant], by, **declared(policy, day))
	assert told["people"] == 1, told["refused"]
	papers_in_hand(name, by)
	return name


def firm(**fields):
	return own.employer(make.COMMUNE, **{"employer_kind": "Enterprise", "wage_region": "III"} | fields)


def test_suspended_workers_across_the_holidays(who):
	"""QĐ 15 Điều 2: social insurance 3, district 3, province 2 working days, from Tuesday 28/04/2020."""
	clerk, head = two(roles.SOCIAL_INSURANCE_OFFICER, make.DISTRICT)
	make.go_to("2020-04-28")
	worker = make.person(category=None)
	name = list_with("NQ42-TH", worker, clerk, NQ42, commune=None, employer=firm().name)
	assert due(name) == date(2020, 5, 5)  # 29/04, then Monday 4 and 5
	walk(
		name,
		("2020-05-04", SUBMIT, clerk, "Social Insurance Signing", "2020-05-05"),
		("2020-05-05", SIGN, head, "District Appraisal", "2020-05-08"),
		("2020-05-08", SUBMIT, who.district_officer, "District Signing", "2020-05-08"),
		("2020-05-08", SIGN, who.district_chair, "Province Appraisal", "2020-05-11"),
		("2020-05-11", PROPOSE, who.department_officer, "Province Decision", "2020-05-12"),
	)


def test_teachers_are_supported_since_resolution_154():
	make.go_to("2020-10-30")
	school = firm(employer_kind="School").name
	told = {}
	with refused("ngày nộp hồ sơ 18/10/2020 nằm ngoài thời gian này"):
		make.empty_list("Administrator", policy="NQ42-TH", employer=school, list_date="2020-10-18")
	for day in ("2020-07-31", "2020-10-19"):  # the last day of the first wording, the first of NQ 154
		name = make.empty_list("Administrator", policy="NQ42-TH", employer=school, list_date=day)
		facts = declared("NQ42-TH", NQ154) | {"contract_suspended_from": "2020-04-15", "months": 3}
		told[day] = make.add_people(name, [make.person(category=None)], "Administrator", **facts)
	assert [told[day]["amount"] for day in told] == [0, 5_400_000]


def test_a_household_business_passes_the_tax_office_across_the_holidays(who):
	"""TTHC 1.008362: commune 5, tax 2, district 3, province 2 working days, from Monday 27/04/2020."""
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	make.go_to("2020-04-27")
	home = make.household()
	make.person(category=None, household=home.name, household_role="Head")
	name = list_with("NQ42-HKD", home, who.commune_officer, "")
	assert due(name) == date(2020, 4, 29)
	walk(
		name,
		("2020-04-28", SUBMIT, who.commune_officer, "Commune Signing", "2020-04-29"),
		("2020-04-29", SIGN, who.commune_chair, "Public Posting", "2020-05-06"),  # posted Monday 4 and 5
		("2020-05-06", CLOSE, who.commune_officer, "Tax Appraisal", "2020-05-08"),
		("2020-05-08", CONFIRM, tax, "District Appraisal", "2020-05-13"),
		("2020-05-13", SUBMIT, who.district_officer, "District Signing", "2020-05-13"),
		("2020-05-13", SIGN, who.district_chair, "Province Appraisal", "2020-05-14"),
		("2020-05-14", PROPOSE, who.department_officer, "Province Decision", "2020-05-15"),
	)


def test_a_loan_is_decided_by_the_bank_since_decision_32():
	"""10 workers for 3 months in region III: 3,430,000 × 30 × 50 % = 51,450,000 đồng."""
	make.go_to("2020-11-02")
	clerk, head = two(roles.POLICY_BANK_OFFICER, make.DISTRICT)
	name = list_with("NQ42-VAY", firm(), clerk, NQ154, commune=make.DISTRICT)
	assert int(make.lines(name)[0].proposed_amount) == 51_450_000
	walk(
		name,
		("2020-11-03", SUBMIT, clerk, "Policy Bank Signing", "2020-11-05"),
		("2020-11-05", SIGN, head, "Policy Bank Decision", "2020-11-09"),
	)


def test_a_loan_was_decided_by_the_chair_before_decision_32(who):
	"""The list of May 2020 has the wording and the route of its day: 3 + 1 + 1 working days are set."""
	make.go_to("2020-05-04")
	name = list_with("NQ42-VAY", firm(), who.district_officer, NQ42, commune=make.DISTRICT)
	columns = ["policy_version", "approval_route"]
	assert frappe.db.get_value("Application List", name, columns) == ("NQ42-VAY-v1", "NQ42-VAY")
	assert int(make.lines(name)[0].proposed_amount) == 51_450_000
	walk(
		name,
		("2020-05-05", SUBMIT, who.district_officer, "District Signing", "2020-05-07"),
		("2020-05-07", SIGN, who.district_chair, "Province Appraisal", "2020-05-08"),
		("2020-05-08", PROPOSE, who.department_officer, "Province Decision", "2020-05-11"),
	)


@pytest.mark.parametrize("first", ["NQ42-LDTD", "NQ42-CDHD", "NQ42-TH"])
def test_one_scheme_for_each_worker(first):
	"""Whoever takes part through one of them takes part through no other, and in none of the lists."""
	make.go_to(NQ42)
	worker = make.person()
	codes = ["NQ42-LDTD", "NQ42-CDHD", "NQ42-TH", make.MERIT]

	def apply(code: str) -> None:
		days = {"NQ42-TH": NQ42}
		facts = declared(code, days.get(code, ""))
		make.application(worker.name, code, **facts)

	apply(first)
	said = frappe.db.get_value("Support Policy", first, "short_title")
	for second in codes:
		if second != first:
			with refused(said):
				apply(second)
	assert frappe.db.count("Support Application", {"beneficiary": worker.name}) == 1
