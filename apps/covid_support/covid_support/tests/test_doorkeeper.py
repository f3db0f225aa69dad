"""The doorkeeper: closed functions, POST for changes, shapes of queries, personal columns, accounts, settings.

Each rule is tested both ways: what it refuses, and what it must go on letting through.
"""

import json
from pathlib import Path

import frappe
import pytest

from covid_support.policies import roles
from covid_support.policies.hidden_columns import hidden_columns
from covid_support.security.closed_doors import CHANGING_FUNCTIONS, CLOSED_FUNCTIONS, is_closed
from covid_support.security.commands import command_in_path, defined_name, name_of
from covid_support.security.redirects import is_on_site
from covid_support.security.site_settings import FIXED, seed_security_settings
from covid_support.tests import factories as make
from covid_support.tests.doors import call, knock, resource

REVIEWED = Path(__file__).parent / "open_doors.txt"
SNAPSHOT = "15.0.0-dev"


@pytest.fixture
def officer():
	return make.official(roles.DISTRICT_OFFICER, make.DISTRICT)


# --- closed functions ------------------------------------------------------------------------------------


def whitelisted_names() -> set[str]:
	"""Every function of the framework that a browser can call, under the name where it is defined."""
	import importlib
	import pkgutil

	for module in pkgutil.walk_packages(frappe.__path__, "frappe."):
		skipped = (
			"tests",
			"test_",
			"frappe.patches",
			"frappe.commands",
			"conftest",
			"parallel_test",
			"boilerplate",
		)
		if not any(part in module.name for part in skipped):
			try:
				importlib.import_module(module.name)
			except Exception:  # modules for things that are not installed
				continue
	names = {name_of(function) for function in frappe.whitelisted}
	return {
		name
		for name in names
		if name.startswith("frappe.") and ".tests." not in name and ".test_" not in name
	}


@pytest.mark.skipif(
	frappe.__version__ != SNAPSHOT, reason="the list was reviewed for the framework in our lock"
)
def test_every_public_function_of_the_framework_is_reviewed():
	reviewed = set(REVIEWED.read_text().split())
	still_open = {name for name in whitelisted_names() if not is_closed(name)}
	assert still_open == reviewed


@pytest.mark.skipif(frappe.__version__ != SNAPSHOT, reason="names belong to the framework in our lock")
def test_named_functions_exist():
	names = whitelisted_names()
	for name in CLOSED_FUNCTIONS | CHANGING_FUNCTIONS:
		assert name in names, name


@pytest.mark.parametrize(
	"command",
	[
		"frappe.share.add",
		"frappe.desk.form.linked_with.get",
		"frappe.desk.doctype.tag.tag.get_tagged_docs",
		"frappe.desk.doctype.tag.tag.add_tag",
		"frappe.desk.query_report.get_data_for_custom_field",
		"frappe.core.doctype.data_export.exporter.export_data",
		"frappe.core.doctype.deleted_document.deleted_document.restore",
		"frappe.website.doctype.discussion_reply.discussion_reply.delete_message",
		"frappe.www.list.get_list_data",
		"frappe.client.bulk_update",
		"frappe.desk.doctype.workspace.workspace.save_page",
		"frappe.utils.print_format.report_to_pdf",
		"frappe.core.doctype.communication.email.make",
		"frappe.geo.utils.get_coords",
	],
)
def test_closed_function_is_refused_to_officials_and_open_to_the_operator(officer, command):
	answer = call(officer, command)
	assert isinstance(answer.refusal, frappe.PermissionError)
	assert "chỉ dành cho quản trị hệ thống" in str(answer.refusal)
	answer = call("Administrator", command)  # arguments are missing, but the door is open
	assert "chỉ dành cho quản trị hệ thống" not in str(answer.refusal)


@pytest.mark.parametrize(
	("parameter", "command"),
	[
		("query", "frappe.desk.search.search_widget"),
		("method", "upload_file"),
		("tree_method", "frappe.desk.treeview.get_all_nodes"),
	],
)
def test_a_closed_function_does_not_come_in_by_another(officer, parameter, command):
	form = {"doctype": "Beneficiary", "txt": "", parameter: "frappe.share.get_users"}
	answer = knock(officer, f"/api/method/{command}", "POST", form)
	assert "chỉ dành cho quản trị hệ thống" in str(answer.refusal)


def test_aliases_of_replaced_functions_are_closed(officer):
	import frappe.desk.form.utils as elsewhere
	from frappe.client import get_count

	elsewhere.alias_for_test = get_count
	try:
		answer = call(officer, "frappe.desk.form.utils.alias_for_test", doctype="Beneficiary")
		assert isinstance(answer.refusal, frappe.PermissionError)
	finally:
		del elsewhere.alias_for_test


@pytest.mark.parametrize(
	"command",
	[
		"frappe.desk.desktop.get_workspace_sidebar_items",
		"frappe.desk.notifications.get_notification_info",
		"frappe.auth.get_logged_user",
	],
)
def test_daily_functions_stay_open(officer, command):
	assert call(officer, command, "GET").refusal is None


