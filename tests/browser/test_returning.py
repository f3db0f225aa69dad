"""A list goes back with a reason, and the officer who mends it reads the reason."""

import pytest
import site_preparation as preparation
from playwright.sync_api import expect

REASON = "Thiếu bản sao quyết định hưởng trợ cấp"


@pytest.fixture
def waiting(on_site, officials) -> dict[str, str]:
	"""A list that waits for the commune's chair."""
	return on_site(preparation.make_submitted_list, officials["commune_officer"].user)


def test_return_asks_for_a_reason_and_shows_it(size, sit_down, waiting):
	chair = sit_down("commune_chair", size)
	chair.open("Form", "Application List", waiting["list"])
	chair.choose_action("Trả lại")
	chair.press("Trả lại", chair.dialog)
	expect(chair.dialog).to_contain_text("Lý do")  # still there: no return without a reason
	chair.page.keyboard.press("Escape")
	chair.settle()
	if chair.dialog.count():
		chair.page.keyboard.press("Escape")
		chair.settle()
	chair.act("Trả lại", REASON)
	chair.expect_state("Đã trả lại")
	officer = sit_down("commune_officer", size)
	officer.open("Form", "Application List", waiting["list"])
	expect(officer.form).to_contain_text(REASON)
	officer.picture("returned")
