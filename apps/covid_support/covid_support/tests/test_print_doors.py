"""The doors to official prints: who gets them, the ordinary Print button, the log, files."""

import re
from io import BytesIO

import frappe
import pytest
from pypdf import PdfReader

from covid_support.documents import official_prints, print_button
from covid_support.documents.registry_of_prints import PRINTS, of_print_format
from covid_support.documents.write_files import write_prints
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.doors import call
from covid_support.tests.printed import BATCH, DECISION, LIST, text
from covid_support.tests.pure.document_reader import flat, text_of

DOWNLOAD = "covid_support.documents.api.download"


@pytest.fixture
def signed_list(who):
	"""Three people with merit, 1,500,000 VND each, on a list that has reached the district."""
	return make.list_in("District Appraisal", who, 3)


@pytest.fixture
def answered(monkeypatch):
	"""The (content, file name) of every PDF that a door answers with."""
	given = []

	def remember(content, name):
		given.append((content, name))
		original(content, name)

	original = official_prints.answer
	monkeypatch.setattr(official_prints, "answer", remember)
	return given


def prints_logged(user: str) -> int:
	return frappe.db.count("Access Log", {"user": user, "method": official_prints.LOGGED_AS})


def test_download_answers_with_a_pdf_and_is_logged(who, signed_list, answered):
	answer = call(
		who.commune_officer, DOWNLOAD, "GET", doctype=LIST, name=signed_list, print_name="proposed_list"
	)
	assert answer.refusal is None
	assert (answer.response["type"], answer.response["content_type"]) == ("download", "application/pdf")
	assert answer.response["display_content_as"] == "inline"
	assert answered[0][0].startswith(b"%PDF-")
	assert re.fullmatch(r"danh-sach-de-nghi-[A-Za-z0-9.-]+\.pdf", answered[0][1])
	logged = frappe.get_all(
		"Access Log",
		filters={"user": who.commune_officer, "method": official_prints.LOGGED_AS},
		fields=["export_from", "reference_document", "report_name"],
	)
	assert logged == [
		{"export_from": LIST, "reference_document": signed_list, "report_name": "Danh sách đề nghị hỗ trợ"}
	]


@pytest.mark.parametrize("each", PRINTS, ids=lambda each: each.name)
def test_officials_of_another_area_get_no_print(who, each, answered):
	names = {LIST: make.list_in("Province Decision", who)}
	names[DECISION] = make.issued_decision([names[LIST]], who)
	names[BATCH] = make.sent_batch(names[DECISION], who)
	stranger = make.official(roles.DISTRICT_CHAIR, make.OTHER_DISTRICT)
	if each.doctype == DECISION:
		stranger = make.official(roles.DEPARTMENT_OFFICER, make.OTHER_PROVINCE)
	answers = [
		call(stranger, DOWNLOAD, "GET", doctype=each.doctype, name=names[each.doctype], print_name=each.name),
		call(
			stranger,
			"frappe.utils.print_format.download_pdf",
			"GET",
			doctype=each.doctype,
			name=names[each.doctype],
			format=each.print_format,
		),
		call(
			stranger,
			"covid_support.documents.print_button.download_pdf",
			"GET",
			doctype=each.doctype,
			name=names[each.doctype],
			format=each.print_format,
		),
		call(
			stranger,
			"covid_support.documents.api.get_prints",
			"GET",
			doctype=each.doctype,
			name=names[each.doctype],
		),
	]
	for answer in answers:
		assert isinstance(answer.refusal, frappe.PermissionError)
		assert answer.refusal.http_status_code == 403
	assert not answered and prints_logged(stranger) == 0


def test_guests_get_no_print(signed_list, answered):
	for command in (DOWNLOAD, "frappe.utils.print_format.download_pdf"):
		answer = call("Guest", command, "GET", doctype=LIST, name=signed_list, print_name="proposed_list")
		assert isinstance(answer.refusal, frappe.PermissionError)
	assert not answered


def test_letter_of_the_district_is_not_for_one_commune(who):
	name = make.list_in("District Signing", who)
	with make.acting_as(who.commune_officer):
		assert [each["name"] for each in titles(name)] == ["proposed_list", "submission_letter"]
	answer = call(who.commune_officer, DOWNLOAD, "GET", doctype=LIST, name=name, print_name="district_letter")
	assert isinstance(answer.refusal, frappe.PermissionError)
	assert "chỉ cán bộ cấp huyện và cấp tỉnh được in" in str(answer.refusal)
	with make.acting_as(who.district_officer):
		assert titles(name)[-1] == {
			"name": "district_letter", "title": "Tờ trình của cấp huyện", "printed": 0,
		}  # fmt: skip


def titles(name: str) -> list[dict]:
	return frappe.call("covid_support.documents.api.get_prints", doctype=LIST, name=name)


