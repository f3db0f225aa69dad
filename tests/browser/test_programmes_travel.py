"""The programme administrator exports a programme, looks at a file's difference, imports it, confirms a value."""

import json

import pytest
from playwright.sync_api import expect

from covid_support.core.record_name import record_name

PROGRAMME = "NQ42-2020"
TITLE = "Chương trình thử gửi đi"


@pytest.fixture
def programme(on_site) -> str:
	"""A local programme in draft, begun from the template; returns its code."""
	return on_site(begin_programme)


def begin_programme() -> str:
	from covid_support.programmes import api

	return api.create_local_programme(
		province="94-2004",
		code=f"GUI-{record_name().upper()}",
		title=TITLE,
		document_number="01/2026/NQ-HĐND",
		document_title="Quy định chính sách hỗ trợ",
		issuer="Hội đồng nhân dân tỉnh Sóc Trăng",
		issued_on="2026-03-10",
		route="HAI-CAP",
	)


def amount_of(policy: str) -> int:
	import frappe

	return int(frappe.db.get_value("Benefit Component", {"parent": policy}, "amount"))


def confirmer_of(policy: str) -> tuple:
	import frappe

	return frappe.db.get_value(
		"Benefit Component", {"parent": policy}, ["confidence", "source", "confirmed_by"]
	)


def test_a_programme_travels(sit_down, programme, on_site, tmp_path):
	administrator = sit_down("programme_administrator")
	page = administrator.page
	administrator.open("Form", "Support Programme", programme)
	with page.expect_download() as download:
		administrator.press("Xuất chương trình")
	text = download.value.path().read_text(encoding="utf-8")
	assert download.value.suggested_filename.endswith(".json")

	pack = json.loads(text)
	policy = f"{programme}-LDTD"
	(component,) = next(row for row in pack["policies"] if row["code"] == policy)["versions"][0]["components"]
	component.update(amount=1_500_000, confidence="M")
	file = tmp_path / "chuong-trinh.json"
	file.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")

	administrator.open("List", "Support Programme", "List")
	with page.expect_file_chooser() as chooser:
		administrator.press("Nhập chương trình")
	chooser.value.set_files(file)
	dialog = administrator.dialog
	expect(dialog).to_contain_text(f"Chính sách hỗ trợ {policy}")
	expect(dialog).to_contain_text("1.500.000")
	assert on_site(amount_of, policy) == 0, "nothing is written before the confirmation"
	administrator.picture("programme-difference")
	administrator.press("Nhập 2 thay đổi", dialog)
	expect(dialog).to_be_hidden()
	assert on_site(amount_of, policy) == 1_500_000

	administrator.open("Form", "Support Policy", policy)
	panel = page.locator(".page-container:visible .unconfirmed-values")
	expect(panel).to_contain_text("Chưa xác nhận")
	administrator.picture("values-not-confirmed")
	panel.get_by_role("row").filter(has_text="HO-TRO").get_by_role("button").click()
	administrator.write("source", "NQ 01/2026/NQ-HĐND, Điều 2 khoản 1", administrator.dialog)
	administrator.press("Xác nhận nội dung", administrator.dialog)
	expect(panel.get_by_role("row").filter(has_text="HO-TRO")).to_have_count(0)
	found = on_site(confirmer_of, policy)
	assert found == ("V1", "NQ 01/2026/NQ-HĐND, Điều 2 khoản 1", administrator.account.user)
	administrator.watch.demand_silence()
