"""An officer of a commune of today imports a list: preview, registering, correcting, taking all of it back."""

import secrets
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import story
from playwright.sync_api import expect

from covid_support.tests import imports_world

NUMBER = imports_world.HEADINGS.index("Số CCCD")
DOWNLOAD = "/api/method/covid_support.registry.imports_api.download_corrections"


@pytest.fixture
def rows() -> list[list]:
	"""Three people as they should be."""
	return imports_world.list_rows(3, seed=secrets.randbelow(10**9), commune="Xã Đại Hải")


@pytest.fixture
def sent(rows, tmp_path) -> Path:
	"""Their list as a workbook, in which the last one's number lacks a digit."""
	path = tmp_path / "danh-sach-xa-dai-hai.xlsx"
	last = [*rows[2]]
	last[NUMBER] = last[NUMBER][:-1]
	lines = [["DANH SÁCH ĐỀ NGHỊ HỖ TRỢ"], [], imports_world.HEADINGS, *rows[:2], last]
	path.write_bytes(imports_world.workbook({"Danh sách": lines}))
	return path


def test_a_list_goes_in_is_corrected_and_taken_back(sit_down, rows, sent, tmp_path):
	officer = sit_down("officer_today")
	name = read_and_register(officer, rows, sent)
	correct(officer, name, rows[2], tmp_path)
	expect(officer.form).to_contain_text("Đã đăng ký: 3")
	officer.picture("import-corrected")
	undo(officer, name)
	officer.picture("import-undone")
	assert story.count(officer, "Beneficiary", {"personal_id": rows[2][NUMBER]}) == 0


def test_a_list_goes_in_on_a_phone(sit_down, rows, sent):
	read_and_register(sit_down("officer_today", "phone"), rows, sent)


def read_and_register(officer, rows, sent) -> str:
	"""Import the list: two people go in, one waits for its correction. Returns the import's name."""
	name = begin(officer, sent)
	for row in rows:
		expect(officer.form).to_contain_text(row[1])
	expect(officer.form).to_contain_text("số này có 11")  # what is wrong, before anything is written
	officer.picture("import-preview")
	carry_out(officer, name, "Nhập danh sách", "Rows to Correct")
	expect(officer.form).to_contain_text("Đã đăng ký: 2")
	officer.picture("import-rows-to-correct")
	return name


def begin(officer, sent) -> str:
	"""A new import with the workbook uploaded; returns its name."""
	officer.open("List", "Registry Import")
	officer.page.locator(".page-head:visible .primary-action:visible").last.click()
	officer.wait_new("Registry Import")
	officer.settle()
	officer.write("sender", "UBND xã Đại Hải")
	officer.save()
	story.control(officer, "source_file").get_by_role("button", name="Đính kèm", exact=True).click()
	officer.upload(sent)
	officer.page.wait_for_function("() => cur_frm.doc.source_file && !cur_frm.is_dirty()", polling=100)
	officer.settle()
	return officer.current_name()


def carry_out(officer, name: str, button: str, status: str) -> None:
	"""Press what begins an operation, watch it, and come back to the import when it has this status."""
	story.press_on_form(officer, button)
	officer.operation_ends()
	officer.open("Form", "Registry Import", name)
	officer.expect_status(status)


def correct(officer, name: str, row: list, folder: Path) -> None:
	"""Download the rows to correct, mend the number, send the workbook back."""
	offered = story.on_form(officer, "Tải tệp cần sửa")
	expect(offered).to_be_visible()
	answer = officer.page.request.get(officer.address + DOWNLOAD, params={"name": name})
	book = openpyxl.load_workbook(BytesIO(answer.body()))
	wrong = next(cell for line in book.active for cell in line if cell.value == row[NUMBER][:-1])
	wrong.value = row[NUMBER]
	path = folder / "da-sua.xlsx"
	book.save(path)
	story.press_on_form(officer, "Tải tệp đã sửa lên")
	officer.upload(path)
	officer.operation_ends()
	officer.open("Form", "Registry Import", name)
	officer.expect_status("Completed")


def undo(officer, name: str) -> None:
	"""Take everybody of the list out again."""
	story.press_on_form(officer, "Hủy đợt nhập")
	officer.dialog_opened()
	expect(officer.dialog).to_contain_text("3 người")
	officer.press("Có", officer.dialog)
	officer.operation_ends()
	officer.open("Form", "Registry Import", name)
	officer.expect_status("Undone")
