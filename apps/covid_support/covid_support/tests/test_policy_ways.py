"""Lists of NQ 68 on their routes through other offices than people's committees, day by day.

Every last day was counted by hand; Tết Nhâm Dần lasts from Monday 31/01 to Friday 04/02/2022.
"""

from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.applications.api import check_paper
from covid_support.applications.judging import recomputed_amount
from covid_support.policies import roles
from covid_support.programmes.versions import snapshot_of
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.refusals import refused
from covid_support.tests.test_policies_nq68 import declared

SUBMIT, SIGN, CONFIRM = "Submit for Signature", "Sign", "Confirm"
PROPOSE, CLOSE = "Propose Decision", "Close Posting"


def two(role: str, unit: str) -> tuple[str, str]:
	"""Two officials of one office: nobody signs what they drew up."""
	return make.official(role, unit), make.official(role, unit)


def due(name: str) -> date:
	return getdate(frappe.db.get_value("Application List", name, "due_date"))


def walk(name: str, *moves: tuple[str, str, str, str, str]) -> None:
	"""Press each (day, action, user) and look at (state, last day)."""
	for day, action, user, state, last_day in moves:
		make.go_to(day)
		assert make.act("Application List", name, action, user) == state
		assert due(name) == date.fromisoformat(last_day), state


def filled(name: str, policy: str, applicant, by: str, **changes) -> str:
	"""The list with one applicant who is eligible and has brought the papers."""
	told = make.add_people(name, [applicant], by, **declared(policy) | changes)
	assert told["people"] == 1, told["refused"]
	papers_in_hand(name, by)
	return name


def papers_in_hand(name: str, by: str) -> None:
	"""The papers of everybody on the list, and what the employer hands in once for all."""
	make.bring_papers(name, by)
	with make.acting_as(by):
		for paper in papers_of_list(name):
			check_paper("Application List", name, paper, "Received")


def papers_of_list(name: str) -> list[str]:
	"""What the employer hands in once for all workers."""
	version = frappe.db.get_value("Application List", name, "policy_version")
	return [paper.title for paper in snapshot_of(version).dossier if paper.whole_list and paper.mandatory]


def workers_list(policy: str, by: str, **changes) -> str:
	"""An employer's list of one worker, drawn up today."""
	firm = own.employer(make.COMMUNE, employer_kind="Enterprise", wage_region="II")
	name = make.empty_list(by, commune=None, policy=policy, employer=firm.name)
	return filled(name, policy, make.person(category=None), by, **changes)


def test_suspended_workers_by_social_insurance_district_and_province(who):
	"""QĐ 23 Điều 16: 2 + 2 + 2 working days, from Friday 15/10/2021."""
	clerk, head = two(roles.SOCIAL_INSURANCE_OFFICER, make.DISTRICT)
	make.go_to("2021-10-15")
	name = workers_list("NQ68-04", clerk)
	assert due(name) == date(2021, 10, 19)  # Monday, Tuesday
	walk(
		name,
		("2021-10-18", SUBMIT, clerk, "Social Insurance Signing", "2021-10-19"),
		("2021-10-19", SIGN, head, "District Appraisal", "2021-10-21"),
		("2021-10-21", SUBMIT, who.district_officer, "District Signing", "2021-10-21"),
		("2021-10-21", SIGN, who.district_chair, "Province Appraisal", "2021-10-22"),
		("2021-10-22", PROPOSE, who.department_officer, "Province Decision", "2021-10-25"),
	)


def test_nobody_of_social_insurance_signs_what_they_drew_up():
	clerk, _head = two(roles.SOCIAL_INSURANCE_OFFICER, make.DISTRICT)
	make.go_to("2021-10-15")
	name = workers_list("NQ68-05", clerk)
	make.act("Application List", name, SUBMIT, clerk)
	with refused("không được ký, quyết định"):
		make.act("Application List", name, SIGN, clerk)
	assert make.state_of(name) == "Social Insurance Signing"


def test_a_list_is_drawn_up_by_the_office_of_the_first_step(who):
	make.go_to("2021-10-15")
	firm = own.employer(make.COMMUNE, employer_kind="Enterprise")
	with refused("do Cán bộ bảo hiểm xã hội lập", "chỉ vai trò này được sửa"):
		make.empty_list(who.commune_officer, policy="NQ68-04", employer=firm.name)
	with refused("do Công chức cấp xã lập"):
		make.empty_list(who.district_officer, policy="NQ68-10")
	assert not frappe.db.exists("Application List", {"policy": ["in", ["NQ68-04", "NQ68-10"]]})