def test_commands_are_recognised_in_every_path():
	assert command_in_path("/api/method/frappe.share.add") == "frappe.share.add"
	assert command_in_path("/api/v1/method/frappe.share.add") == "frappe.share.add"
	assert command_in_path("/api/v2/method/frappe.share.add/x") == "frappe.share.add"
	assert command_in_path("/api/resource/User") is None
	assert command_in_path("/app/user") is None
	assert defined_name("upload_file") == "frappe.handler.upload_file"
	assert defined_name("no.such.function") is None
	alias, home = "frappe.desk.like.follow_document", "frappe.desk.form.document_follow.follow_document"
	assert defined_name(alias) == home


def test_controller_methods_of_personal_documents_are_closed(officer):
	person = make.person()
	form = {"dt": "Beneficiary", "dn": person.name, "method": "load_from_db"}
	answer = knock(officer, "/api/method/run_doc_method", "POST", form)
	assert isinstance(answer.refusal, frappe.PermissionError)
	answer = resource(officer, f"Beneficiary/{person.name}", "GET", run_method="as_dict")
	assert isinstance(answer.refusal, frappe.PermissionError)


# --- shapes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	"form",
	[
		{"filters": ["1=1 or name like '%'"]},
		{"filters": [["Beneficiary", "ifnull(name,'')", "=", "x"]]},
		{"filters": {"name) or (1=1": "x"}},
		{"or_filters": ["1=1"]},
		{"order_by": "(select sleep(1))"},
		{"order_by": "name, if(1,sleep(1),0) desc"},
		{"group_by": "name\nhaving 1=1"},
		{"fields": ["name from tabUser --"]},
		{"fields": ["(select password from __Auth) as x"]},
	],
)
def test_sql_in_place_of_columns_is_refused(officer, form):
	answer = call(
		officer, "frappe.desk.reportview.get_list", **{"doctype": "Beneficiary", "fields": ["name"], **form}
	)
	assert isinstance(answer.refusal, frappe.ValidationError)
	assert "Không lọc hoặc sắp xếp được" in str(answer.refusal)


@pytest.mark.parametrize(
	"form",
	[
		{
			"filters": [["Beneficiary", "full_name", "like", "%a'b%"]],
			"order_by": "`tabBeneficiary`.`modified` desc",
		},
		{"filters": [["full_name", "=", "x"]], "order_by": "full_name asc, modified desc"},
		{"filters": {"commune": ["in", ["a", "b"]]}, "group_by": "`tabBeneficiary`.`sex`"},
		{"filters": [["Beneficiary Category Period", "category", "=", "NCC", False]]},
		{"fields": ["`tabBeneficiary`.`name`", "full_name as ten", "count(`tabBeneficiary`.name) as total"]},
		{"fields": ["*"]},
		{"fields": "*"},
	],
)
def test_what_lists_send_is_let_through(officer, form):
	answer = call(
		officer, "frappe.desk.reportview.get_list", **{"doctype": "Beneficiary", "fields": ["name"], **form}
	)
	assert answer.refusal is None, answer.refusal


def test_redirects_stay_on_the_site(officer):
	with_request = knock(
		officer, "/api/method/frappe.auth.get_logged_user", "GET", {"redirect-to": "https://evil.example/x"}
	)
	assert with_request.refusal is None
	frappe.local.request = frappe._dict(host="localhost", path="/")
	try:
		assert is_on_site("/app/support-application")
		assert is_on_site("http://localhost/app")
		for elsewhere in (
			"https://evil.example",
			"//evil.example",
			"/\\evil.example",
			"javascript:alert(1)",
			"app",
		):
			assert not is_on_site(elsewhere), elsewhere
	finally:
		frappe.local.request = None


def test_pages_give_the_pdf_program_no_options():
	pdfkit = pytest.importorskip("pdfkit")
	from covid_support.security.pdf_options import close_meta_options

	close_meta_options()
	page = '<meta name="pdfkit-enable-local-file-access" content="">'
	assert pdfkit.PDFKit(page, "string")._find_options_in_meta(page) == {}


# --- personal data ---------------------------------------------------------------------------------------


def test_numbers_are_hidden_from_the_roles_that_do_not_need_them():
	shown = {roles.COMMUNE_OFFICER, roles.COMMUNE_CHAIR, roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR}
	shown |= {roles.DEPARTMENT_OFFICER, roles.PAYING_OFFICER, roles.AUDITOR}
	for role in roles.ROLES:
		user = make.official(role, make.COMMUNE)
		assert ("personal_id" not in hidden_columns("Beneficiary", user)) == (role in shown), role
		accounts = {roles.PAYING_OFFICER, roles.FINANCE_OFFICER, roles.AUDITOR}
		assert ("account_number" not in hidden_columns("Payment", user)) == (role in accounts), role


def personal(person) -> tuple:
	return (person.personal_id, person.phone, person.account_number)


@pytest.mark.parametrize("role", [roles.SUPERVISOR, roles.FINANCE_OFFICER, roles.PROVINCIAL_LEADER])
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
	knock(user, f"/api/method/{command}", "POST", form)
	rows = frappe.get_all("Access Log", filters={"user": user}, fields=["method", "file_type", "report_name"])
	assert len(rows) > before, command


