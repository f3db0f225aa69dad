"""What the quick ways of lists, counts, cards and searches answer is what the plain ways answer, area by area."""

import json

import frappe
import pytest

from covid_support.policies import roles
from covid_support.policies.area import is_wide_area
from covid_support.setup.workspaces import CARDS
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests import reports_world
from covid_support.tests.conftest import begin, undo
from covid_support.tests.doors import call

APPLICATION, PAYMENT = "Support Application", "Payment"
QUESTIONS = [
	(APPLICATION, []),
	(APPLICATION, [["status", "=", "Draft"]]),
	(APPLICATION, [["status", "!=", "Approved"]]),
	(APPLICATION, [["status", "in", ["Listed", "Proposed"]]]),
	(APPLICATION, [["status", "not in", ["Approved", "Withdrawn"]]]),
	(APPLICATION, [["payment_status", "=", "Paid"]]),
	(APPLICATION, [["payment_status", "!=", "Paid"]]),
	(APPLICATION, [["status", "=", "Approved"], ["payment_status", "!=", "Paid"]]),
	(APPLICATION, [["status", "=", "Approved"], ["policy", "=", make.MERIT]]),
	(APPLICATION, [["status", "like", "%d%"]]),
	(APPLICATION, [["payment_status", "is", "not set"]]),
	(APPLICATION, [["status", "=", ""]]),
	(PAYMENT, []),
	(PAYMENT, [["status", "=", "Failed"]]),
	(PAYMENT, [["status", "in", ["Failed", "Returned"]]]),
	(PAYMENT, [["status", "!=", "Paid"]]),
	(PAYMENT, [["status", "=", "Returned"]]),
]


@pytest.fixture(scope="module")
def world(site):
	"""Made once; each test goes back to it."""
	begin()
	yield reports_world.build()
	undo()


@pytest.fixture(autouse=True)
def transaction(world):
	"""Undo what a test did, and keep the world."""
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	make.go_to("2020-05-08")
	frappe.db.savepoint("long_lists")
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback(save_point="long_lists")


@pytest.fixture
def people(world):
	"""Who reads much, less, little and nothing."""
	return {
		"province": world.supervisor,
		"district": world.near.district_officer,
		"commune": world.far.commune_officer,
		"nobody": make.official(roles.SUPERVISOR, make.PROVINCE, enabled=0),
		"operator": "Administrator",
	}


def conditions(doctype: str, filters: list) -> list:
	return [[doctype, *row] for row in filters]


def plain_names(user: str, doctype: str, filters: list) -> list[str]:
	"""Names in the list's order by the framework alone."""
	with make.acting_as(user):
		return frappe.get_list(
			doctype, filters=conditions(doctype, filters), pluck="name", order_by=f"`tab{doctype}`.name desc"
		)


def page(user: str, doctype: str, filters: list, **form) -> list[str]:
	form = {
		"doctype": doctype, "filters": filters, "fields": [f"`tab{doctype}`.`name`", f"`tab{doctype}`.`status`"],
		"order_by": f"`tab{doctype}`.`name` desc", "start": 0, "page_length": 20, "view": "List", **form,
	}  # fmt: skip
	answer = call(user, "frappe.desk.reportview.get", **form)
	assert answer.refusal is None, answer.refusal
	if not answer.message:
		return []
	place = answer.message["keys"].index("name")
	return [row[place] for row in answer.message["values"]]


def test_only_the_province_is_a_wide_area(people):
	assert [who for who, user in people.items() if is_wide_area(user)] == ["province", "operator"]


@pytest.mark.parametrize("who", ["province", "district", "commune", "nobody", "operator"])
@pytest.mark.parametrize(("doctype", "filters"), QUESTIONS)
def test_counts_and_pages_are_those_of_the_framework(people, who, doctype, filters):
	user, asked = people[who], conditions(doctype, filters)
	names = plain_names(user, doctype, filters)
	for command in ("frappe.desk.reportview.get_count", "frappe.client.get_count"):
		assert call(user, command, doctype=doctype, filters=asked).message == len(names), command
	assert page(user, doctype, asked) == names[:20]
	assert page(user, doctype, asked, start=2, page_length=3) == names[2:5]


