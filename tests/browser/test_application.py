"""One application by itself: the form asks what the policy's rules ask, and says why not, or how much."""

import re

import pytest
import site_preparation as preparation
import story
from playwright.sync_api import expect

POLICY = "Lao động không có giao kết hợp đồng lao động"
ASKED = ("job_family", "has_labour_contract", "monthly_income", "stopped_from", "months")
NOT_ASKED = ("children_under_6", "pregnant", "days")


@pytest.fixture
def worker(on_site, officials) -> str:
	"""A registered person of the commune without any category."""
	return on_site(preparation.register_person, officials["commune_officer"].user)


def test_worker_without_contract(size, sit_down, worker):
	officer = sit_down("commune_officer", size)
	officer.open("Form", "Beneficiary", worker)
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.settle()
	officer.link("policy", "NQ42-LDTD", POLICY)
	for field in ASKED:
		expect(story.control(officer, field)).to_be_visible()
	for field in NOT_ASKED:
		expect(story.control(officer, field)).to_be_hidden()
	officer.write("application_date", "15/05/2020")
	officer.save()
	expect(officer.form).to_contain_text("Không đủ điều kiện")
	fill_facts(officer)
	officer.save()
	# NQ 42/NQ-CP, QĐ 15/2020/QĐ-TTg: 1,000,000 VND a month, here for two months
	expect(story.control(officer, "entitlement_html")).to_contain_text(re.compile(r"2\.000\.000 đ"))
	officer.picture("application")
	story.press_on_form(officer, "Đưa vào danh sách")
	officer.picture("put-on-list")
	officer.dialog.locator(
		".modal-footer .btn-primary:visible, .standard-actions .btn-primary:visible"
	).first.click()
	officer.page.wait_for_function(
		"() => cur_frm && cur_frm.doctype === 'Application List' && !cur_frm.is_new()", polling=100
	)
	expect(story.lines(officer).first).to_contain_text(re.compile(r"2\.000\.000 đ"))


def test_a_date_typed_right_after_an_amount_stays(size, sit_down, worker):
	officer = sit_down("commune_officer", size)
	officer.open("Form", "Beneficiary", worker)
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.settle()
	officer.link("policy", "NQ42-LDTD", POLICY)
	officer.write("monthly_income", "500000")
	officer.write("stopped_from", "01/04/2020")
	officer.page.wait_for_timeout(500)  # number fields tidy themselves 100 ms after they got the focus
	assert officer.page.evaluate("cur_frm.doc.stopped_from") == "2020-04-01"
	assert officer.page.evaluate("cur_frm.doc.monthly_income") == 500_000
	expect(story.control(officer, "stopped_from").locator("input")).to_have_value("01/04/2020")


def test_what_is_typed_stays_when_the_policy_is_told_again(sit_down, worker):
	"""Choosing the same policy again, as a late answer about it does, does not draw its fields anew."""
	officer = sit_down("commune_officer", "phone")
	officer.open("Form", "Beneficiary", worker)
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.settle()
	officer.link("policy", "NQ42-LDTD", POLICY)
	income = story.control(officer, "monthly_income").locator("input")
	expect(income).to_be_visible()
	income.click()
	officer.page.wait_for_timeout(500)  # number fields tidy themselves 100 ms after they got the focus
	income.press_sequentially("500000")
	officer.page.evaluate("() => cur_frm.trigger('policy')")
	officer.page.wait_for_timeout(1_500)
	expect(income).to_have_value("500000")


def test_what_is_being_typed_outlives_drawing_the_field_anew(sit_down, worker):
	"""The calendar finds its place a moment after the focus came, and a late answer describes the field."""
	officer = sit_down("commune_officer")
	officer.open("Form", "Beneficiary", worker)
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.settle()
	date = story.control(officer, "application_date").locator("input")
	date.fill("15/05/2020")
	officer.page.evaluate("() => cur_frm.get_field('application_date').update_datepicker_position()")
	expect(date).to_have_value("15/05/2020")
	officer.page.evaluate("() => cur_frm.set_df_property('application_date', 'description', 'Nhận hồ sơ')")
	expect(date).to_have_value("15/05/2020")
	date.blur()
	officer.page.wait_for_function("() => cur_frm.doc.application_date === '2020-05-15'", polling=100)
	officer.page.evaluate("() => cur_frm.set_value('application_date', '2020-06-01')")
	expect(date).to_have_value("01/06/2020")


def test_a_failed_answer_about_another_policy_takes_nothing_away(sit_down, worker):
	"""The question about the policy first chosen fails while the one about the next is under way."""
	officer = sit_down("commune_officer", "phone")
	officer.open("Form", "Beneficiary", worker)
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.settle()
	held = []
	officer.page.route("**/api/method/*get_policy_form*", lambda route: held.append(route))
	for number, policy in enumerate(("NQ42-HCN", "NQ42-LDTD"), 1):
		officer.page.evaluate("policy => { cur_frm.set_value('policy', policy) }", policy)
		while len(held) < number:
			officer.page.wait_for_timeout(50)
	with officer.watch.one_refusal(500):
		held[0].fulfill(status=500, json={})
		officer.page.wait_for_timeout(500)
	held[1].continue_()
	for field in ASKED:
		expect(story.control(officer, field)).to_be_visible()


def test_a_form_that_was_left_does_not_come_between(sit_down, worker):
	"""Its document changed elsewhere: the form is to be fetched again a second later, and is hidden by then."""
	officer = sit_down("commune_officer")
	officer.open("Form", "Beneficiary", worker)
	officer.page.evaluate("() => cur_frm.debounced_reload_doc()")
	story.press_on_form(officer, "Lập hồ sơ hỗ trợ")
	officer.wait_new("Support Application")
	officer.page.wait_for_timeout(1500)
	assert officer.page.evaluate("cur_frm.doctype") == "Support Application"
	officer.open("Form", "Beneficiary", worker)
	officer.page.wait_for_function("name => cur_frm.doc && cur_frm.doc.name === name", arg=worker)


def fill_facts(officer) -> None:
	"""A street vendor who has earned little since April 2020."""
	officer.link("job_family", "bán hàng", "Bán hàng rong")
	officer.choose("has_labour_contract", "Không")
	officer.write("monthly_income", "500000")
	officer.write("stopped_from", "01/04/2020")
	officer.write("stopped_to", "31/05/2020")
	officer.write("months", "2")
