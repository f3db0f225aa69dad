"""Lists filled in from the register for a whole unit, then moved by one button, in the view of all lists."""

import re
from io import BytesIO

import pytest
import site_preparation as preparation
import story
from playwright.sync_api import expect
from pypdf import PdfReader


@pytest.fixture
def waiting(on_site, officials) -> list[str]:
	"""Two people with merit in the commune, whom no list holds."""
	return [on_site(preparation.register_merit, preparation.BULK_COMMUNE) for _ in range(2)]


def test_lists_are_filled_in_submitted_and_signed(size, sit_down, waiting):
	officer = sit_down("bulk_officer", size)
	fill_in(officer)
	officer.picture("fill-in-progress")
	move_all(officer, "Trình ký")
	officer.picture("many-lists-progress")
	chair = sit_down("bulk_chair", size)
	signed = sign_ticked(chair)
	chair.open("Form", "Application List", signed)
	chair.expect_state("Niêm yết công khai")
	for name in waiting:
		expect(story.lines(chair).filter(has_text=name)).to_have_count(1)
	papers = print_all(chair)
	for name in waiting:
		assert name in papers


def fill_in(officer) -> None:
	"""Everybody with merit in the commune comes on a list."""
	officer.open("List", "Application List")
	press_on_list(officer, "Lập danh sách hàng loạt")
	officer.dialog_opened()
	expect(officer.dialog.locator("[data-fieldname=administrative_unit] input")).to_have_value(
		re.compile("Xã Đại Hải")
	)
	officer.link("policy", story.POLICY, story.POLICY, officer.dialog)
	officer.write("list_date", preparation.LIST_DATE, officer.dialog)
	officer.picture("fill-in")
	officer.press("Lập danh sách hàng loạt", officer.dialog)
	officer.operation_ends()


def move_all(officer, action: str) -> None:
	"""Press one button for all lists of the commune that wait for it."""
	officer.open("List", "Application List")
	press_on_list(officer, "Xử lý hàng loạt")
	officer.dialog_opened()
	officer.picture("many-lists")
	officer.dialog.get_by_role("button", name=action, exact=True).first.click()
	officer.dialog_opened()
	officer.picture("many-lists-question")
	officer.press("Có", officer.dialog)
	officer.operation_ends()


def sign_ticked(chair) -> str:
	"""Tick the first list and sign it from the menu of actions; returns its name."""
	name = story.records(chair, "Application List")[0]
	chair.page.locator(f".list-row-checkbox[data-name='{name}']:visible").check()
	chair.press("Thao tác")
	chair.page.locator(".actions-btn-group .dropdown-menu.show").get_by_text("Ký", exact=True).click()
	chair.dialog_opened()
	chair.press("Có", chair.dialog)
	chair.operation_ends()
	return name


def print_all(chair) -> str:
	"""Print all lists of the commune; returns what the file says."""
	chair.open("List", "Application List")
	press_on_list(chair, "In nhiều văn bản")
	chair.dialog_opened()
	chair.choose("print_name", "Danh sách đề nghị hỗ trợ", chair.dialog)
	expect(chair.dialog.get_by_text(re.compile(r"\d+ hồ sơ, \d+ người"))).to_be_visible()
	chair.picture("print-many")
	chair.press("In ra", chair.dialog)
	chair.operation_ends()
	expect(chair.page.get_by_role("button", name="Tải về")).to_be_visible()
	chair.picture("print-many-progress")
	address = chair.page.evaluate("() => location.origin + cur_frm.doc.result_file")
	content = chair.page.request.get(address).body()
	pages = PdfReader(BytesIO(content)).pages
	return " ".join(" ".join(page.extract_text() for page in pages).split())


def press_on_list(desk, label: str) -> None:
	"""Press a button of the list view: in the head on a wide screen, in the menu on a phone."""
	if desk.size != "phone":
		return desk.press(label)
	desk.page.locator(".page-head:visible .menu-btn-group button").click()
	desk.page.locator(".menu-btn-group .dropdown-menu.show").get_by_text(label, exact=True).click()
	return desk.settle()
