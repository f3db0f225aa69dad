"""Who may apply: a household through its representative, an employer, workers on their employer's list."""

import frappe
import pytest
from pymysql.err import IntegrityError

from covid_support import api, screens
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.doors import call
from covid_support.tests.refusals import refused
from covid_support.tests.test_unique_keys import insert_again


def family(commune: str = make.COMMUNE, members: int = 3, status: str = "Poor"):
	"""A household with a head and further members."""
	home = make.household(commune, status, year=2020)
	head = make.person(commune, household=home.name, household_role="Head")
	for _member in range(members - 1):
		make.person(commune, household=home.name, household_role="Member")
	return home, head


def household_policy(**fields) -> str:
	return own.policy(2_000_000, applicant_kind="Household", **fields)


# --- households -------------------------------------------------------------------------------------------


def test_a_household_applies_through_its_head(who):
	home, head = family()
	policy = household_policy()
	name = make.empty_list(who.commune_officer, policy=policy)
	with make.acting_as(who.commune_officer):
		assert [row.name for row in screens.get_candidates(name)["rows"] if row.name == home.name] == [
			home.name
		]
		assert api.add_people(name, {home.name: {}})["people"] == 1
	line = make.lines(name)[0]
	assert (line.applicant_kind, line.household, line.beneficiary) == ("Household", home.name, head.name)
	assert (line.beneficiary_name, int(line.proposed_amount)) == (head.full_name, 2_000_000)


def test_an_application_filed_for_a_member_finds_the_household(who):
	home, head = family()
	filed = make.application(head.name, policy=household_policy(), by=who.commune_officer)
	assert (filed.household, filed.beneficiary) == (home.name, head.name)


def test_the_facts_are_those_of_the_household(who):
	criteria = [
		{"group_number": 1, "fact": "household_poverty", "operator": "=", "value": "Poor"},
		{"group_number": 2, "fact": "household_members", "operator": ">=", "value": "3"},
	]
	components = [own.component(500_000, "Per Unit", quantity_fact="household_members", maximum_quantity=4)]
	policy = household_policy(criteria=criteria, components=components)
	name = make.empty_list(who.commune_officer, policy=policy)
	poor, _head = family(members=5)
	small, _head = family(members=2)
	rich, _head = family(members=4, status="Near Poor")
	with make.acting_as(who.commune_officer):
		told = api.add_people(name, {home.name: {} for home in (poor, small, rich)})
	# 5 members count up to 4: 4 × 500,000
	assert (told["people"], told["amount"]) == (1, 2_000_000)
	assert {row["beneficiary"] for row in told["refused"]} == {small.name, rich.name}


def test_a_household_without_a_head_says_who_is_missing(who):
	home = make.household(year=2020)
	name = make.empty_list(who.commune_officer, policy=household_policy())
	with make.acting_as(who.commune_officer):
		told = api.add_people(name, {home.name: {}})
	assert told["people"] == 0
	assert "chưa có chủ hộ" in told["refused"][0]["reason"]


def test_a_stranger_cannot_represent_a_household(who):
	home, _head = family()
	stranger = make.person()
	values = {"policy": household_policy(), "household": home.name, "beneficiary": stranger.name}
	values.update({"application_date": own.day(), "commune": make.COMMUNE})
	with make.acting_as(who.commune_officer), refused("không phải là thành viên"):
		frappe.get_doc({"doctype": "Support Application", **values}).insert()


def test_one_live_application_for_a_household_whoever_represents_it(who):
	home, _head = family()
	policy = household_policy()
	name = make.empty_list(who.commune_officer, policy=policy)
	member = frappe.get_all(
		"Beneficiary", {"household": home.name, "household_role": "Member"}, pluck="name"
	)[0]
	with make.acting_as(who.commune_officer):
		api.add_people(name, {home.name: {}})
		again = api.add_people(name, {home.name: {"beneficiary": member}})
		assert "đã có hồ sơ" in again["refused"][0]["reason"]
	with pytest.raises(IntegrityError, match="live_household"):
		insert_again("Support Application", make.lines(name)[0].name, beneficiary=member)


# --- employers --------------------------------------------------------------------------------------------


