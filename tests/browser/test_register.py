"""An office issues its signed list; whoever holds the paper checks it on a phone, without an account."""

import pytest
import site_preparation as preparation
from conftest import SIZES
from playwright.sync_api import TimeoutError, expect

TITLE = "Danh sách đề nghị hỗ trợ"
HEAVIEST = 150_000  # bytes of the public page


@pytest.fixture
def waiting(on_site, officials) -> dict[str, str]:
	"""A list that waits for the commune's chair, whose committee has a register."""
	on_site(preparation.make_office, preparation.COMMUNE, "Ủy ban nhân dân xã An Mỹ", "An Mỹ")
	return on_site(preparation.make_submitted_list, officials["commune_officer"].user)


@pytest.fixture
def visitor(chromium, address, screenshots):
	"""A phone of somebody who is not signed in."""
	width, height = SIZES["phone"]
	context = chromium.new_context(
		viewport={"width": width, "height": height}, locale="vi-VN", is_mobile=True
	)
	yield context.new_page()
	context.close()


def test_a_paper_is_issued_and_checked(sit_down, waiting, visitor, address, screenshots, tmp_path):
	chair = sit_down("commune_chair")
	chair.open("Form", "Application List", waiting["list"])
	chair.act("Ký")
	chair.expect_state("Niêm yết công khai")
	issue(chair)
	number, code = (
		chair.page.evaluate(f"() => cur_frm.doc.{field}")
		for field in ("document_number", "verification_code")
	)
	assert number.endswith("/DS-UBND")
	chair.picture("issued-document")
	paper = tmp_path / "van-ban.pdf"
	paper.write_bytes(
		chair.page.request.get(f"{address}{chair.page.evaluate('() => cur_frm.doc.file')}").body()
	)

	answer = visitor.goto(f"{address}/xac-minh")
	assert len(answer.body()) < HEAVIEST
	visitor.get_by_label("Mã văn bản").fill(code.lower())
	visitor.get_by_role("button", name="Kiểm tra").click()
	expect(visitor.get_by_role("status")).to_contain_text("đang có hiệu lực")
	expect(visitor.get_by_role("status")).to_contain_text(number)
	expect(visitor.locator("main")).not_to_contain_text(waiting["name"])
	compare(visitor, paper, "đúng là văn bản đã phát hành")
	changed = bytearray(paper.read_bytes())
	changed[-200] ^= 1
	paper.write_bytes(changed)
	compare(visitor, paper, "KHÔNG phải văn bản đã phát hành")
	visitor.screenshot(path=screenshots / "phone-verification.png", full_page=True)

	scan = tmp_path / "ban-da-ky.pdf"
	scan.write_bytes(b"%PDF-1.4\n% signed and sealed\n%%EOF\n")
	chair.press("Lưu bản quét đã ký")
	chair.upload(scan)
	chair.page.wait_for_function("() => !!cur_frm.doc.scan_digest", polling=100)
	compare(visitor, scan, "đúng là bản quét của văn bản đã ký")

	chair.press("Thu hồi")
	chair.write("reason", "Ghi sai tên ấp", chair.dialog)
	chair.press("Xác nhận", chair.dialog)
	chair.expect_state("Đã thu hồi")
	visitor.goto(f"{address}/xac-minh?ma={code}")
	expect(visitor.get_by_role("status")).to_contain_text("đã bị thu hồi")


def issue(desk) -> None:
	"""Issue the list from the menu of its form."""
	paper = desk.page.locator(".dropdown-menu.show").get_by_text(TITLE, exact=True)
	for patience in (5_000, 5_000, 60_000):
		desk.press("Phát hành văn bản")
		try:
			paper.click(timeout=patience)
			break
		except TimeoutError:  # the signed form was drawn anew a moment later, and its menus closed
			continue
	desk.dialog_opened()
	desk.press("Có", desk.dialog)
	desk.page.wait_for_url("**/issued-document/**")
	desk.settle()


def compare(visitor, paper, verdict: str) -> None:
	visitor.get_by_label("Đối chiếu tệp với văn bản đã phát hành").set_input_files(paper)
	visitor.get_by_role("button", name="Đối chiếu", exact=True).click()
	expect(visitor.get_by_role("alert")).to_contain_text(verdict)