def test_filters_may_come_as_a_dict_or_without_their_doctype(people):
	expected = len(plain_names(people["province"], APPLICATION, [["status", "in", ["Listed", "Draft"]]]))
	for filters in (
		{"status": ["in", ["Listed", "Draft"]]}, [["status", "in", ["Listed", "Draft"]]],
		[[APPLICATION, "status", "in", ["Listed", "Draft"], False]],
	):  # fmt: skip
		answer = call(people["province"], "frappe.client.get_count", doctype=APPLICATION, filters=filters)
		assert answer.message == expected > 0


def test_a_count_knows_what_has_just_been_written(world, people):
	before = call(people["province"], "frappe.desk.reportview.get_count", doctype=APPLICATION).message
	drafts = page(people["province"], APPLICATION, conditions(APPLICATION, [["status", "=", "Draft"]]))
	new = make.application(make.person().name, by=world.near.commune_officer).name
	assert (
		call(people["province"], "frappe.desk.reportview.get_count", doctype=APPLICATION).message
		== before + 1
	)
	after = page(people["province"], APPLICATION, conditions(APPLICATION, [["status", "=", "Draft"]]))
	assert set(after) - set(drafts) == {new}


def test_a_user_permission_narrows_counts_and_pages_too(people):
	with make.acting_as("Administrator"):
		permission = frappe.get_doc(
			{"doctype": "User Permission", "user": people["province"], "allow": "Support Policy", "for_value": make.MERIT}
		).insert()  # fmt: skip
	try:
		names = plain_names(people["province"], APPLICATION, [])
		assert 0 < len(names) < frappe.db.count(APPLICATION)
		assert page(people["province"], APPLICATION, []) == names[:20]
		answer = call(people["province"], "frappe.desk.reportview.get_count", doctype=APPLICATION)
		assert answer.message == len(names)
	finally:
		permission.delete()


def test_other_orders_and_searches_on_the_page_stay_the_frameworks(people):
	for form in (
		{"order_by": "`tabSupport Application`.`beneficiary_name` asc, `tabSupport Application`.`name` asc"},
		{"order_by": "`tabSupport Application`.`name` asc"},
		{"or_filters": [[APPLICATION, "status", "=", "Draft"], [APPLICATION, "status", "=", "Listed"]]},
	):
		with make.acting_as(people["province"]):
			asked = {key: value for key, value in form.items() if key == "or_filters"}
			order = form.get("order_by") or "`tabSupport Application`.name desc"
			expected = frappe.get_list(APPLICATION, **asked, pluck="name", order_by=order, limit=20)
		assert page(people["province"], APPLICATION, [], **form) == expected


@pytest.mark.parametrize("who", ["province", "district"])
@pytest.mark.parametrize("card", list(CARDS))
def test_cards_give_the_number_of_rows_behind_them(people, who, card):
	document = frappe.get_doc("Number Card", CARDS[card].label)
	answer = call(
		people[who],
		"frappe.desk.doctype.number_card.number_card.get_result",
		doc=document.as_json(),
		filters=document.filters_json,
	)
	rows = [list(condition) for condition in CARDS[card].filters]
	assert answer.message == len(plain_names(people[who], APPLICATION, rows)), answer.refusal


def test_a_card_that_is_not_stored_is_refused_by_its_own_name_too(people):
	doc = json.dumps(
		{
			"name": "Invented",
			"function": "Sum",
			"aggregate_function_based_on": "sleep(1)",
			"document_type": "User",
		}
	)
	for command in (
		"frappe.desk.doctype.number_card.number_card.get_result",
		"covid_support.security.counts.get_card_number",
	):
		answer = call(people["province"], command, doc=doc, filters="[]")
		assert isinstance(answer.refusal, frappe.PermissionError), command