def test_an_employer_applies_for_itself(who):
	criteria = [{"group_number": 1, "fact": "employer_kind", "operator": "=", "value": "School"}]
	components = [own.component(1_000_000, "Per Unit", quantity_fact="insured_workers")]
	policy = own.policy(applicant_kind="Employer", criteria=criteria, components=components)
	school = own.employer(make.COMMUNE, employer_kind="School", insured_workers=7)
	shop = own.employer(make.COMMUNE, insured_workers=7)
	values = {"doctype": "Support Application", "policy": policy, "employer": school.name}
	values.update({"application_date": own.day(), "commune": make.COMMUNE})
	with make.acting_as(who.commune_officer):
		filed = frappe.get_doc(values).insert()
		with refused("đã có hồ sơ"):
			frappe.get_doc(values).insert()
		other = frappe.get_doc({**values, "employer": shop.name}).insert()
		with refused("người sử dụng lao động"):
			frappe.get_doc({**values, "employer": None}).insert()
	assert (filed.beneficiary_name, filed.beneficiary, int(filed.proposed_amount)) == (
		school.employer_name,
		None,
		7_000_000,
	)
	assert (filed.eligible, other.eligible) == (1, 0)
	with pytest.raises(IntegrityError, match="live_employer"):
		insert_again("Support Application", filed.name)


# --- workers on their employer's list ---------------------------------------------------------------------


@pytest.fixture
def workers_policy():
	return own.policy(1_855_000, filed_by="Employer")


def test_the_list_of_an_employer_needs_the_employer(who, workers_policy):
	with refused("chọn người sử dụng lao động"):
		make.empty_list(who.commune_officer, policy=workers_policy)
	firm = own.employer(make.COMMUNE)
	with refused("không do người sử dụng lao động"):
		make.empty_list(who.commune_officer, employer=firm.name)
	name = make.empty_list(who.commune_officer, commune=None, policy=workers_policy, employer=firm.name)
	unit, title = frappe.db.get_value("Application List", name, ["administrative_unit", "title"])
	assert unit == make.COMMUNE
	assert firm.employer_name in title


def test_the_list_of_an_employer_elsewhere_is_refused(who, workers_policy):
	firm = own.employer(make.FAR_COMMUNE)
	with refused("ngoài địa bàn"):
		make.empty_list(who.commune_officer, commune=None, policy=workers_policy, employer=firm.name)


