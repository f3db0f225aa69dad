"""Identity and account numbers stay with the roles that need them; whatever leaves as a file is on record."""

import json

import frappe
import pytest

from covid_support.policies import roles
from covid_support.policies.hidden_columns import hidden_columns
from covid_support.tests import factories as make
from covid_support.tests.doors import call, knock, resource

# --- personal data ---------------------------------------------------------------------------------------


def test_numbers_are_hidden_from_the_roles_that_do_not_need_them():
	shown = {roles.COMMUNE_OFFICER, roles.COMMUNE_CHAIR, roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR}
	shown |= {roles.DEPARTMENT_OFFICER, roles.PROVINCIAL_LEADER, roles.PAYING_OFFICER, roles.AUDITOR}
	shown |= set(roles.SPECIAL_OFFICE_ROLES)  # they compare numbers with their own registers
	for role in roles.ROLES:
		user = make.official(role, make.COMMUNE)
		assert ("personal_id" not in hidden_columns("Beneficiary", user)) == (role in shown), role
		accounts = {roles.PAYING_OFFICER, roles.FINANCE_OFFICER, roles.AUDITOR}
		assert ("account_number" not in hidden_columns("Payment", user)) == (role in accounts), role


def personal(person) -> tuple:
	return (person.personal_id, person.phone, person.account_number)


@pytest.mark.parametrize("role", [roles.SUPERVISOR, roles.FINANCE_OFFICER, roles.PROGRAMME_ADMINISTRATOR])
def test_no_answer_holds_a_number_that_the_role_may_not_see(role):
	bank = frappe.get_all("Paying Bank", pluck="name", limit=1)[0]
	account = {
		"bank": bank,
		"account_number": "70012345678",
		"account_holder": "NGUYEN VAN A",
		"preferred_channel": "Bank Transfer",
	}
	person = make.person(**account)
	user = make.official(role, make.COMMUNE)
	fields = ["name", *("personal_id", "phone", "account_number")]
	answers = [
		resource(user, f"Beneficiary/{person.name}"),
		call(user, "frappe.client.get", doctype="Beneficiary", name=person.name),
		call(user, "frappe.desk.form.load.getdoc", doctype="Beneficiary", name=person.name),
		call(user, "frappe.desk.reportview.get", doctype="Beneficiary", fields=fields),
		call(user, "frappe.desk.reportview.get", doctype="Beneficiary", fields=["max(personal_id) as x"]),
		call(user, "frappe.client.get_list", doctype="Beneficiary", fields=["*"]),
		call(
			user,
			"frappe.client.get_value",
			doctype="Beneficiary",
			fieldname="personal_id",
			filters=person.name,
		),
		call(user, "frappe.client.validate_link", doctype="Beneficiary", docname=person.name, fields=fields),
		call(user, "frappe.desk.search.search_widget", doctype="Beneficiary", txt="", filter_fields=fields),
		call(
			user,
			"frappe.desk.listview.get_group_by_count",
			doctype="Beneficiary",
			current_filters="[]",
			field="personal_id",
		),
		call(user, "frappe.desk.reportview.get_sidebar_stats", doctype="Beneficiary", stats=["personal_id"]),
		call(user, "frappe.www.printview.get_html_and_style", doc="Beneficiary", name=person.name),
		resource(user, "Support Application", fields=json.dumps(["name", "beneficiary.personal_id"])),
	]
	for number in personal(person):
		for index, answer in enumerate(answers):
			assert number not in answer.text, index
			assert number not in str(answer.refusal), index


LINKED = '["name", "beneficiary.full_name as beneficiary_full_name"]'


