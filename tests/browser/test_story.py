"""The whole way of a list through the browser: every official logs in and presses the button."""

import re

import pytest
import site_preparation as preparation
import story
from playwright.sync_api import expect

NOT_YET = "Chỉ được chuyển bước sau ngày này"


@pytest.fixture
def money(on_site, officials, size) -> str:
	"""An allocation of its own for each run of the story; returns its title."""
	title = f"Kinh phí {size} {preparation.record_name()}"
	on_site(preparation.make_allocation, officials["finance_officer"].user, title)
	return title


def test_from_registration_to_payment_and_print(size, sit_down, on_site, money):
	kept, refused = preparation.made_up_person(), preparation.made_up_person()
	officer = sit_down("commune_officer", size)
	list_name = commune_prepares(officer, kept, refused)
	commune_signs_and_posts(sit_down, officer, size, on_site, list_name)
	district_appraises(sit_down, size, list_name, refused)
	decision = province_decides(sit_down, size, list_name, money)
	commune_pays(sit_down, size, decision, kept)


def commune_prepares(officer, kept, refused) -> str:
	"""Two people on a list: one registered before, one on the spot."""
	officer.picture("01-home")
	story.register(officer, kept)
	officer.picture("02-person")
	list_name = story.new_list(officer)
	story.choose_registered(officer, kept)
	story.register_on_list(officer, refused)
	expect(story.lines(officer)).to_have_count(2)
	expect(story.lines(officer).first).to_contain_text("1.500.000 đ")
	officer.picture("03-list")
	officer.act("Trình ký")
	officer.expect_state("Chờ cấp xã ký")
	return list_name


def commune_signs_and_posts(sit_down, officer, size, on_site, list_name) -> None:
	"""The chair signs; the posting cannot end before its days have passed."""
	chair = sit_down("commune_chair", size)
	chair.open("Form", "Application List", list_name)
	chair.act("Ký")
	chair.expect_state("Niêm yết công khai")
	chair.picture("04-posted")
	story.reload(officer)
	with officer.watch.one_refusal(417):
		officer.act("Kết thúc niêm yết")
		assert NOT_YET in officer.message()
	on_site(preparation.let_posting_days_pass, list_name)
	officer.act("Kết thúc niêm yết")
	officer.expect_state("Cấp huyện thẩm định")


def district_appraises(sit_down, size, list_name, refused) -> None:
	"""The officer takes a line out with a reason, the chair signs."""
	officer = sit_down("district_officer", size)
	officer.open("Form", "Application List", list_name)
	story.take_out(officer, refused, "Đã hưởng chế độ khác")
	officer.picture("05-taken-out")
	officer.act("Trình ký")
	officer.expect_state("Chờ cấp huyện ký")
	chair = sit_down("district_chair", size)
	chair.open("Form", "Application List", list_name)
	chair.act("Ký")
	chair.expect_state("Cấp tỉnh thẩm định")
	chair.picture("06-district-signed")


def province_decides(sit_down, size, list_name, money) -> str:
	"""The department proposes and draws the decision up, the leader issues it; returns its name."""
	department = sit_down("department_officer", size)
	department.open("Form", "Application List", list_name)
	department.act("Trình cấp tỉnh quyết định")
	department.expect_state("Chờ cấp tỉnh quyết định")
	decision = story.draw_up_decision(department, money, list_name)
	department.picture("07-decision")
	department.act("Trình ký")
	department.expect_state("Chờ ký ban hành")
	leader = sit_down("provincial_leader", size)
	leader.open("Form", "Decision", decision)
	leader.act("Ký ban hành")
	leader.expect_state("Đã ban hành")
	leader.picture("08-issued")
	leader.open("Form", "Application List", list_name)
	leader.expect_state("Đã phê duyệt")
	story.expect_prints(leader, "Decision", decision)
	return decision


def commune_pays(sit_down, size, decision, kept) -> None:
	"""The paying officer builds the batch, finance approves it, the receipt sheet comes back signed."""
	payer = sit_down("paying_officer", size)
	batch = story.build_batch(payer, decision)
	expect(story.lines(payer)).to_have_count(1)
	payer.act("Trình duyệt chi")
	payer.expect_state("Chờ duyệt chi")
	finance = sit_down("finance_officer", size)
	finance.open("Form", "Payment Batch", batch)
	finance.act("Duyệt chi")
	finance.expect_state("Đã duyệt chi")
	finance.picture("09-payment-approved")
	story.reload(payer)
	payer.act("Chuyển chi trả")
	payer.expect_state("Đã chuyển chi trả")
	story.expect_prints(payer, "Payment Batch", batch)
	story.record_receipt_sheet(payer, "01/PC")
	expect(story.lines(payer).first).to_contain_text("Đã chi trả")
	payer.act("Hoàn thành")
	payer.expect_state("Đã hoàn thành")
	expect(story.lines(payer).filter(has_text=kept["full_name"])).to_contain_text(
		re.compile(r"1\.500\.000 đ")
	)
	payer.picture("10-paid")


def test_a_date_typed_while_the_network_is_slow_stays(sit_down):
	"""What is typed in the short dialog is not redrawn away when the answer about the category comes late."""
	officer = sit_down("commune_officer", "phone")
	officer.open("List", "Beneficiary")
	officer.page.locator(".page-head:visible .primary-action:visible").last.click()
	story.fill_person(officer, preparation.made_up_person())
	officer.page.route("**/api/method/frappe.client.validate_link*", lambda route: _late(officer.page, route))
	date = officer.dialog.locator("[data-fieldname=category_from] input")
	officer.dialog.locator("[data-fieldname=category] input").fill("")
	date.fill("02/02/2016")
	officer.page.wait_for_timeout(1_500)
	assert date.input_value() == "02/02/2016"


def _late(page, route) -> None:
	page.wait_for_timeout(500)
	route.continue_()
