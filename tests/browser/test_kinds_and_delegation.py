"""Dialogs beside the story: work that is accepted, the workers of an employer, signing for somebody else."""

import re

import frappe
import site_preparation as preparation
import story
from playwright.sync_api import expect

from covid_support.core.record_name import record_name
from covid_support.tests import deliveries_world, factories, own_policies

TODAY = """() => frappe.datetime.str_to_user(frappe.datetime.get_today())"""


def make_work() -> str:
	"""A house that is built in two instalments: the delivery of the second one, paid after acceptance."""
	factories.go_to("2020-05-04")
	title = f"Xây nhà cho hộ nghèo {record_name()[-4:].upper()}"
	policy = own_policies.policy(
		50_000_000, benefit_kind="In Kind", short_title=title, instalments=deliveries_world.two_instalments()
	)
	who = factories.officials(preparation.COMMUNE)
	budget = factories.allocation(50_000_000).name
	person = preparation.register_person(who.commune_officer)
	decision = deliveries_world.approved(who, policy, [person], budget)
	return deliveries_world.deliveries(decision)[1].name


def test_work_is_reported_and_accepted(size, sit_down, on_site):
	delivery = on_site(make_work)
	officer = sit_down("commune_officer", size)
	officer.open("Form", "Benefit Delivery", delivery)
	expect(officer.form).to_contain_text("35.000.000")
	story.press_on_form(officer, "Báo cáo hoàn thành")
	officer.dialog_opened()
	officer.write("minutes_number", "05/BB-NT", officer.dialog)
	officer.picture("work-reported")
	officer.press("Ghi nhận", officer.dialog)
	officer.expect_state("Đã báo cáo hoàn thành")
	chair = sit_down("commune_chair", size)
	chair.open("Form", "Benefit Delivery", delivery)
	story.press_on_form(chair, "Nghiệm thu")
	chair.dialog_opened()
	expect(chair.dialog).to_contain_text("Biên bản số 05/BB-NT")
	expect(chair.dialog).to_contain_text("35.000.000 đ")
	chair.picture("work-acceptance")
	chair.press("Ghi nhận", chair.dialog)
	chair.expect_state("Đã nghiệm thu")
	chair.picture("work-accepted")


def make_employer(commune_officer: str) -> dict[str, str]:
	"""An employer of the commune, a policy that employers file for their workers, and one who is registered."""
	title = f"Tạm hoãn hợp đồng lao động {record_name()[-4:].upper()}"
	field = {
		"fieldname": "suspended_days", "label": "Số ngày tạm hoãn", "kind": "number", "mandatory": 1,
	}  # fmt: skip
	policy = own_policies.policy(1_855_000, filed_by="Employer", short_title=title, form_fields=[field])
	firm = own_policies.employer(preparation.COMMUNE)
	worker = frappe.get_doc("Beneficiary", preparation.register_person(commune_officer))
	person = {"personal_id": worker.personal_id, "full_name": worker.full_name}
	return {"policy": policy, "title": title, "employer": firm.employer_name, **person}


def test_an_employer_lists_its_workers(size, sit_down, on_site):
	case = on_site(make_employer, sit_down.officials["commune_officer"].user)
	officer = sit_down("commune_officer", size)
	officer.open("List", "Application List")
	officer.page.evaluate("() => frappe.new_doc('Application List')")
	officer.wait_new("Application List")
	officer.settle()
	officer.link("policy", case["policy"], case["title"])
	officer.link("employer", case["employer"], case["employer"])
	officer.write("list_date", preparation.LIST_DATE)
	officer.save()
	officer.press("Thêm người lao động")
	officer.dialog_opened()
	for field in ("personal_id", "full_name"):
		officer.write(field, case[field], officer.dialog)
	officer.write("suspended_days", "30", officer.dialog)
	officer.picture("worker-added")
	officer.press("Thêm vào danh sách", officer.dialog)
	line = story.lines(officer).filter(has_text=case["full_name"])
	expect(line).to_contain_text("1.855.000 đ")
	expect(line.locator("[data-label='Số ngày tạm hoãn']")).to_have_text("30")
	line.scroll_into_view_if_needed()
	officer.picture("workers-list")


def test_a_deputy_signs_for_the_chair(sit_down, on_site):
	waiting = on_site(preparation.make_submitted_list, sit_down.officials["commune_officer"].user)
	chair = sit_down("commune_chair")
	chair.page.evaluate("() => frappe.new_doc('Signing Delegation')")
	chair.wait_new("Signing Delegation")
	chair.settle()
	chair.choose("signing_form", "Ký thay (KT.)")
	expect(chair.form.locator("[data-fieldname=delegator] input").first).to_have_value("Chủ tịch UBND xã")
	account = sit_down.officials["commune_deputy"]
	chair.link("delegate", account.user, account.name)
	expect(chair.form.locator("[data-fieldname=administrative_unit] input").first).to_have_value(
		re.compile("Xã An Mỹ")
	)
	expect(chair.form.locator("[data-fieldname=role] select")).to_have_value("CS Commune Chair")
	today = chair.page.evaluate(TODAY)
	chair.write("valid_from", today)
	chair.write("valid_to", today)
	chair.save()
	chair.picture("delegation")
	deputy = sit_down("commune_deputy")
	deputy.open("Form", "Application List", waiting["list"])
	expect(deputy.page.locator(".page-container:visible")).to_contain_text("Ký thay (KT.) cho")
	deputy.picture("signing-for-the-chair")
	story.press_on_form(deputy, "Ký")
	deputy.dialog.locator(
		".modal-footer .btn-primary:visible, .standard-actions .btn-primary:visible"
	).first.click()
	deputy.settle()
	deputy.expect_state("Niêm yết công khai")
	expect(deputy.page.locator(".page-container:visible .cs-history")).to_contain_text("ký thay")
	deputy.picture("signed-for-the-chair")
