"""Nobody sees a row, count, total, file or suggestion of an area that is not theirs (I7): one test per door."""

import frappe
import pytest

from covid_support.policies import roles
from covid_support.policies.area import CHILD_PARENTS, UNIT_FIELDS
from covid_support.policies.link_search import COLUMNS
from covid_support.tests import areas_world as worlds
from covid_support.tests import factories as make
from covid_support.tests.area_fixtures import back_to_both, two_districts  # noqa: F401
from covid_support.tests.doors import call, resource

OTHER_AREA = "thuộc địa bàn khác"


def each_role_and_doctype():
	return [(role, doctype) for role in roles.ROLES for doctype in UNIT_FIELDS]


# --- lists and counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "doctype"), each_role_and_doctype())
def test_list_and_counts_hold_exactly_the_area(world, role, doctype):
	user, area = world.officials[role], world.unit_of(role)
	listed = call(
		user, "frappe.desk.reportview.get_list", doctype=doctype, fields=["name"], limit_page_length=0
	)
	if not worlds.role_reads(role, doctype):
		assert isinstance(listed.refusal, frappe.PermissionError)
		return
	expected = worlds.expected_names(doctype, area)
	assert {row["name"] for row in listed.message} == expected
	assert world.far[doctype] not in expected
	for command in ("frappe.desk.reportview.get_count", "frappe.client.get_count"):
		assert call(user, command, doctype=doctype, filters=[]).message == len(expected), command
	rest = resource(user, doctype, fields='["name"]', limit_page_length="0").message
	assert {row["name"] for row in rest} == expected
	api = call(user, "frappe.client.get_list", doctype=doctype, limit_page_length=0).message
	assert {row["name"] for row in api} == expected


@pytest.mark.parametrize(
	("role", "doctype"), [(role, child) for role in roles.ROLES for child in CHILD_PARENTS]
)
def test_child_rows_come_from_the_area(world, role, doctype):
	user, parent = world.officials[role], CHILD_PARENTS[doctype]
	form = {"doctype": doctype, "parent": parent, "fields": ["name"], "limit_page_length": 0}
	answer = call(user, "frappe.client.get_list", **form)
	if not worlds.role_reads(role, parent):
		assert isinstance(answer.refusal, frappe.PermissionError)
		return
	expected = worlds.expected_names(doctype, world.unit_of(role))
	assert {row["name"] for row in answer.message} == expected
	everything = frappe.db.sql(f"select count(*) from `tab{doctype}`")[0][0]
	assert len(expected) < everything


@pytest.mark.parametrize(
	"role", [roles.COMMUNE_OFFICER, roles.DISTRICT_OFFICER, roles.SUPERVISOR, roles.AUDITOR]
)
def test_group_counts_and_sidebar_count_the_area(world, role):
	user, area = world.officials[role], world.unit_of(role)
	expected = len(worlds.expected_names("Support Application", area))
	form = {"doctype": "Support Application", "current_filters": "[]"}
	grouped = call(user, "frappe.desk.listview.get_group_by_count", field="status", **form)
	assert sum(row["count"] for row in grouped.message) == expected
	form = {"doctype": "Support Application", "fields": ["status"], "filters": [], "group_by": "status"}
	counted = {
		"aggregate_function": "count",
		"aggregate_on_doctype": "Support Application",
		"aggregate_on_field": "name",
	}
	rows = call(user, "frappe.desk.reportview.get_list", **form, **counted).message
	assert sum(row["_aggregate_column"] for row in rows) == expected
	stats = call(
		user, "frappe.desk.reportview.get_sidebar_stats", stats=["status"], doctype="Support Application"
	)
	assert sum(row[1] for row in stats.message["stats"]["status"]) == expected


def test_sum_over_a_list_adds_up_the_area(world):
	user = world.officials[roles.DISTRICT_OFFICER]
	form = {"doctype": "Support Application", "fields": ["sum(approved_amount) as total"], "filters": []}
	total = call(user, "frappe.desk.reportview.get_list", **form).message[0]["total"]
	names = worlds.expected_names("Support Application", make.DISTRICT)
	rows = frappe.get_all(
		"Support Application", filters={"name": ["in", list(names)]}, pluck="approved_amount"
	)
	assert int(total) == sum(int(amount) for amount in rows) > 0


def test_without_assignment_nothing_is_seen(world):
	user = make.official(roles.DISTRICT_OFFICER, make.DISTRICT, enabled=0)
	past = make.official(roles.DISTRICT_OFFICER, make.DISTRICT, valid_to="2020-05-31")
	for stranger in (user, past):
		assert call(stranger, "frappe.client.get_count", doctype="Beneficiary").message == 0
		refused = resource(stranger, f"Beneficiary/{world.near['Beneficiary']}")
		assert isinstance(refused.refusal, frappe.PermissionError)


# --- link search and global search -------------------------------------------------------------------------


