"""Nobody sees a row, count, total, file or suggestion of an area that is not theirs (I7): one test per door."""

import json

import frappe
import pytest
from werkzeug.datastructures import FileStorage

from covid_support.policies import roles
from covid_support.policies.area import CHILD_PARENTS, UNIT_FIELDS
from covid_support.policies.link_search import COLUMNS
from covid_support.tests import areas_world as worlds
from covid_support.tests import factories as make
from covid_support.tests.conftest import begin, undo
from covid_support.tests.doors import call, knock, resource

OTHER_AREA = "thuộc địa bàn khác"


@pytest.fixture(scope="module")
def world(site):
	"""Made once; each test goes back to it."""
	begin()
	yield worlds.build()
	undo()


@pytest.fixture(autouse=True)
def transaction(world):
	"""Undo what a test did, and keep the world."""
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	make.go_to("2020-06-01")
	frappe.db.savepoint("door")
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback(save_point="door")


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


# --- files ---------------------------------------------------------------------------------------------------


def test_private_files_follow_the_document(world):
	near = worlds.attach("Beneficiary", world.near["Beneficiary"], "gan.pdf")
	far = worlds.attach("Beneficiary", world.far["Beneficiary"], "xa.pdf")
	user = world.officials[roles.DISTRICT_OFFICER]
	names = {row["name"] for row in resource(user, "File", fields='["name"]', limit_page_length="0").message}
	assert near.name in names
	assert far.name not in names
	assert isinstance(resource(user, f"File/{far.name}").refusal, frappe.PermissionError)
	counted = call(user, "frappe.client.get_count", doctype="File", filters={"name": far.name})
	assert counted.message == 0
	assert knock(user, near.file_url, "GET", {}).refusal is None
	for answer in (
		knock(user, far.file_url, "GET", {}),
		call(user, "frappe.handler.download_file", "GET", file_url=far.file_url),
		call(user, "frappe.core.doctype.file.file.download_file", "GET", file_url=far.file_url),
	):
		assert isinstance(answer.refusal, frappe.PermissionError)


@pytest.mark.parametrize(
	("doctype", "opens"),
	[
		("Beneficiary", {roles.COMMUNE_OFFICER, roles.DISTRICT_OFFICER, roles.PAYING_OFFICER, roles.AUDITOR}),
		("Payment Batch", {roles.PAYING_OFFICER, roles.FINANCE_OFFICER, roles.AUDITOR}),
	],
)
def test_papers_with_numbers_open_to_the_roles_that_may_see_numbers(world, doctype, opens):
	file = worlds.attach(doctype, world.near[doctype], "so.pdf")
	closed = {roles.SUPERVISOR, roles.PROVINCIAL_LEADER}
	for role in opens | closed:
		user = world.officials[role]
		listed = {
			row["name"] for row in resource(user, "File", fields='["name"]', limit_page_length="0").message
		}
		assert (knock(user, file.file_url, "GET", {}).refusal is None) == (role in opens), role
		assert (file.name in listed) == (role in opens), role


def test_uploader_who_moved_away_no_longer_opens_the_file(world):
	clerk = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	file = worlds.attach("Beneficiary", world.near["Beneficiary"], "cu.pdf")
	frappe.db.set_value("File", file.name, "owner", clerk)
	assert knock(clerk, file.file_url, "GET", {}).refusal is None
	frappe.db.set_value("Official Assignment", {"user": clerk}, "administrative_unit", make.FAR_COMMUNE)
	assert isinstance(knock(clerk, file.file_url, "GET", {}).refusal, frappe.PermissionError)


def test_a_file_row_with_somebody_elses_address_is_refused(world):
	far = worlds.attach("Beneficiary", world.far["Beneficiary"], "la.pdf")
	values = {"file_name": "la.pdf", "file_url": far.file_url, "is_private": 1}
	values |= {"attached_to_doctype": "Beneficiary", "attached_to_name": world.near["Beneficiary"]}
	answer = resource(world.officials[roles.DISTRICT_OFFICER], "File", "POST", **values)
	assert isinstance(answer.refusal, frappe.PermissionError)
	assert frappe.db.count("File", {"file_url": far.file_url}) == 1


def test_uploads_are_private_known_and_within_the_area(world):
	user, near = world.officials[roles.COMMUNE_OFFICER], world.near["Beneficiary"]

	def upload(name, content, target=near):
		sent = FileStorage(stream=__import__("io").BytesIO(content), filename=name)
		form = {"doctype": "Beneficiary", "docname": target, "is_private": "0", "file_name": name}
		with_file = {**form, "cmd": "upload_file"}
		return knock(user, "/api/method/upload_file", "POST", with_file, upload=sent)

	taken = upload("don.pdf", worlds.SCAN + b"1")
	assert taken.refusal is None, taken.refusal
	assert taken.message.is_private == 1
	assert taken.message.file_url.startswith("/private/files/")
	assert "không được nhận" in str(upload("trang.html", b"<html>").refusal)
	assert "không đúng như tên" in str(upload("anh.png", b"<svg onload=alert(1)>").refusal)
	assert isinstance(
		upload("don.pdf", worlds.SCAN, world.far["Beneficiary"]).refusal, frappe.PermissionError
	)
	assert frappe.db.count("File", {"attached_to_name": near, "is_private": 0}) == 0