# --- accounts ----------------------------------------------------------------------------------------------


def test_administrator_of_programmes_assigns_others_in_the_own_area_only():
	admin = make.official(roles.PROGRAMME_ADMINISTRATOR, make.PROVINCE)
	clerk = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	values = {"position_title": "Cán bộ", "valid_from": "2020-01-01"}

	def assign(user, unit):
		return resource(admin, "Official Assignment", "POST", user=user, administrative_unit=unit, **values)

	assert assign(clerk, make.SECOND_COMMUNE).refusal is None
	assert "phân công của mình" in str(assign(admin, make.SECOND_COMMUNE).refusal)
	assert isinstance(assign(admin, "VN").refusal, frappe.PermissionError)
	assert isinstance(assign(clerk, make.OTHER_PROVINCE).refusal, frappe.PermissionError)
	own = frappe.db.get_value("Official Assignment", {"user": admin})
	for change in ({"administrative_unit": "VN"}, {"user": clerk}, {"valid_to": "2030-01-01"}):
		answer = resource(admin, f"Official Assignment/{own}", "PUT", **change)
		assert isinstance(answer.refusal, frappe.PermissionError), change
	assert frappe.db.get_value("Official Assignment", own, "administrative_unit") == make.PROVINCE


@pytest.mark.parametrize("role", roles.ROLES)
def test_no_role_gives_itself_another(role):
	user = make.official(role, make.PROVINCE)
	mine = {"roles": [{"role": role}, {"role": "System Manager"}]}
	assert resource(user, f"User/{user}", "PUT", **mine).refusal is not None
	added = {
		"doctype": "Has Role",
		"parent": user,
		"parenttype": "User",
		"parentfield": "roles",
		"role": "System Manager",
	}
	assert call(user, "frappe.client.insert", doc=added).refusal is not None
	for doctype in (
		"User Permission",
		"Custom DocPerm",
		"Role Profile",
		"Server Script",
		"Client Script",
		"Report",
	):
		assert isinstance(resource(user, doctype, "POST", user=user, role=role).refusal, Exception), doctype
	assert frappe.get_roles(user).count("System Manager") == 0


def test_an_official_is_not_a_system_manager():
	user = make.official(roles.COMMUNE_OFFICER, make.COMMUNE)
	document = frappe.get_doc("User", user)
	with pytest.raises(frappe.ValidationError, match="tài khoản riêng"):
		document.add_roles("System Manager")
	assert "System Manager" not in {row.role for row in frappe.get_doc("User", user).roles}
	operator = frappe.get_doc(
		{
			"doctype": "User",
			"email": "van-hanh@example.com",
			"first_name": "Vận hành",
			"send_welcome_email": 0,
		}
	)
	operator.append("roles", {"role": "System Manager"})
	operator.insert()
	assert "System Manager" in frappe.get_roles(operator.name)


@pytest.mark.parametrize(
	"doctype", ["Print Format", "Email Template", "Notification", "Report", "Letter Head"]
)
def test_templates_stay_with_the_operator_even_when_permissions_are_widened(officer, doctype):
	from covid_support.security.operator_documents import refuse_officials

	with make.acting_as(officer), pytest.raises(frappe.PermissionError, match="quản trị hệ thống"):
		refuse_officials(frappe._dict(doctype=doctype))
	refuse_officials(frappe._dict(doctype=doctype))  # as Administrator


# --- settings ------------------------------------------------------------------------------------------------


def test_settings_are_raised_to_ours_and_stricter_ones_kept():
	settings = frappe.get_single("System Settings")
	settings.update(
		{"session_expiry": "240:00", "login_with_email_link": 1, "allow_consecutive_login_attempts": 0}
	)
	settings.flags.ignore_mandatory = True
	settings.save()
	seed_security_settings()
	settings = frappe.get_single("System Settings")
	assert settings.session_expiry == "06:00"
	assert settings.allow_consecutive_login_attempts == 5
	for setting, value in FIXED.items():
		if settings.meta.has_field(setting):
			assert int(settings.get(setting)) == value, setting
	settings.update({"session_expiry": "01:00", "allow_consecutive_login_attempts": 3})
	settings.flags.ignore_mandatory = True
	settings.save()
	seed_security_settings()
	settings = frappe.get_single("System Settings")
	assert (settings.session_expiry, settings.allow_consecutive_login_attempts) == ("01:00", 3)


def test_every_role_has_a_profile_and_the_desk():
	for role in roles.ROLES:
		profile = frappe.get_doc("Role Profile", role)
		assert [row.role for row in profile.roles] == [role]
		assert frappe.db.get_value("Role", role, "desk_access") == 1


def test_guests_read_nothing():
	for doctype in ("Beneficiary", "Application List", "Support Policy", "File", "Help Article"):
		listed = resource("Guest", doctype)
		assert listed.refusal is not None or listed.message == [], doctype
	assert isinstance(
		call("Guest", "frappe.website.doctype.web_form.web_form.accept").refusal, frappe.PermissionError
	)
	assert frappe.db.get_single_value("Website Settings", "disable_signup") == 1
