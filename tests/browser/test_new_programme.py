"""An administrator makes a programme without a line of code; a commune files for it by phone; it is paid.

"Hỗ trợ tiền điện hộ nghèo": QĐ 28/2014/QĐ-TTg Điều 1 supports a poor household with the price of 30 kWh a month;
this made-up policy pays 46 kWh a quarter.
"""

import re

import pytest
import site_preparation as preparation
import story
from grids import add_row, fill_all, new_form
from playwright.sync_api import expect

TITLE = "Hỗ trợ tiền điện hộ nghèo"
PRICE = 1_984  # VND a kWh, the first step of the household price
COMMITTEE, DEPARTMENT = "Ủy ban nhân dân", "Cơ quan lao động - thương binh và xã hội"
AMOUNT = "91.264 đ"  # 46 kWh × 1,984 VND


@pytest.fixture
def code() -> str:
	"""Codes of this run."""
	return preparation.record_name()[-6:].upper()


def test_a_programme_without_code(sit_down, on_site, code):
	family = on_site(preparation.register_poor_family)
	admin = sit_down("programme_administrator")
	makes_programme(admin, code)
	makes_route(admin, code)
	makes_policy(admin, code)
	makes_template(admin, code)
	tries_out_and_activates(admin, code)
	list_name = commune_files(sit_down, family, code)
	decision = province_decides(sit_down, on_site, list_name, code)
	commune_pays(sit_down, decision)
	report_counts_the_household(sit_down, code)


def makes_programme(admin, code) -> None:
	"""The programme itself."""
	new_form(admin, "Support Programme")
	fill_all(admin, programme_code=f"TD-{code}", title=f"{TITLE} {code}", status=("choose", "Đang áp dụng"))
	admin.save()


def makes_route(admin, code) -> None:
	"""Commune confirms, the department appraises, the province decides."""
	new_form(admin, "Approval Route")
	fill_all(admin, route_code=f"HAI-CAP-{code}", title=f"Hai cấp {code}")
	steps = (
		("Xác nhận", "Xã/phường/thị trấn", COMMITTEE, "Công chức cấp xã", "Chủ tịch UBND cấp xã", 5),
		("Thẩm định", "Tỉnh/thành phố", DEPARTMENT, "Công chức Sở", None, 3),
		("Quyết định", "Tỉnh/thành phố", COMMITTEE, "Công chức Sở", "Lãnh đạo UBND tỉnh", 2),
	)
	for kind, level, office, prepares, signs, days in steps:
		add_row(
			admin,
			"steps",
			step_kind=("choose", kind),
			level=("choose", level),
			office_kind=("choose", office),
			prepare_role=("choose", prepares),
			**({"sign_role": ("choose", signs)} if signs else {}),
			working_days=days,
		)
	admin.save()
	admin.picture("admin-route")
	admin.guide_picture("route", {code: "2020"})


def makes_policy(admin, code) -> None:
	"""Two form fields of its own, two conditions, 46 kWh × price a quarter."""
	new_form(admin, "Support Policy")
	fill_all(
		admin,
		policy_code=f"TD-{code}-HN",
		title="Hỗ trợ tiền điện cho hộ nghèo",
		short_title=f"Tiền điện hộ nghèo {code}",
		report_group=f"Tiền điện hộ nghèo {code}",
		programme=("link", code, f"{TITLE} {code}"),
		applicant_kind=("choose", "Hộ gia đình"),
		application_from="01/01/2020",
		application_to="31/12/2020",
		effective_from="01/01/2020",
		period_kind=("choose", "Quý"),
		approval_route=("link", code, f"Hai cấp {code}"),
	)
	open_sections(admin)
	admin.choose("confidence", "V1")
	add_row(admin, "form_fields", label="Mã khách hàng điện", kind=("choose", "chữ"), mandatory=True)
	add_row(admin, "form_fields", label=f"Số kWh {code}", kind=("choose", "số"), mandatory=True)
	admin.page.wait_for_timeout(900)  # the builder follows what was typed
	admin.settle()
	add_condition(admin, "Tình trạng nghèo của hộ", "là", choice="Hộ nghèo")
	add_condition(admin, f"Số kWh {code}", "từ", words="1")
	add_row(
		admin,
		"components",
		component_code="DIEN",
		title="Tiền điện",
		method=("choose", "Theo số lượng"),
		amount=PRICE,
		quantity_fact=("choose", f"Số kWh {code}"),
		maximum_quantity=46,
	)
	admin.save()
	expect(admin.form.locator(".cs-read-back")).to_contain_text(re.compile("hộ nghèo", re.IGNORECASE))
	admin.picture("admin-policy")


def open_sections(admin) -> None:
	"""Open the sections that are folded."""
	admin.page.evaluate(
		"() => cur_frm.layout.sections.forEach(each => each.is_collapsed() && each.collapse(false))"
	)
	admin.settle()


def add_condition(admin, fact: str, operator: str, **value) -> None:
	"""One condition, put together from lists."""
	admin.press("Thêm điều kiện", admin.form)
	admin.dialog_opened()
	admin.choose("fact", fact, admin.dialog)
	options = admin.dialog.locator("[data-fieldname=operator] select option").all_inner_texts()
	admin.choose("operator", next(each for each in options if each.startswith(operator)), admin.dialog)
	for field, text in value.items():
		(admin.choose if field == "choice" else admin.write)(field, text, admin.dialog)
	admin.press("Ghi lại", admin.dialog)


