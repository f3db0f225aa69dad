"""Issuing papers: numbers, what is kept, who may, revoking, and what anybody can find out about a paper."""

from datetime import date
from io import BytesIO
from pathlib import Path

import frappe
import pytest
import segno
from pypdf import PdfReader

from covid_support.documents import api, verification
from covid_support.documents.kit.blocks import Annex, Document, SignaturePlace, SignaturePlaces
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.doors import knock
from covid_support.tests.printed import DECISION, LIST
from covid_support.tests.pure.document_reader import flat, text_of
from covid_support.tests.refusals import refused
from covid_support.www import xac_minh

ISSUED = "Issued Document"


@pytest.fixture
def office() -> str:
	"""A commune's committee whose register of the year is empty."""
	frappe.db.set_value("Office", {"administrative_unit": make.COMMUNE}, "valid_to", "2000-01-01")
	return make.office(make.COMMUNE)


@pytest.fixture
def signed_list(who, office):
	"""Three people with merit, 1,500,000 VND each, on a list that has reached the district."""
	return make.list_in("District Appraisal", who, 3)


def issue(name: str, user: str, print_name: str = "proposed_list", doctype: str = LIST):
	"""The record of a print that `user` issues."""
	with make.acting_as(user):
		return frappe.get_doc(ISSUED, api.issue(doctype, name, print_name))


def content_of(record) -> bytes:
	return Path(frappe.get_doc("File", {"file_url": record.file}).get_full_path()).read_bytes()


def page(**form) -> dict:
	"""What the public page tells somebody who is not signed in."""
	context = frappe._dict()
	with make.acting_as("Guest"):
		frappe.local.form_dict, before = frappe._dict(form), frappe.local.form_dict
		frappe.local.request_ip = "127.0.0.1"
		try:
			xac_minh.get_context(context)
		finally:
			frappe.local.form_dict = before
	return context


def test_papers_of_one_office_are_numbered_by_kind(who, signed_list, office):
	other = make.list_in("District Appraisal", who, 1)
	records = [
		issue(signed_list, who.commune_officer),
		issue(signed_list, who.commune_chair, "submission_letter"),
		issue(other, who.commune_officer),
	]
	assert [record.document_number for record in records] == ["01/DS-UBND", "01/TTr-UBND", "02/DS-UBND"]
	assert {(record.office, record.administrative_unit) for record in records} == {(office, make.COMMUNE)}
	assert [(record.people, int(record.amount)) for record in records] == [
		(3, 4_500_000),
		(3, 4_500_000),
		(1, 1_500_000),
	]
	assert str(records[0].issue_date) == "2020-05-04"