@pytest.mark.parametrize("doctype", sorted(COLUMNS))
def test_link_search_stays_in_the_area_whatever_the_browser_sends(world, doctype):
	role = next(
		role for role in (roles.DISTRICT_OFFICER, roles.SUPERVISOR) if worlds.role_reads(role, doctype)
	)
	user = world.officials[role]
	expected = worlds.expected_names(doctype, make.DISTRICT)
	if doctype == "Beneficiary":
		expected -= set(frappe.get_all(doctype, {"life_status": "Merged"}, pluck="name"))
	for switch in ({}, {"ignore_user_permissions": 1}):
		form = {"doctype": doctype, "txt": "", "page_length": 50, **switch}
		found = call(user, "frappe.desk.search.search_link", **form).response["results"]
		assert {row["value"] for row in found} == set(list(expected)[:50]) or len(expected) > 50
		widget = call(user, "frappe.desk.search.search_widget", **form).response["values"]
		assert {row[0] for row in widget} <= expected
		assert world.far[doctype] not in {row["value"] for row in found} | {row[0] for row in widget}


def test_link_search_finds_names_without_diacritics(world):
	user = world.officials[roles.COMMUNE_OFFICER]
	near = make.person(full_name="Nguyễn Thị Đượm")
	far = make.person(make.FAR_COMMUNE, full_name="Nguyễn Thị Đượm")
	for typed in ("nguyen thi duom", "Nguyễn Thị Đượm", "thi DUOM"):
		found = call(user, "frappe.desk.search.search_link", doctype="Beneficiary", txt=typed).response[
			"results"
		]
		assert [row["value"] for row in found] == [near.name], typed
		assert found[0]["label"] == "Nguyễn Thị Đượm"
	assert far.name not in str(found)


def test_link_search_by_number_needs_the_role_and_the_area(world):
	near, far = make.person(), make.person(make.FAR_COMMUNE)

	def found(role, number):
		form = {"doctype": "Beneficiary", "txt": number}
		return [
			row["value"]
			for row in call(world.officials[role], "frappe.desk.search.search_link", **form).response[
				"results"
			]
		]

	assert found(roles.COMMUNE_OFFICER, near.personal_id) == [near.name]
	assert found(roles.COMMUNE_OFFICER, near.personal_id[:9]) == []
	assert found(roles.COMMUNE_OFFICER, far.personal_id) == []
	assert found(roles.SUPERVISOR, near.personal_id) == []  # the role does not show identity numbers


def test_link_search_shows_no_whole_number(world):
	person = make.person()
	for role in roles.ROLES:
		form = {"doctype": "Beneficiary", "txt": "", "page_length": 50}
		answer = call(world.officials[role], "frappe.desk.search.search_link", **form)
		assert person.personal_id not in answer.text
		assert person.phone not in answer.text


def test_global_search_and_link_titles_stay_in_the_area(world):
	user = world.officials[roles.DISTRICT_OFFICER]
	far, near = world.far["Application List"], world.near["Application List"]
	frappe.db.sql("delete from __global_search where doctype = 'Application List'")
	for name in (near, far):
		row = ("Application List", name, "danhsachhotro", "", "", 0)
		frappe.db.sql(
			"insert into __global_search (doctype, name, content, title, route, published) values (%s,%s,%s,%s,%s,%s)",
			row,
		)
	found = call(user, "frappe.utils.global_search.search", text="danhsachhotro").message
	assert far not in {row["name"] for row in found}
	title = call(user, "frappe.desk.search.get_link_title", doctype="Application List", docname=far).message
	assert title == far
	title = call(user, "frappe.desk.search.get_link_title", doctype="Application List", docname=near).message
	assert title == frappe.db.get_value("Application List", near, "title")


# --- single documents ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("doctype", sorted(UNIT_FIELDS))
def test_documents_of_the_other_area_do_not_open(world, doctype):
	far = world.far[doctype]
	for role in (roles.DISTRICT_OFFICER, roles.AUDITOR):
		user = world.officials[role]
		for answer in (
			resource(user, f"{doctype}/{far}"),
			call(user, "frappe.client.get", doctype=doctype, name=far),
			call(user, "frappe.desk.form.load.getdoc", doctype=doctype, name=far),
			call(user, "frappe.desk.form.load.get_docinfo", doctype=doctype, name=far),
			call(user, "frappe.client.validate_link", doctype=doctype, docname=far),
		):
			assert isinstance(answer.refusal, frappe.PermissionError), (role, answer.text)
		value = call(
			user, "frappe.client.get_value", doctype=doctype, fieldname="owner", filters={"name": far}
		)
		assert not value.message


@pytest.mark.parametrize(
	"command",
	[
		"frappe.desk.form.load.get_communications",
		"frappe.desk.notifications.get_open_count",
		"frappe.www.printview.get_html_and_style",
		"frappe.utils.print_format.download_pdf",
		"frappe.desk.form.assign_to.add",
		"frappe.desk.form.utils.add_comment",
		"frappe.client.get_doc_permissions",
	],
)
def test_functions_about_a_document_refuse_the_other_area(world, command):
	user, far = world.officials[roles.DISTRICT_OFFICER], world.far["Application List"]
	keys = (
		"doctype",
		"name",
		"docname",
		"doc",
		"reference_doctype",
		"reference_name",
		"content",
		"assign_to",
	)
	values = ("Application List", far, far, "Application List", "Application List", far, "x", [user])
	answer = call(user, command, **dict(zip(keys, values, strict=True)))
	assert isinstance(answer.refusal, frappe.PermissionError)
	assert OTHER_AREA in str(answer.refusal)