def test_workers_who_live_anywhere_stand_on_the_list_of_their_employer(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	near, far = make.person(), make.person(make.FAR_COMMUNE)
	new = {**own.made_up_person(), "commune": make.SECOND_COMMUNE}
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	with make.acting_as(who.commune_officer):
		assert api.add_people(name, {near.name: {}})["people"] == 1
		assert "ngoài địa bàn" in api.add_people(name, {far.name: {}})["refused"][0]["reason"]
		rows = [{"person": {"personal_id": far.personal_id, "full_name": far.full_name}}, {"person": new}]
		told = api.add_workers(name, rows)
		assert (told["people"], told["amount"], told["refused"]) == (2, 2 * 1_855_000, [])
		assert api.add_workers(name, rows)["people"] == 0
	lines = make.lines(name)
	assert {line.commune for line in lines} == {make.COMMUNE}
	assert {line.employer for line in lines} == {firm.name}
	assert frappe.db.get_value("Beneficiary", {"personal_id": new["personal_id"]}, "commune") == (
		make.SECOND_COMMUNE
	)


def test_the_officer_of_the_list_sees_its_lines_but_not_the_people_of_other_communes(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	far = make.person(make.FAR_COMMUNE)
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	with make.acting_as(who.commune_officer):
		api.add_workers(name, [{"person": {"personal_id": far.personal_id}}])
	line = make.lines(name)[0].name
	home = make.official("CS Commune Officer", make.FAR_COMMUNE)
	assert (
		call(who.commune_officer, "covid_support.api.get_list_lines", "GET", application_list=name).message[
			"rows"
		][0]["beneficiary_name"]
		== far.full_name
	)
	with make.acting_as(who.commune_officer):
		assert not frappe.has_permission("Beneficiary", "read", doc=far.name)
	with make.acting_as(home):
		assert not frappe.has_permission("Support Application", "read", doc=line)


def test_a_number_of_somebody_of_another_name_is_refused(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	far = make.person(make.FAR_COMMUNE)
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	unknown = {"personal_id": own.made_up_person()["personal_id"]}
	with make.acting_as(who.commune_officer):
		told = api.add_workers(
			name,
			[{"person": {"personal_id": far.personal_id, "full_name": "Ai Đó Khác"}}, {"person": unknown}],
		)
	reasons = {row["full_name"]: row["reason"] for row in told["refused"]}
	assert "người có họ tên khác" in reasons["Ai Đó Khác"]
	assert "chưa có ai đăng ký với số này" in reasons["Dòng 2"]
	assert far.full_name not in str(told)
	assert make.lines(name) == []


def test_whoever_is_taken_off_the_list_belongs_to_the_home_commune_again(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	far = make.person(make.FAR_COMMUNE)
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	with make.acting_as(who.commune_officer):
		api.add_workers(name, [{"person": {"personal_id": far.personal_id}}])
		[line] = make.lines(name)
		assert line.commune == make.COMMUNE
		api.detach_application(line.name)
	assert frappe.db.get_value(
		"Support Application", line.name, ["status", "application_list", "commune"]
	) == ("Draft", None, make.FAR_COMMUNE)


def test_workers_of_the_same_name_are_each_told_their_reason(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	unknown = [{**own.made_up_person(), "full_name": "Nguyễn Văn An", "commune": None} for _row in range(2)]
	with make.acting_as(who.commune_officer):
		told = api.add_workers(name, [{"person": person} for person in unknown])
	assert [row["full_name"] for row in told["refused"]] == ["Dòng 1: Nguyễn Văn An", "Dòng 2: Nguyễn Văn An"]


def test_one_person_in_two_rows_comes_on_the_list_by_the_first(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	far = make.person(make.FAR_COMMUNE)
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	rows = [
		{"person": {"personal_id": far.personal_id}, "declared": {"note": note}} for note in ("một", "hai")
	]
	with make.acting_as(who.commune_officer):
		told = api.add_workers(name, rows)
	[row] = told["refused"]
	assert (told["people"], row["full_name"]) == (1, "Dòng 2")
	assert "người này đã có ở dòng 1 của bảng" in row["reason"]
	assert [line.note for line in make.lines(name)] == ["một"]


def test_workers_cannot_be_put_on_a_list_of_residents(who):
	name = make.empty_list(who.commune_officer)
	with make.acting_as(who.commune_officer), refused("gồm người cư trú tại xã"):
		api.add_workers(name, [{"person": {"personal_id": "1"}}])


def test_nobody_works_for_an_employer_by_registration(who, workers_policy):
	firm = own.employer(make.COMMUNE)
	name = make.empty_list(who.commune_officer, policy=workers_policy, employer=firm.name)
	with make.acting_as(who.commune_officer), refused("theo số giấy tờ"):
		api.add_all_eligible(name)


def test_a_service_office_lists_people_of_its_whole_area(who):
	policy = own.policy(filed_by="Service Office")
	centre = make.office(make.DISTRICT)
	officer = make.official("CS Commune Officer", make.DISTRICT)
	with refused("chọn cơ quan lập danh sách"):
		make.empty_list(officer, commune=make.DISTRICT, policy=policy)
	name = make.empty_list(officer, commune=None, policy=policy, filing_office=centre)
	inside, outside = make.person(make.SECOND_COMMUNE), make.person(make.FAR_COMMUNE)
	with make.acting_as(officer):
		assert api.add_people(name, {inside.name: {}})["people"] == 1
		assert api.add_workers(name, [{"person": {"personal_id": outside.personal_id}}])["people"] == 1
	communes = {line.beneficiary: line.commune for line in make.lines(name)}
	assert communes == {inside.name: make.SECOND_COMMUNE, outside.name: make.DISTRICT}
	with make.acting_as(officer):
		counted = screens.get_line_checks(name, [line.name for line in make.lines(name)])
	assert [row["unsure"] for row in counted.values()] == [0, 0]  # nobody has to live in the district itself


# --- once for each person, whatever the period ------------------------------------------------------------


def test_a_policy_for_every_month_is_given_in_the_next_one_too(who):
	policy = own.policy(period_kind="Month", once_only=0)
	person = make.person()
	first = make.application(person.name, policy, who.commune_officer, period="2020-05")
	second = make.application(person.name, policy, who.commune_officer, period="2020-06")
	assert (first.period, second.period) == ("2020-05", "2020-06")


def test_a_policy_for_once_is_given_once_whatever_the_month(who):
	policy = own.policy(period_kind="Month", once_only=1)
	person = make.person()
	first = make.application(person.name, policy, who.commune_officer, period="2020-05")
	with refused("đã có hồ sơ"):
		make.application(person.name, policy, who.commune_officer, period="2020-06")
	with pytest.raises(IntegrityError, match="live_application"):
		insert_again("Support Application", first.name, period="2020-06")
