"""The programme administrator puts a policy together from lists, reads it back, tries it out and activates it."""

import re

import pytest
from playwright.sync_api import expect

from covid_support.core.record_name import record_name

PATTERN = "NQ42-NCC"  # whose programme, dates and route the new policy takes
PRICE = 1_806  # VND for a kWh, an amount of this test


@pytest.fixture
def draft(on_site) -> str:
	"""A policy in draft that pays PRICE for each kWh, without conditions; returns its code."""
	return on_site(make_draft)


def make_draft() -> str:
	import frappe

	code = f"THU-{record_name()}"
	pattern = frappe.get_doc("Support Policy", PATTERN)
	same = (
		"programme",
		"application_from",
		"application_to",
		"effective_from",
		"effective_to",
		"approval_route",
	)
	frappe.get_doc(
		{
			"doctype": "Support Policy",
			"policy_code": code,
			"title": "Hỗ trợ tiền điện hộ nghèo",
			"short_title": f"Hộ dùng điện {code}",
			"report_group": "Hộ nghèo",
			"confidence": "D",
			**{column: pattern.get(column) for column in same},
			"form_fields": [
				{"fieldname": "so_kwh", "label": "Số kWh tiêu thụ", "kind": "number", "mandatory": 1}
			],
			"components": [
				{
					"component_code": "DIEN",
					"title": "Tiền điện",
					"method": "Per Unit",
					"amount": PRICE,
					"quantity_fact": "so_kwh",
					"maximum_quantity": 46,
				}
			],
		}
	).insert()
	return code


def test_a_policy_is_built_tried_and_activated(size, sit_down, draft):
	administrator = sit_down("programme_administrator", size)
	administrator.open("Form", "Support Policy", draft)
	words = form(administrator).locator(".cs-read-back")
	expect(words).to_contain_text(
		"1.806 đồng cho mỗi đơn vị của số kWh tiêu thụ, tối đa 46, không kèm điều kiện"
	)
	add_condition(
		administrator, "Tình trạng nghèo của hộ", "thuộc một trong", ticks=("Hộ nghèo", "Hộ cận nghèo")
	)
	add_condition(administrator, "Số kWh tiêu thụ", "không quá", text="150")
	expect(words).to_contain_text("thuộc một trong: hộ nghèo, hộ cận nghèo; số kWh tiêu thụ không quá 150")
	expect(grid(administrator, "criteria")).to_contain_text("Hộ nghèo; Hộ cận nghèo")
	administrator.picture("policy-words")

	try_out(administrator, "100", "Hộ nghèo")
	panel = form(administrator).locator(".cs-try-out")
	expect(panel).to_contain_text("Đủ điều kiện: 83.076 đ")  # 46 × 1,806
	expect(panel).to_contain_text("1.806 × 46 = 83.076")
	panel.scroll_into_view_if_needed()
	administrator.picture("policy-tried")
	administrator.guide_picture("policy-tried", {draft: "TIEN-DIEN"})
	keep(administrator, "Hộ nghèo dùng 100 kWh")
	activate(administrator, refused=True)
	assert "thêm một người thử không đủ điều kiện" in administrator.message()
	try_out(administrator, "200", "Hộ nghèo")
	expect(panel).to_contain_text("Không đủ điều kiện")
	expect(panel).to_contain_text("200")
	keep(administrator, "Hộ nghèo dùng 200 kWh")
	activate(administrator)
	administrator.expect_state("Đang áp dụng")


def test_a_condition_is_changed_in_its_row(sit_down, draft):
	"""Facts and operators are chosen in the grid itself; a click on the value opens its lists."""
	administrator = sit_down("programme_administrator")
	administrator.open("Form", "Support Policy", draft)
	rows = grid(administrator, "criteria")
	rows.get_by_role("button", name="Thêm dòng", exact=True).click()
	row = rows.locator(".grid-body .grid-row").first
	row.locator("[data-fieldname=fact]").first.click()
	facts = row.locator("[data-fieldname=fact] select option").all_inner_texts()
	assert facts[0] == "" and not any("[object" in fact for fact in facts)
	row.locator("[data-fieldname=fact] select").select_option(label="Đang mang thai")
	operators = row.locator("[data-fieldname=operator] select option")
	assert operators.all_inner_texts() == ["là", "không phải là", "đã khai", "không khai"]
	row.locator("[data-fieldname=operator] select").select_option(label="là")
	row.locator("[data-fieldname=value]").first.click()
	administrator.dialog_opened()
	administrator.choose("choice", "Có", administrator.dialog)
	administrator.press("Ghi lại", administrator.dialog)
	expect(form(administrator).locator(".cs-read-back")).to_contain_text("khi: đang mang thai.")
	administrator.save()
	assert administrator.page.evaluate("cur_frm.doc.criteria[0].value") == "Yes"


def test_nonsense_is_told_at_its_row(sit_down, draft):
	administrator = sit_down("programme_administrator")
	administrator.open("Form", "Support Policy", draft)
	add_condition(administrator, "Tuổi tròn năm", "từ … đến …", text="60", text_to="18")
	expect(form(administrator).locator(".cs-read-back .text-danger")).to_contain_text("Tuổi tròn năm")
	with administrator.watch.one_refusal(417):
		administrator.page.locator(".page-head:visible .primary-action:visible").last.click()
		assert re.search("Dòng 1.*Tuổi tròn năm", administrator.message(), re.DOTALL)


def form(desk):
	"""The whole page: the try-out panel is a form of its own within it."""
	return desk.page.locator(".page-container:visible")


def grid(desk, table: str):
	"""A grid of the form."""
	return form(desk).locator(f".frappe-control[data-fieldname={table}]")


def add_condition(
	desk, fact: str, operator: str, text: str = "", text_to: str = "", ticks: tuple = ()
) -> None:
	"""Put a condition together in its dialog."""
	grid(desk, "criteria").get_by_role("button", name="Thêm điều kiện", exact=True).click()
	desk.dialog_opened()
	desk.settle()
	desk.choose("fact", fact, desk.dialog)
	desk.choose("operator", operator, desk.dialog)
	if text:
		desk.write("words", text, desk.dialog)
	if text_to:
		desk.write("words_to", text_to, desk.dialog)
	for tick in ticks:
		desk.dialog.get_by_label(tick, exact=True).check()
	desk.press("Ghi lại", desk.dialog)
	expect(desk.page.locator(".modal.show")).to_have_count(0)


def try_out(desk, kwh: str, poverty: str) -> None:
	"""Enter the facts of a person and try."""
	panel = form(desk).locator(".cs-try-out")
	desk.write("so_kwh", kwh, panel)
	desk.choose("household_poverty", poverty, panel)
	desk.press("Thử", panel)


def keep(desk, title: str) -> None:
	"""Keep what was tried as a test person."""
	desk.press("Lưu làm người thử", form(desk).locator(".cs-try-out"))
	desk.dialog_opened()
	desk.settle()
	desk.write("title", title, desk.dialog)
	desk.press("Ghi lại", desk.dialog)
	expect(grid(desk, "test_people")).to_contain_text(title)


def activate(desk, refused: bool = False) -> None:
	"""Set the policy to be applied and save."""
	desk.choose("status", "Đang áp dụng", form(desk))
	if not refused:
		return desk.save()
	with desk.watch.one_refusal(417):
		desk.page.locator(".page-head:visible .primary-action:visible").last.click()
		desk.dialog_opened()
		desk.settle()
	return None