# --- names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["province", "commune"])
@pytest.mark.parametrize("typed", ["trần thị đậu", "TRẦN THỊ", "thị đậu", "trần_thị", "zzz"])
def test_the_list_of_people_is_filtered_by_name_as_the_framework_does(people, who, typed):
	made = [make.person(make.FAR_COMMUNE, full_name=name).name for name in ("Trần Thị Đậu", "Trần Thị Dâu")]
	asked = [["Beneficiary", "full_name", "like", f"%{typed}%"]]
	with make.acting_as(people[who]):
		expected = frappe.get_list("Beneficiary", filters=asked, pluck="name", limit=0)
	form = {
		"fields": ["`tabBeneficiary`.`name`"],
		"order_by": "`tabBeneficiary`.`modified` desc",
		"page_length": 100,
	}
	found = page(people[who], "Beneficiary", asked, **form)
	assert set(found) == set(expected)
	assert typed == "zzz" or set(made) & set(found)


def search(user: str, doctype: str, text: str, **form) -> list[str]:
	answer = call(user, "frappe.desk.search.search_link", doctype=doctype, txt=text, page_length=20, **form)
	return [row["value"] for row in answer.response["results"]]


@pytest.mark.parametrize("typed", ["Lý Thị Ỷ Đoan", "ly thi y doan", "y doan", "LY THI Y"])
def test_applications_are_found_by_a_part_of_the_name(world, people, typed):
	near = make.application(make.person(full_name="Lý Thị Ỷ Đoan").name, by=world.near.commune_officer).name
	far = make.application(
		make.person(make.FAR_COMMUNE, full_name="Lý Thị Ỷ Đoan").name, by=world.far.commune_officer
	).name
	assert set(search(people["province"], APPLICATION, typed)) == {near, far}
	assert search(people["district"], APPLICATION, typed) == [near]
	assert search(people["commune"], APPLICATION, typed) == [far]
	assert search(people["nobody"], APPLICATION, typed) == []
	assert search(people["province"], APPLICATION, typed, filters={"policy": make.ASSISTANCE}) == []


def test_people_are_found_in_every_area_by_name_and_nobody_by_a_word_with_digits(people):
	far = make.person(make.FAR_COMMUNE, full_name="Lý Thị Ỷ Đoan").name
	for who, expected in (("province", [far]), ("commune", [far]), ("district", [])):
		assert search(people[who], "Beneficiary", "ỷ đoan") == expected
		assert search(people[who], "Beneficiary", "đoan 2") == []


def test_a_common_name_fills_a_page_in_the_order_of_names(people, monkeypatch):
	for given in ("Bảo", "Cường", "An"):
		make.person(make.FAR_COMMUNE, full_name=f"Vưu Quốc {given}")
	monkeypatch.setattr("covid_support.registry.people_named.MOST_NAMED", 2)
	for length, names in ((2, ["An", "Bảo"]), (20, ["An", "Bảo", "Cường"])):
		form = {"doctype": "Beneficiary", "txt": "vuu quoc", "page_length": length}
		results = call(people["province"], "frappe.desk.search.search_link", **form).response["results"]
		assert [row["label"].split()[-1] for row in results] == names
	found = page(
		people["province"], "Beneficiary", [["Beneficiary", "full_name", "like", "%vưu quốc%"]],
		fields=["`tabBeneficiary`.`name`"], order_by="`tabBeneficiary`.`modified` desc",
	)  # fmt: skip
	assert len(found) == 3


def test_an_employers_application_is_found_by_the_employers_name(world, people):
	criteria = [{"group_number": 1, "fact": "employer_kind", "operator": "=", "value": "School"}]
	components = [own.component(1_000_000, "Per Unit", quantity_fact="insured_workers")]
	policy = own.policy(applicant_kind="Employer", criteria=criteria, components=components)
	school = own.employer(
		make.COMMUNE, employer_name="Trường Sơn Ỷ Ca", employer_kind="School", insured_workers=7
	)
	values = {"doctype": APPLICATION, "policy": policy, "employer": school.name, "commune": make.COMMUNE}
	with make.acting_as(world.near.commune_officer):
		filed = frappe.get_doc({**values, "application_date": own.day()}).insert().name
	assert search(people["province"], APPLICATION, "son y ca") == [filed]
	assert search(people["commune"], APPLICATION, "son y ca") == []