def test_files_are_not_published_or_moved_by_officials(world):
	file = worlds.attach("Beneficiary", world.near["Beneficiary"], "giu.pdf")
	user = world.officials[roles.COMMUNE_OFFICER]
	frappe.db.set_value("File", file.name, "owner", user)
	for change in ({"is_private": 0}, {"attached_to_name": world.far["Beneficiary"]}):
		answer = resource(user, f"File/{file.name}", "PUT", **change)
		assert isinstance(answer.refusal, frappe.PermissionError), change
	assert frappe.db.get_value("File", file.name, ["is_private", "attached_to_name"]) == (
		1,
		world.near["Beneficiary"],
	)


# --- rows of the framework that point to documents -------------------------------------------------------------


def test_shares_do_not_widen_the_area(world):
	clerk, outsider = (
		world.officials[roles.DISTRICT_OFFICER],
		make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT),
	)
	near = world.near["Application List"]
	form = {"doctype": "Application List", "name": near, "user": outsider}
	answer = knock(clerk, "/api/method/frappe.share.add", "POST", form)
	assert isinstance(answer.refusal, frappe.PermissionError)
	with make.acting_as(clerk), pytest.raises(frappe.PermissionError):
		frappe.share.add("Application List", near, outsider)
	with pytest.raises(frappe.PermissionError, match="không chia sẻ"):
		frappe.share.add("Application List", near, outsider)
	assert not frappe.db.exists("DocShare", {"share_doctype": "Application List", "share_name": near})
	assert isinstance(resource(outsider, f"Application List/{near}").refusal, frappe.PermissionError)


@pytest.mark.parametrize(
	("doctype", "values"),
	[
		("ToDo", {"description": "x", "reference_type": "Application List", "allocated_to": None}),
		(
			"Workflow Action",
			{"reference_doctype": "Application List", "status": "Open", "workflow_state": "Draft"},
		),
		("Tag Link", {"document_type": "Application List", "tag": "gấp", "parenttype": "", "parent": ""}),
		("Document Follow", {"ref_doctype": "Application List", "user": "Administrator"}),
		("Comment", {"reference_doctype": "Application List", "comment_type": "Comment", "content": "x"}),
	],
)
def test_rows_that_point_to_a_document_follow_it(world, doctype, values):
	user = world.officials[roles.DISTRICT_OFFICER]
	_type_column, name_column = __import__("covid_support.policies.pointing_rows", fromlist=["x"]).POINTERS[
		doctype
	]
	if "allocated_to" in values:
		values = {**values, "allocated_to": user}
	row = frappe.get_doc({"doctype": doctype, **values, name_column: world.far["Application List"]})
	row.name = 987_654_321 if doctype == "Document Follow" else frappe.generate_hash(length=10)
	row.db_insert()
	listed = resource(user, doctype, fields='["name"]', limit_page_length="0")
	if not listed.refusal:
		assert row.name not in {found["name"] for found in listed.message}
	assert isinstance(resource(user, f"{doctype}/{row.name}").refusal, frappe.PermissionError)


def test_prepared_reports_and_saved_filters_are_their_owners(world):
	from covid_support.policies.own_rows import is_own, list_filter, prepared_report

	user = world.officials[roles.DISTRICT_OFFICER]
	assert prepared_report(user) == f"`tabPrepared Report`.owner = '{user}'"
	assert list_filter(user) == f"`tabList Filter`.owner = '{user}'"
	assert not is_own(frappe._dict(owner="khac@example.com"), "read", user)
	assert is_own(frappe._dict(owner=user), "read", user)


def test_declarations_are_seen_in_ones_own_area(world):
	user = world.officials[roles.AUDITOR]
	values = {"relationship": "Anh em", "declared_on": "2020-05-04", "user": "Administrator"}
	rows = {
		place: frappe.get_doc(
			{"doctype": "Conflict Declaration", "beneficiary": names["Beneficiary"], **values}
		)
		.insert()
		.name
		for place, names in (("near", world.near), ("far", world.far))
	}
	listed = {row["name"] for row in resource(user, "Conflict Declaration", limit_page_length="0").message}
	assert rows["near"] in listed
	assert rows["far"] not in listed
	assert isinstance(resource(user, f"Conflict Declaration/{rows['far']}").refusal, frappe.PermissionError)
	joined = json.dumps(["name", "beneficiary.full_name"])
	seen = resource(user, "Conflict Declaration", fields=joined, limit_page_length="0")
	assert rows["far"] not in seen.text


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
	],
)
def test_own_functions_refuse_the_other_area(world, command, form):
	texts = {"reason": "x", "doctype": "Application List", "action": "Return"}
	filled = {key: world.far[doctype] if doctype else texts[key] for key, doctype in form.items()}
	for role in (roles.DISTRICT_OFFICER, roles.COMMUNE_OFFICER):
		answer = call(world.officials[role], f"covid_support.api.{command}", **filled)
		assert isinstance(answer.refusal, frappe.PermissionError), (role, answer.text)
