"""An application's papers and checks: on a phone the officer photographs a paper and checks it off."""

import re

import pytest
import site_preparation as preparation
import story
from playwright.sync_api import expect

PAPER = "Đơn đề nghị hỗ trợ"
PHOTO = ("giay-to.png", "image/png")


@pytest.fixture
def case(on_site, officials) -> dict[str, str]:
	"""A list with one person, whose policy requires one paper."""
	return on_site(make_case, officials["commune_officer"].user)


def make_case(commune_officer: str) -> dict[str, str]:
	"""A policy with a dossier, a list in preparation and its line; made by the system and the officer."""
	import frappe

	from covid_support import api
	from covid_support.tests import own_policies

	policy = own_policies.policy(dossier=[{"paper": PAPER, "mandatory": 1}])
	person = preparation.register_person(commune_officer)
	frappe.set_user(commune_officer)
	values = {"administrative_unit": preparation.COMMUNE, "policy": policy, "list_date": "2020-05-04"}
	application_list = frappe.get_doc({"doctype": "Application List", **values}).insert()
	api.add_people(application_list.name, {person: {}})
	frappe.set_user("Administrator")
	line = frappe.db.get_value("Support Application", {"application_list": application_list.name})
	return {"list": application_list.name, "line": line}


def test_a_photo_of_a_paper_is_taken_and_checked_off(size, sit_down, case, screenshots):
	officer = sit_down("commune_officer", size)
	officer.open("Form", "Application List", case["list"])
	expect(story.lines(officer).first).to_contain_text("✗ 1")
	with officer.watch.one_refusal(417):
		officer.act("Trình ký")
		assert PAPER in officer.message()

	officer.open("Form", "Support Application", case["line"])
	papers, checks = story.control(officer, "papers_html"), story.control(officer, "checks_html")
	expect(papers).to_contain_text("Đã có 0/1 giấy tờ bắt buộc")
	expect(checks).to_contain_text(f"còn thiếu: {PAPER}")
	officer.picture("papers-missing")
	with officer.page.expect_file_chooser() as chooser:
		label = "Chụp ảnh" if size == "phone" else "Đính kèm tệp"
		papers.get_by_role("button", name=label, exact=True).click()
	chooser.value.set_files({"name": PHOTO[0], "mimeType": PHOTO[1], "buffer": a_picture(officer)})
	expect(papers).to_contain_text("Đã có 1/1 giấy tờ bắt buộc", timeout=30_000)
	expect(checks).not_to_contain_text("còn thiếu")
	link = papers.get_by_role("link", name="Xem ảnh", exact=True)
	address = link.get_attribute("href")
	assert re.match(r"/private/files/giay-to.*\.jpg", address)
	photo = officer.page.request.get(f"{officer.address}{address}")
	assert photo.body().startswith(b"\xff\xd8\xff")  # drawn anew as JPEG, smaller and without the place
	papers.scroll_into_view_if_needed()
	officer.picture("papers-received")
	checks.scroll_into_view_if_needed()
	officer.picture("checks")

	officer.open("Form", "Application List", case["list"])
	expect(story.lines(officer).first).to_contain_text("✓")
	story.lines(officer).first.get_by_role("link", name="Xem kết quả kiểm tra", exact=True).click()
	expect(officer.dialog).to_contain_text("Thành phần hồ sơ")
	officer.picture("line-checks")
	officer.press("Đóng", officer.dialog)
	officer.act("Trình ký")
	officer.expect_state("Chờ cấp xã ký")


def a_picture(officer) -> bytes:
	"""What is on the screen, as a stand-in for the photo of a paper."""
	return officer.page.screenshot()


def test_an_extra_paper_is_asked_for_with_its_reason(sit_down, case):
	officer = sit_down("commune_officer")
	officer.open("Form", "Support Application", case["line"])
	papers = story.control(officer, "papers_html")
	papers.get_by_role("button", name="Yêu cầu thêm giấy tờ", exact=True).click()
	officer.dialog_opened()
	officer.write("paper", "Sổ hộ khẩu", officer.dialog)
	officer.write("justification", "Cần đối chiếu nơi thường trú của người dân", officer.dialog)
	officer.write("legal_ground", "Luật Cư trú", officer.dialog)
	officer.picture("extra-paper")
	officer.press("Yêu cầu", officer.dialog)
	expect(papers).to_contain_text("Yêu cầu ngoài quy định")
	expect(papers).to_contain_text("Cần đối chiếu nơi thường trú của người dân (căn cứ: Luật Cư trú)")
	papers.scroll_into_view_if_needed()
	officer.picture("papers-extra")


@pytest.fixture
def person(on_site, officials) -> str:
	"""A registered person of the commune."""
	return on_site(preparation.register_person, officials["commune_officer"].user)


def test_a_refusal_is_recorded_with_the_signed_statement_and_taken_back(sit_down, person):
	officer = sit_down("commune_officer")
	officer.page.evaluate("person => frappe.new_doc('Support Waiver', {beneficiary: person})", person)
	officer.wait_new("Support Waiver")
	officer.settle()
	officer.link("policy", "có công", "Người có công với cách mạng")
	officer.choose("manner", "Đơn có chữ ký")
	with officer.page.expect_file_chooser() as chooser:
		story.press_on_form(officer, "Đính kèm tệp")
	chooser.value.set_files({"name": PHOTO[0], "mimeType": PHOTO[1], "buffer": a_picture(officer)})
	officer.page.wait_for_function("() => !!cur_frm.doc.statement")
	officer.save()
	officer.picture("refusal")
	story.press_on_form(officer, "Ghi nhận rút lại")
	officer.dialog_opened()
	officer.write("reason", "Gia đình gặp khó khăn", officer.dialog)
	officer.press("Xác nhận", officer.dialog)
	expect(officer.form).to_contain_text("Gia đình gặp khó khăn")
	officer.picture("refusal-taken-back")