def test_what_is_kept_is_the_paper_with_number_and_code(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	content = content_of(record)
	printed = flat(" ".join(text_of(page) for page in PdfReader(BytesIO(content)).pages))
	assert "Số: 01/DS-UBND" in printed and record.verification_code in printed
	assert "TỔNG CỘNG (3 người) 4.500.000" in printed
	assert verification.digest_of(content) == record.digest


def test_the_qr_code_holds_the_address_of_the_page(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	code = segno.make(verification.address_of(record.verification_code), error="m", micro=False)
	paper = verification.with_code(_paper(), record.verification_code)
	assert paper.blocks[1].modules == [list(row) for row in code.matrix]
	assert f"/xac-minh?ma={record.verification_code}" in verification.address_of(record.verification_code)


def _paper():
	signature = SignaturePlaces([SignaturePlace(["CHỦ TỊCH"])])
	return Document("Danh sách", "UBND", date(2020, 5, 4), [signature, Annex("Phụ lục", [signature])])


def test_a_paper_is_issued_once(who, signed_list):
	issue(signed_list, who.commune_officer)
	with refused("đã phát hành với số 01/DS-UBND"):
		issue(signed_list, who.commune_officer)


def test_a_letter_of_the_district_is_issued_once_for_all_its_lists(who):
	"""Its chair signs two lists on one day; they stand on one letter, which has one number."""
	frappe.db.set_value("Office", {"administrative_unit": make.DISTRICT}, "valid_to", "2000-01-01")
	make.office(make.DISTRICT)
	lists = [make.list_in("District Signing", who, count) for count in (2, 1)]
	first, second = (make.move_list(name, who, "Province Appraisal") for name in lists)
	record = issue(first, who.district_officer, "district_letter")
	assert record.document_number == "01/TTr-UBND" and record.administrative_unit == make.DISTRICT
	assert (record.people, int(record.amount)) == (3, 4_500_000)
	with refused("đã phát hành với số 01/TTr-UBND"):
		issue(second, who.district_chair, "district_letter")
	with make.acting_as(who.district_chair):
		offered = {row["name"]: row["document_number"] for row in api.get_issues(LIST, second)}
		api.revoke(record.name, "Thiếu danh sách")
	assert offered == {"district_letter": "01/TTr-UBND"}
	again = issue(second, who.district_chair, "district_letter")
	assert (again.document_number, again.replaces) == ("02/TTr-UBND", record.name)


def test_an_unsigned_paper_is_not_issued(who, office):
	with refused("chưa được ký"):
		issue(make.draft_list(who), who.commune_officer)
	assert not frappe.db.exists("Document Counter", {"counter_key": ["like", f"{office}|%"]})


@pytest.mark.parametrize("post", ["district_officer", "department_officer", "finance_officer"])
def test_only_the_office_itself_issues_its_papers(who, signed_list, post):
	with refused("của chính cơ quan ký phát hành"):
		issue(signed_list, getattr(who, post))


def test_an_office_that_is_not_registered_is_named(who):
	frappe.db.set_value("Office", {"administrative_unit": make.COMMUNE}, "valid_to", "2000-01-01")
	with refused("chưa có trong danh mục cơ quan"):
		issue(make.list_in("District Appraisal", who), who.commune_officer)


def test_a_decision_keeps_its_own_number(who):
	name = make.issued_decision([make.list_in("Province Decision", who)], who)
	record = issue(name, who.provincial_leader, "decision", DECISION)
	assert record.document_number == frappe.db.get_value(DECISION, name, "document_number")
	assert (record.people, int(record.amount)) == (2, 3_000_000)
	with make.acting_as(who.provincial_leader):
		api.revoke(record.name, "Sai căn cứ pháp lý")
	with refused("lập quyết định mới"):
		issue(name, who.provincial_leader, "decision", DECISION)


def test_a_revoked_paper_is_replaced_under_a_new_number(who, signed_list):
	first = issue(signed_list, who.commune_officer)
	with make.acting_as(who.commune_officer), refused("ghi lý do"):
		api.revoke(first.name, " ")
	with make.acting_as(who.commune_chair):
		api.revoke(first.name, "Sai tên ấp")
	assert page(ma=first.verification_code).found.state.tone == "bad"
	second = issue(signed_list, who.commune_officer)
	first.reload()
	assert second.document_number == "02/DS-UBND"
	assert (first.status, first.replaced_by, second.replaces) == ("Replaced", second.name, first.name)
	assert "thay thế bằng văn bản số 02/DS-UBND" in page(ma=first.verification_code).found.state.words
	with make.acting_as(who.commune_officer), refused("không còn hiệu lực"):
		api.revoke(first.name, "Lần nữa")


def test_a_record_is_not_changed_by_hand(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	with make.acting_as(who.commune_officer):
		mine = frappe.get_doc(ISSUED, record.name)
		mine.people = 5
		with refused("không sửa trực tiếp"):
			mine.save()
		with refused("không xóa được"):
			frappe.delete_doc(
				"File", frappe.db.get_value("File", {"file_url": record.file}), ignore_permissions=True
			)
	with refused("không xóa được"):
		frappe.delete_doc(ISSUED, record.name, ignore_permissions=True)


def test_the_paper_is_for_those_who_see_whole_numbers(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	supervisor = make.official(roles.SUPERVISOR, make.PROVINCE)
	elsewhere = make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)
	assert knock(supervisor, record.file, "GET", {}).refusal
	assert not knock(who.commune_chair, record.file, "GET", {}).refusal
	assert knock(elsewhere, record.file, "GET", {}).refusal


def test_the_page_tells_of_the_paper_and_of_nobody_on_it(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	typed = record.verification_code.lower().replace("-", " ")
	context = page(ma=typed)
	assert context.found.number == "01/DS-UBND" and context.found.day == "04/05/2020"
	assert (context.found.people, context.found.amount) == ("3", "4.500.000")
	assert "đang có hiệu lực" in context.found.state.words
	shown = frappe.render_template("covid_support/www/xac-minh.html", dict(context))
	for line in make.lines(signed_list):
		person = frappe.get_doc("Beneficiary", line.beneficiary)
		assert not any(word in shown for word in (person.full_name, person.personal_id, person.birth_date))
	assert page(ma="2222-2222-2222").found is None
	assert not page().asked


def test_a_changed_file_is_told(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	content = content_of(record)
	found = verification.look_up(record.verification_code)
	changed = bytearray(content)
	changed[len(changed) // 2] ^= 1
	assert verification.compare(found, content) == verification.AS_ISSUED
	assert verification.compare(found, bytes(changed)) == verification.CHANGED


def test_the_signed_scan_is_known_too(who, signed_list):
	record = issue(signed_list, who.commune_officer)
	scan = b"%PDF-1.4 signed and sealed"
	with make.acting_as(who.commune_officer):
		values = {"attached_to_doctype": ISSUED, "attached_to_name": record.name, "is_private": 1}
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "da-ky.pdf", "content": scan, **values}
		).insert()
		api.attach_signed_scan(record.name, file.file_url)
		with refused("Đề nghị đính kèm"):
			api.attach_signed_scan(record.name, "/private/files/another.pdf")
	found = verification.look_up(record.verification_code)
	assert verification.compare(found, scan) == verification.AS_SIGNED


def test_too_many_questions_are_not_answered(who, signed_list, monkeypatch):
	record = issue(signed_list, who.commune_officer)
	frappe.cache.delete("covid_support|xac-minh|127.0.0.1")
	monkeypatch.setattr(xac_minh, "QUESTIONS", 2)
	answers = [page(ma=record.verification_code) for _ in range(3)]
	frappe.cache.delete("covid_support|xac-minh|127.0.0.1")
	assert [bool(answer.found) for answer in answers] == [True, True, False]
	assert "quá nhiều lần" in answers[2].problem


def test_the_form_offers_what_can_be_issued(who, office):
	name = make.draft_list(who)
	with make.acting_as(who.commune_officer):
		assert api.get_issues(LIST, name) == []
	make.move_list(name, who, "District Appraisal")
	with make.acting_as(who.commune_officer):
		offered = {row["name"]: row["issued"] for row in api.get_issues(LIST, name)}
	assert offered == {"proposed_list": None, "submission_letter": None}
	with make.acting_as(who.district_officer):
		assert api.get_issues(LIST, name) == []
	record = issue(name, who.commune_officer)
	with make.acting_as(who.commune_chair):
		offered = {row["name"]: row["document_number"] for row in api.get_issues(LIST, name)}
	assert offered == {"proposed_list": record.document_number, "submission_letter": None}
