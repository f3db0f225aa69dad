"""The doorkeeper: closed functions, POST for changes, shapes of queries, personal columns, accounts, settings.

Each rule is tested both ways: what it refuses, and what it must go on letting through.
"""

from pathlib import Path

import frappe
import pytest

from covid_support.policies import roles
from covid_support.security.closed_doors import CHANGING_FUNCTIONS, CLOSED_FUNCTIONS, is_closed
from covid_support.security.commands import command_in_path, defined_name, name_of
from covid_support.security.redirects import is_on_site
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
