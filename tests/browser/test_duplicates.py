"""Two records of one person: seen side by side, decided, merged, and the merge taken back."""

import pytest
import site_preparation as preparation
import story
from playwright.sync_api import expect

WHY = "Đã đối chiếu CMND và CCCD"


@pytest.fixture
def twice(on_site, officials) -> dict[str, str]:
	"""A person who is registered twice, with the open case."""
	return on_site(preparation.register_twice)


def test_decided_merged_and_undone(size, sit_down, twice):
	officer = sit_down("commune_officer", size)
	assert twice["case"] in story.records(officer, "Duplicate Case")
	officer.picture("duplicates-list")
	officer.open("Form", "Duplicate Case", twice["case"])
	expect(officer.form.locator(".cs-comparison")).to_contain_text("12 Quốc lộ 1")
	officer.picture("duplicates-side-by-side")
	story.press_on_form(officer, "Không phải một người")
	officer.expect_state("Không phải một người")
	story.press_on_form(officer, "Xem xét lại")
	officer.expect_state("Chưa xong")
	merge(officer)
	officer.expect_state("Đã gộp")
	officer.picture("duplicates-merged")
	story.press_on_form(officer, "Hủy gộp")
	officer.dialog_opened()
	officer.write("reason", "Hai người khác nhau", officer.dialog)
	officer.press("Xác nhận", officer.dialog)
	officer.expect_state("Chưa xong")
	expect(officer.form.locator(".cs-comparison")).to_contain_text(twice["name"])


def merge(officer) -> None:
	"""The first record stays."""
	story.press_on_form(officer, "Gộp hồ sơ")
	officer.dialog_opened()
	stays = officer.dialog.locator("[data-fieldname=stays] select")
	stays.select_option(index=1)
	officer.write("reason", WHY, officer.dialog)
	officer.picture("duplicates-merge")
	officer.press("Gộp hồ sơ", officer.dialog)