def makes_template(admin, code) -> None:
	"""The list of this policy has its own columns."""
	new_form(admin, "Document Template")
	fill_all(
		admin,
		title=f"Danh sách tiền điện {code}",
		print_title=("choose", "Danh sách đề nghị hỗ trợ"),
		status=("choose", "Đang áp dụng"),
		landscape=True,
		policy=("link", code, f"Tiền điện hộ nghèo {code}"),
		valid_from="01/01/2020",
	)
	add_row(admin, "blocks", block=("choose", "Phần đầu văn bản"))
	add_row(
		admin,
		"blocks",
		block=("choose", "Tên văn bản"),
		text="Danh sách",
		second_text="Hộ nghèo được hỗ trợ tiền điện",
	)
	add_row(admin, "blocks", block=("choose", "Bảng danh sách người"))
	add_row(admin, "blocks", block=("choose", "Chỗ ký"))
	for source, title in (
		("Họ và tên", "Chủ hộ"),
		("Mã khách hàng điện", "Mã khách hàng"),
		("Số tiền (đồng)", "Số tiền (đồng)"),
	):
		add_row(admin, "columns", source=("choose", source), title=title)
	admin.save()
	admin.picture("admin-template")
	admin.guide_picture("document-template", {code: "2020"})


def tries_out_and_activates(admin, code) -> None:
	"""No activation without test people; with one who gets it and one who does not, it is active."""
	admin.open("Form", "Support Policy", f"TD-{code}-HN")
	open_sections(admin)
	admin.choose("status", "Đang áp dụng")
	with admin.watch.one_refusal(417):
		admin.page.locator(".page-head:visible .primary-action:visible").last.click()
		assert "người thử" in admin.message()
	for title, poverty, amount in (
		("Hộ nghèo dùng 60 kWh", "Hộ nghèo", AMOUNT),
		("Hộ không nghèo", "Không thuộc hộ nghèo, hộ cận nghèo", None),
	):
		panel = admin.form.locator(".cs-try-out")
		admin.choose("household_poverty", poverty, panel)
		admin.write(f"so_kwh_{code.lower()}", "60", panel)
		admin.press("Thử", panel)
		expect(panel.locator(".cs-try-answer")).to_contain_text(amount or "Không đủ điều kiện")
		admin.press("Lưu làm người thử", panel)
		admin.write("title", title, admin.dialog)
		admin.press("Ghi lại", admin.dialog)
	admin.picture("admin-try-out")
	admin.save()
	assert admin.page.evaluate("() => cur_frm.doc.status") == "Active"


def commune_files(sit_down, family, code) -> str:
	"""The officer files for the household on a phone; the chair signs. Returns the list's name."""
	officer = sit_down("commune_officer", "phone")
	officer.open("Form", "Beneficiary", family["head"])
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.settle()
	officer.link("policy", code, f"Tiền điện hộ nghèo {code}")
	officer.write("application_date", "15/05/2020")
	officer.write("period", "2020-Q2")
	officer.write("ma_khach_hang_dien", "PB1204000123")
	officer.write(f"so_kwh_{code.lower()}", "60")
	officer.save()
	expect(story.control(officer, "entitlement_html")).to_contain_text(AMOUNT)
	officer.picture("electricity-application")
	story.press_on_form(officer, "Đưa vào danh sách")
	officer.dialog.locator(
		".modal-footer .btn-primary:visible, .standard-actions .btn-primary:visible"
	).first.click()
	officer.page.wait_for_function(
		"() => cur_frm && cur_frm.doctype === 'Application List' && !cur_frm.is_new()", polling=100
	)
	expect(story.lines(officer).first).to_contain_text(AMOUNT)
	expect(story.lines(officer).first).to_contain_text("PB1204000123")
	story.lines(officer).first.scroll_into_view_if_needed()
	officer.picture("electricity-list")
	list_name = officer.current_name()
	officer.act("Trình ký")
	chair = sit_down("commune_chair", "phone")
	chair.open("Form", "Application List", list_name)
	chair.act("Ký")
	chair.expect_state("Cấp tỉnh thẩm định")
	chair.picture("electricity-signed")
	return list_name


def province_decides(sit_down, on_site, list_name, code) -> str:
	"""The department proposes, the leader issues the decision; returns its name."""
	money = f"Kinh phí tiền điện {code}"
	on_site(preparation.make_allocation, sit_down.officials["finance_officer"].user, money, f"TD-{code}")
	department = sit_down("department_officer")
	department.open("Form", "Application List", list_name)
	expect(department.form.locator("th", has_text="Mã khách hàng điện")).to_be_visible()
	department.picture("electricity-list")
	department.act("Trình cấp tỉnh quyết định")
	decision = story.draw_up_decision(department, money, list_name, f"{TITLE} {code}")
	department.act("Trình ký")
	leader = sit_down("provincial_leader")
	leader.open("Form", "Decision", decision)
	leader.act("Ký ban hành")
	leader.expect_state("Đã ban hành")
	return decision


def commune_pays(sit_down, decision) -> None:
	"""A batch in cash, approved by finance, paid against a receipt sheet."""
	payer = sit_down("paying_officer")
	batch = story.build_batch(payer, decision)
	payer.act("Trình duyệt chi")
	finance = sit_down("finance_officer")
	finance.open("Form", "Payment Batch", batch)
	finance.act("Duyệt chi")
	story.reload(payer)
	payer.act("Chuyển chi trả")
	story.record_receipt_sheet(payer, "01/TD")
	expect(story.lines(payer).first).to_contain_text("Đã chi trả")
	expect(story.lines(payer).first).to_contain_text(AMOUNT)


def report_counts_the_household(sit_down, code) -> None:
	"""The policy has its row in the results, with the household and its money."""
	leader = sit_down("provincial_leader")
	leader.open("query-report", "Support Results")
	row = leader.page.locator(".dt-row").filter(has_text=f"Tiền điện hộ nghèo {code}").first
	expect(row).to_contain_text("91.264")
	leader.picture("electricity-report")