def test_letter_of_the_district_waits_for_its_appraisal(signed_list):
	with pytest.raises(frappe.ValidationError, match="chưa được cấp huyện thẩm định xong"):
		text(LIST, signed_list, "district_letter")


def test_unknown_print_is_refused(signed_list):
	answer = call("Administrator", DOWNLOAD, "GET", doctype=LIST, name=signed_list, print_name="decision")
	assert "không có mẫu in nào tên là decision" in str(answer.refusal)


# --- the ordinary Print button -----------------------------------------------------------------------------


def test_every_print_has_its_format_and_each_doctype_a_default():
	for each in PRINTS:
		format_ = frappe.get_doc("Print Format", each.print_format)
		assert (format_.doc_type, format_.standard, format_.custom_format) == (each.doctype, "Yes", 1)
		assert format_.html == f'{{{{ official_pages(doc.doctype, doc.name, "{each.name}") }}}}'
	for doctype in (LIST, DECISION, BATCH):
		assert of_print_format(doctype, None)


def test_print_page_shows_the_drawn_pages(who, signed_list):
	for form in ({"print_format": "Tờ trình của cấp xã"}, {}):
		answer = call(
			who.commune_officer,
			"frappe.www.printview.get_html_and_style",
			"GET",
			doc=LIST,
			name=signed_list,
			**form,
		)
		assert answer.refusal is None
		assert answer.message["html"].count('src="data:image/svg+xml;base64,') in (1, 2)
		assert "<script" not in answer.message["html"].replace("<script>window", "")


def test_print_page_of_a_forged_document_shows_nothing(who, signed_list):
	stranger = make.official(roles.DISTRICT_CHAIR, make.OTHER_DISTRICT)
	with make.acting_as(stranger), pytest.raises(frappe.PermissionError):
		print_button.official_pages(LIST, signed_list, "proposed_list")
	with make.acting_as(stranger), pytest.raises(frappe.ValidationError, match="Hãy lưu văn bản"):
		print_button.official_pages(LIST, "new-application-list-1", "proposed_list")


def test_long_list_shows_its_first_pages_and_says_so(who, monkeypatch):
	monkeypatch.setattr(official_prints, "PAGES_ON_SCREEN", 1)
	name = make.draft_list(who, 40)
	html = print_button.official_pages(LIST, name, "proposed_list")
	assert html.count("<img") == 1
	assert "Ở đây chỉ hiện 1 trang đầu" in html


@pytest.mark.parametrize("form", [{"format": "Tờ trình của cấp xã"}, {}])
def test_pdf_button_gives_the_official_pdf(who, signed_list, answered, form):
	answer = call(
		who.commune_officer,
		"frappe.utils.print_format.download_pdf",
		"GET",
		doctype=LIST,
		name=signed_list,
		**form,
	)
	assert answer.refusal is None and prints_logged(who.commune_officer) == 1
	title = "TỜ TRÌNH" if form else "DANH SÁCH"
	assert title in text_of(PdfReader(BytesIO(answered[0][0])).pages[0])


def test_bulk_print_binds_the_official_pdfs(who, answered):
	names = [make.draft_list(who, 1), make.draft_list(who, 2, make.ASSISTANCE, "BTXH")]
	call(who.commune_officer, "frappe.utils.print_format.download_multi_pdf", "GET", doctype=LIST, name=names)
	pages = [flat(text_of(page)) for page in PdfReader(BytesIO(answered[0][0])).pages]
	assert len(pages) == 2
	assert "1.500.000 đồng" in pages[0] and "3.000.000 đồng" in pages[1]
	assert prints_logged(who.commune_officer) == 2


def test_other_formats_go_to_the_framework(monkeypatch, signed_list):
	asked = []
	for function in ("download_pdf", "download_multi_pdf"):
		monkeypatch.setattr(f"frappe.utils.print_format.{function}", lambda *values: asked.append(values))
	call(
		"Administrator",
		"frappe.utils.print_format.download_pdf",
		"GET",
		doctype=LIST,
		name=signed_list,
		format="Standard",
	)
	call(
		"Administrator",
		"frappe.utils.print_format.download_multi_pdf",
		"GET",
		doctype="User",
		name=["Administrator"],
	)
	assert [values[:2] for values in asked] == [(LIST, signed_list), ("User", '["Administrator"]')]


# --- files -------------------------------------------------------------------------------------------------


def test_prints_are_written_as_files(who, tmp_path):
	name = make.list_in("Province Appraisal", who)
	files = write_prints(tmp_path / "new", LIST, [name])
	assert [path.name.rsplit("-DS-")[0] for path in files] == [
		"danh-sach-de-nghi",
		"to-trinh-xa",
		"to-trinh-huyen",
	]
	assert all(path.read_bytes().startswith(b"%PDF-") for path in files)