def test_a_training_grant_is_drawn_up_and_decided_by_the_department(who):
	"""7 working days from Thursday 22/07/2021: 20 workers for 3 months at 1,500,000 đồng."""
	make.go_to("2021-07-22")
	second = make.official(roles.DEPARTMENT_OFFICER, make.PROVINCE)
	name = make.empty_list(who.department_officer, commune=make.PROVINCE, policy="NQ68-03")
	filled(name, "NQ68-03", own.employer(make.COMMUNE), who.department_officer)
	line = make.lines(name)[0]
	assert int(line.proposed_amount) == 90_000_000
	assert recomputed_amount(line.policy_version, line.entitlement) == 90_000_000
	walk(
		name,
		("2021-07-28", SUBMIT, who.department_officer, "Department Signing", "2021-07-29"),
		("2021-07-29", SIGN, second, "Department Decision", "2021-08-02"),
	)


def test_household_business_is_posted_and_passes_the_tax_office_across_tet(who):
	"""QĐ 23 Điều 37: 3 working days at the commune, then 2 + 2 + 2, from Wednesday 26/01/2022."""
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	make.go_to("2022-01-26")
	home = make.household(status="Near Poor", year=2021)
	make.person(category=None, household=home.name, household_role="Head")
	name = make.empty_list(who.commune_officer, policy="NQ68-10")
	filled(name, "NQ68-10", home, who.commune_officer)
	assert due(name) == date(2022, 1, 27)
	walk(
		name,
		("2022-01-26", SUBMIT, who.commune_officer, "Commune Signing", "2022-01-27"),
		("2022-01-27", SIGN, who.commune_chair, "Public Posting", "2022-02-07"),
	)
	assert getdate(frappe.db.get_value("Application List", name, "posted_to")) == date(2022, 1, 28)
	walk(
		name,
		("2022-02-07", CLOSE, who.commune_officer, "Tax Appraisal", "2022-02-09"),
		("2022-02-09", CONFIRM, tax, "District Appraisal", "2022-02-11"),
		("2022-02-11", SUBMIT, who.district_officer, "District Signing", "2022-02-11"),
		("2022-02-11", SIGN, who.district_chair, "Province Appraisal", "2022-02-14"),
		("2022-02-14", PROPOSE, who.department_officer, "Province Decision", "2022-02-15"),
	)


def test_ended_contracts_from_the_job_centre(who):
	"""The centre lists twice a month (10 working days are set), then 2 + 3, from Thursday 20/01/2022."""
	clerk, head = two(roles.JOB_CENTRE_OFFICER, make.PROVINCE)
	make.go_to("2022-01-20")
	name = make.empty_list(clerk, commune=None, policy="NQ68-06", filing_office=make.office(make.PROVINCE))
	filled(name, "NQ68-06", make.person(category=None), clerk)
	assert due(name) == date(2022, 2, 10)  # 21, 24–28/01, then 7–10/02
	walk(
		name,
		("2022-01-27", SUBMIT, clerk, "Job Centre Signing", "2022-02-10"),
		("2022-01-28", SIGN, head, "Province Appraisal", "2022-02-08"),
		("2022-02-08", PROPOSE, who.department_officer, "Province Decision", "2022-02-11"),
	)


def test_artists_by_the_culture_department():
	"""3 + 2 working days from Thursday 22/07/2021."""
	clerk, head = two(roles.CULTURE_OFFICER, make.PROVINCE)
	make.go_to("2021-07-22")
	name = workers_list("NQ68-09A", clerk)
	assert due(name) == date(2021, 7, 27)
	walk(
		name,
		("2021-07-26", SUBMIT, clerk, "Culture Signing", "2021-07-27"),
		("2021-07-27", SIGN, head, "Province Decision", "2021-07-29"),
	)


def test_a_loan_is_confirmed_by_social_insurance_and_decided_by_the_bank():
	"""2 + 4 working days from Friday 15/10/2021: 10 workers for 2 months in region II are 78,400,000 đồng."""
	clerk, head = two(roles.SOCIAL_INSURANCE_OFFICER, make.DISTRICT)
	make.go_to("2021-10-15")
	firm = own.employer(make.COMMUNE, employer_kind="Enterprise", wage_region="II")
	name = make.empty_list(clerk, commune=make.DISTRICT, policy="NQ68-11A")
	filled(name, "NQ68-11A", firm, clerk)
	assert int(make.lines(name)[0].proposed_amount) == 78_400_000
	walk(
		name,
		("2021-10-18", SUBMIT, clerk, "Social Insurance Signing", "2021-10-19"),
		("2021-10-19", SIGN, head, "Policy Bank Decision", "2021-10-25"),
	)
