"""Files, shares, comments and other rows that point to a document follow it: nobody reaches them from outside (I7)."""

import json
from io import BytesIO

import frappe
import pytest
from werkzeug.datastructures import FileStorage

from covid_support.policies import roles
from covid_support.policies.own_rows import is_own, list_filter, prepared_report
from covid_support.policies.pointing_rows import POINTERS
from covid_support.tests import areas_world as worlds
from covid_support.tests import factories as make
from covid_support.tests.area_fixtures import back_to_both, two_districts  # noqa: F401
from covid_support.tests.doors import call, knock, resource

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
		(
			"Beneficiary",
			{
				roles.COMMUNE_OFFICER,
				roles.DISTRICT_OFFICER,
				roles.PROVINCIAL_LEADER,
				roles.PAYING_OFFICER,
				roles.AUDITOR,
			},
		),
		("Payment Batch", {roles.PAYING_OFFICER, roles.FINANCE_OFFICER, roles.AUDITOR}),
	],
)
def test_papers_with_numbers_open_to_the_roles_that_may_see_numbers(world, doctype, opens):
	file = worlds.attach(doctype, world.near[doctype], "so.pdf")
	closed = {roles.SUPERVISOR, roles.PROGRAMME_ADMINISTRATOR, roles.PROVINCIAL_LEADER} - opens
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
		sent = FileStorage(stream=BytesIO(content), filename=name)
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
	_type_column, name_column = POINTERS[doctype]
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
