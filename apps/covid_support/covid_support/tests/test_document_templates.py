"""Document Templates: an administrator lays a paper out in grids; from its day on it is drawn that way."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from covid_support import clock
from covid_support.documents import drawing, placeholders
from covid_support.documents.api import get_template_choices, preview_template
from covid_support.documents.registry_of_prints import PRINTS, of_title
from covid_support.tests import factories as make
from covid_support.tests.printed import DECISION, LIST, money, text
from covid_support.tests.refusals import refused

PLAIN = (
	{"block": "Letterhead"},
	{"block": "Type Title", "text": "Danh sách", "second_text": "Hộ được hỗ trợ tiền điện"},
	{
		"block": "Paragraph",
		"text": "Có {people} người, tổng số {amount} đồng ({amount_in_words}).",
		"style": "Body",
	},
	{"block": "People Table"},
	{"block": "Amount in Words"},
	{"block": "Signatures"},
)
COLUMNS = (
	{"source": "full_name", "title": "Người đại diện", "width": 60},
	{"source": "amount", "title": "Tiền điện (đồng)", "width": 40, "total": 1},
)


def make_template(**values):
	return frappe.get_doc(
		{
			"doctype": "Document Template",
			"title": "Mẫu thử",
			"print_title": "Proposed list",
			"status": "Active",
			"valid_from": "2020-05-04",
			"blocks": [dict(row) for row in PLAIN],
			"columns": [dict(row) for row in COLUMNS],
			**values,
		}
	).insert()


@pytest.fixture
def signed_list(who):
	"""Three people with merit on a list that the commune signed on 04/05/2020."""
	return make.list_in("District Appraisal", who, 3)


def test_the_template_of_the_policy_draws_the_list(signed_list):
	policy = frappe.db.get_value(LIST, signed_list, "policy")
	before = text(LIST, signed_list, "proposed_list")
	make_template(title="Mẫu chung", columns=[{"source": "full_name", "title": "Cột của mẫu chung"}])
	make_template(policy=policy)
	printed = text(LIST, signed_list, "proposed_list")
	assert "Tiền điện (đồng)" not in before
	assert "Hộ được hỗ trợ tiền điện" in printed and "Tiền điện (đồng)" in printed
	assert "Cột của mẫu chung" not in printed
	# 3 × 1,500,000 (NQ 42/NQ-CP, people with merit)
	assert "Có 3 người, tổng số 4.500.000 đồng (Bốn triệu năm trăm nghìn đồng)" in printed
	for row in make.lines(signed_list):
		assert row.beneficiary_name in printed


def test_papers_of_earlier_days_keep_their_layout(signed_list):
	before = text(LIST, signed_list, "proposed_list")
	make_template(valid_from="2020-05-05")
	assert text(LIST, signed_list, "proposed_list") == before


def test_a_retired_template_still_draws_the_papers_of_its_time(signed_list):
	template = make_template()
	make.go_to("2020-05-12")
	template.status = "Retired"
	template.save()
	assert getdate(template.valid_to) == getdate("2020-05-12")
	assert "Tiền điện (đồng)" in text(LIST, signed_list, "proposed_list")
	assert drawing.template_for("Proposed list", None, None, getdate("2020-05-13")) is None


def test_a_decision_is_drawn_with_its_annexed_lists(who):
	decision = make.issued_decision([make.list_in("Province Decision", who)], who)
	template = make_template(
		print_title="Decision with annexed lists",
		blocks=[
			{"block": "Letterhead"},
			{"block": "Type Title", "text": "Quyết định"},
			{"block": "Legal Basis"},
			{
				"block": "Paragraph",
				"text": "**Điều 1.** Hỗ trợ {people} người, {amount} đồng.",
				"style": "Article",
			},
			{"block": "Recipients", "text": "Như trên\nLưu: VT, TH"},
			{"block": "Signatures"},
			{"block": "Annexed Lists", "text": "Những người được hỗ trợ"},
		],
	)
	document = frappe.get_doc(DECISION, decision)
	printed = text(DECISION, decision, "decision")
	assert f"Điều 1. Hỗ trợ {document.people} người, {money(document.amount)} đồng." in printed
	assert "Lưu: VT, TH" in printed and "NHỮNG NGƯỜI ĐƯỢC HỖ TRỢ" in printed.upper()
	assert drawing.template_for(template.print_title, None, None, document.issued_on) == template.name


@pytest.mark.parametrize(
	("changes", "words"),
	[
		({"columns": [{"source": "salary", "title": "Lương"}]}, "không có giá trị salary"),
		({"columns": []}, "chọn các cột của bảng"),
		({"blocks": [{"block": "Letterhead"}]}, "chưa có tên văn bản"),
		(
			{"blocks": [*PLAIN, {"block": "Paragraph", "text": "Gửi {ten_ong_ba}"}]},
			"Phần 7: không có thông tin tự điền",
		),
		({"blocks": [*PLAIN, {"block": "Paragraph", "text": " "}]}, "Phần 7: đề nghị nhập nội dung"),
	],
)
def test_nonsense_is_refused_where_it_was_typed(changes, words):
	with refused(words):
		make_template(**changes)


def test_a_template_in_use_is_changed_by_a_new_version_from_tomorrow():
	template = make_template()
	template.blocks[1].text = "Bảng kê"
	with refused("đang được dùng"):
		template.save()
	with refused("sớm nhất từ ngày mai"):
		make_template(title="Phiên bản mới")
	make_template(title="Phiên bản mới", valid_from=clock.today() + timedelta(days=1))
	with refused("không xóa được"):
		frappe.get_doc("Document Template", template.name).delete()


@pytest.mark.parametrize("status", ["Active", "Retired"])
def test_a_template_that_has_drawn_papers_stays_whatever_its_status(status):
	template = make_template()
	if status == "Retired":
		template.status = status
		template.save()
	template.status = "Draft"
	with refused("đang được dùng"):
		template.save()
	template.reload()
	template.blocks[1].text = "Bảng kê"
	with refused("đang được dùng"):
		template.save()
	with refused("không xóa được"):
		frappe.get_doc("Document Template", template.name).delete()


def test_an_own_field_does_not_take_the_place_of_the_lines_own_value(signed_list):
	"""A policy's field called amount is a column of its own; the support's amount stays what was decided."""
	name = signed_list
	lines = [{"application": row.name, "amount": 1_500_000} for row in make.lines(name)]
	field = frappe._dict(fieldname="monthly_income", kind="money")
	frappe.db.set_value("Support Application", lines[0]["application"], "monthly_income", 1_234_567)
	placeholders.fill_form_fields(lines, [field])
	assert [line["amount"] for line in lines] == [1_500_000] * 3
	assert lines[0]["own_monthly_income"] == 1_234_567


def test_preview_draws_the_unsaved_template(signed_list):
	template = {"title": "Bản nháp", "print_title": "Proposed list", "blocks": PLAIN, "columns": COLUMNS}
	answer = preview_template(frappe.as_json(template), signed_list)
	assert answer["sample"] == signed_list and answer["pages"][0].startswith("<svg")
	assert preview_template(frappe.as_json(template))["sample"] == signed_list
	logged = frappe.get_all("Access Log", {"report_name": "Danh sách đề nghị hỗ trợ", "file_type": "Preview"})
	assert len(logged) == 2
	assert get_template_choices()["columns"]["full_name"] == "Họ và tên"


def test_only_the_programme_administrator_edits_and_previews(who, signed_list):
	frappe.set_user(who.commune_officer)
	for door in (get_template_choices, lambda: preview_template("{}", signed_list), make_template):
		with refused(exception=(frappe.ValidationError, frappe.PermissionError)):
			door()


def test_every_print_can_have_a_template():
	options = frappe.get_meta("Document Template").get_options("print_title").split("\n")
	assert {of_title(title).title for title in options} == {each.title for each in PRINTS}