def test_bulk_print_refuses_when_one_document_is_of_another_area(world):
	user = world.officials[roles.DISTRICT_OFFICER]
	names = [world.near["Application List"], world.far["Application List"]]
	one = call(
		user, "frappe.utils.print_format.download_multi_pdf", "GET", doctype="Application List", name=names
	)
	several = {"doctype": {"Application List": names}, "name": "all"}
	for answer in (one, call(user, "frappe.utils.print_format.download_multi_pdf", "GET", **several)):
		assert OTHER_AREA in str(answer.refusal)


def test_connections_count_the_area(world):
	user = world.officials[roles.DISTRICT_OFFICER]
	form = {
		"doctype": "Support Policy",
		"name": make.MERIT,
		"items": ["Support Application", "Application List"],
	}
	counted = call(user, "frappe.desk.notifications.get_open_count", **form)
	for row in counted.message["count"]:
		assert row["count"] <= len(worlds.expected_names(row["name"], make.DISTRICT))


def test_moving_a_document_into_the_own_area_is_refused(world):
	user, far = world.officials[roles.COMMUNE_OFFICER], world.far["Beneficiary"]
	answer = resource(user, f"Beneficiary/{far}", "PUT", commune=make.COMMUNE)
	assert isinstance(answer.refusal, frappe.PermissionError)
	near = world.near["Beneficiary"]
	answer = resource(user, f"Beneficiary/{near}", "PUT", commune=make.FAR_COMMUNE)
	assert isinstance(answer.refusal, frappe.PermissionError)
	assert frappe.db.get_value("Beneficiary", far, "commune") == make.FAR_COMMUNE
	assert frappe.db.get_value("Beneficiary", near, "commune") == make.COMMUNE


def test_registering_in_another_area_is_refused(world):
	values = make.person_values(make.FAR_COMMUNE)
	values.pop("doctype")
	answer = resource(world.officials[roles.COMMUNE_OFFICER], "Beneficiary", "POST", **values)
	assert isinstance(answer.refusal, frappe.PermissionError)
	assert not frappe.db.exists("Beneficiary", {"personal_id": values["personal_id"]})


# --- reports and exports -------------------------------------------------------------------------------------


def test_export_of_a_list_holds_the_area_and_is_logged(world):
	user = world.officials[roles.DISTRICT_OFFICER]
	form = {"doctype": "Application List", "fields": ["name"], "file_format_type": "CSV", "filters": []}
	answer = call(user, "frappe.desk.reportview.export_query", **form)
	if answer.refusal:
		assert isinstance(answer.refusal, frappe.PermissionError)  # the role may not export
		return
	content = str(frappe.local.response.get("filecontent"))
	assert world.far["Application List"] not in content


def test_columns_of_other_doctypes_cannot_be_added_to_a_report(world):
	column = {
		"fieldname": "personal_id",
		"doctype": "Beneficiary",
		"link_field": {"fieldname": "beneficiary", "names": {}},
	}
	user = world.officials[roles.DISTRICT_OFFICER]
	answer = call(
		user, "frappe.desk.query_report.run", report_name="Support Results", custom_columns=[column]
	)
	assert isinstance(answer.refusal, frappe.PermissionError)
	answer = call(
		user, "frappe.desk.query_report.get_data_for_custom_field", doctype="Beneficiary", field="full_name"
	)
	assert isinstance(answer.refusal, frappe.PermissionError)


# --- the product's own doors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("command", "form"),
	[
		("get_list_lines", {"application_list": "Application List"}),
		("get_batch_payments", {"payment_batch": "Payment Batch"}),
		("add_all_eligible", {"application_list": "Application List"}),
		("take_out_line", {"application": "Support Application", "reason": None}),
		("withdraw_application", {"application": "Support Application", "reason": None}),
		("act", {"name": "Application List", "doctype": None, "action": None}),
		("payments.api.get_delivery_steps", {"delivery": "Benefit Delivery"}),
		("payments.api.may_recover", {"payment": "Payment"}),
		(
			"payments.api.recover_payment",
			{"payment": "Payment", "amount": None, "number": None, "recovered_on": None, "reason": None},
		),
	],
)
def test_own_functions_refuse_the_other_area(world, command, form):
	texts = {"reason": "x", "doctype": "Application List", "action": "Return", "amount": "1", "number": "1"}
	texts["recovered_on"] = "2020-05-04"
	filled = {key: world.far[doctype] if doctype else texts[key] for key, doctype in form.items()}
	for role in (roles.DISTRICT_OFFICER, roles.COMMUNE_OFFICER):
		path = command if "." in command else f"api.{command}"
		answer = call(world.officials[role], f"covid_support.{path}", **filled)
		assert isinstance(answer.refusal, frappe.PermissionError), (role, answer.text)