@pytest.mark.parametrize(
	"form",
	[
		{"fields": ["name", "beneficiary.personal_id"]},
		{"fields": ["name", "beneficiary.hamlet as x"]},
		{"fields": ["beneficiary.full_name", "`tabBeneficiary_1`.`hamlet`"]},
		{"fields": LINKED, "order_by": "tabBeneficiary_1.birth_date"},
		{"fieldname": "beneficiary.hamlet"},
		{"field": "beneficiary.hamlet"},
	],
)
def test_a_list_does_not_reach_through_its_links_into_another_area(form):
	who = make.officials()
	listed = make.list_in("Commune Signing", who, 1)
	frappe.db.set_value(
		"Beneficiary", make.lines(listed)[0].beneficiary, {"commune": make.FAR_COMMUNE, "hamlet": "Ấp Xa Lạ"}
	)
	ask = {"doctype": "Support Application", "filters": {"application_list": listed}, "current_filters": "[]"}
	for command in (
		"frappe.client.get_list",
		"frappe.client.get_value",
		"frappe.desk.reportview.get",
		"frappe.desk.listview.get_group_by_count",
	):
		answer = call(who.commune_officer, command, **{**ask, **form})
		assert isinstance(answer.refusal, frappe.PermissionError), command
	titles = call(who.commune_officer, "frappe.client.get_list", **{**ask, "fields": LINKED})
	assert len(titles.message) == 1


@pytest.mark.parametrize(
	"form",
	[
		{"filters": [["Beneficiary", "personal_id", "like", "0%"]]},
		{"filters": {"phone": ["like", "09%"]}},
		{"or_filters": [["personal_id", ">", "0"]]},
		{"order_by": "personal_id desc"},
		{"group_by": "`tabBeneficiary`.`account_number`"},
	],
)
def test_hidden_numbers_cannot_be_guessed_by_filtering(form):
	make.person()
	user = make.official(roles.SUPERVISOR, make.COMMUNE)
	for command in (
		"frappe.desk.reportview.get_count",
		"frappe.client.get_list",
		"frappe.desk.reportview.get_list",
	):
		answer = call(user, command, **{"doctype": "Beneficiary", "fields": ["name"], **form})
		assert isinstance(answer.refusal, frappe.PermissionError), command
	sent = {key: value if isinstance(value, str) else json.dumps(value) for key, value in form.items()}
	answer = resource(user, "Beneficiary", **sent)
	assert isinstance(answer.refusal, frappe.PermissionError)


def test_who_may_see_numbers_may_filter_by_them():
	person = make.person()
	user = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	form = {
		"doctype": "Beneficiary",
		"fields": ["name"],
		"filters": [["personal_id", "=", person.personal_id]],
	}
	assert call(user, "frappe.desk.reportview.get_list", **form).message == [{"name": person.name}]


def test_prints_show_numbers_to_those_alone_who_may_see_them():
	person = make.person()
	form = {"doc": "Beneficiary", "name": person.name}
	for role, sees in ((roles.SUPERVISOR, False), (roles.COMMUNE_OFFICER, True)):
		user = make.official(role, make.COMMUNE)
		answer = call(user, "frappe.www.printview.get_html_and_style", **form)
		assert answer.refusal is None
		assert (person.personal_id in answer.text) == sees


def test_no_version_or_message_repeats_a_number():
	person = make.person()
	taken = make.person_values(personal_id=person.personal_id, sex=person.sex, birth_date=person.birth_date)
	taken.pop("doctype")
	answer = resource(make.official(roles.COMMUNE_OFFICER, make.COMMUNE), "Beneficiary", "POST", **taken)
	assert person.personal_id not in str(answer.refusal)
	assert answer.refusal is not None
	assert not frappe.db.exists("Version", {"ref_doctype": "Beneficiary", "docname": person.name})


# --- downloads are logged ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
	"command",
	[
		"frappe.desk.query_report.export_query",
		"frappe.utils.print_format.download_multi_pdf",
		"frappe.desk.reportview.export_query",
	],
)
def test_exports_and_bulk_prints_leave_a_trace(command):
	user = make.official(roles.DEPARTMENT_OFFICER, make.PROVINCE)
	who = make.officials()
	name = make.draft_list(who)
	form = {
		"doctype": "Application List",
		"name": json.dumps([name]),
		"file_format_type": "Excel",
		"filters": "[]",
	}
	form |= {"report_name": "Support Results", "fields": '["name"]', "title": "x"}
	before = frappe.db.count("Access Log", {"user": user})
	answer = knock(user, f"/api/method/{command}", "GET", form)
	rows = frappe.get_all("Access Log", filters={"user": user}, fields=["method", "file_type", "report_name"])
	assert len(rows) > before, answer.refusal
