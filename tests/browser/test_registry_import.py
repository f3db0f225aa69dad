"""An officer imports a list from Excel: what is read, how far it is, what is left to correct."""

import secrets

import frappe
import site_preparation as preparation
import story
from playwright.sync_api import expect

from covid_support.tests import imports_world

GOOD_ROWS = 5
PATIENCE = 60_000


def make_import(officer: str) -> dict[str, str]:
	"""A list of five people and one whose number lacks a digit, sent by the officer's commune."""
	rows = imports_world.list_rows(GOOD_ROWS + 1, seed=secrets.randbelow(10**9))
	rows[-1][4] = str(rows[-1][4])[:-1]
	document = imports_world.sent_list(rows, officer, preparation.COMMUNE)
	return {"name": document.name, "first": rows[0][1], "wrong": rows[-1][1]}


def registered_and_faulty(name: str) -> tuple[int, int]:
	"""How many people an import has registered, and how many rows wait for a correction."""
	return frappe.db.get_value("Registry Import", name, ("rows_registered", "rows_faulty"))


def test_a_list_is_read_registered_and_sent_back(size, sit_down, on_site):
	sent = on_site(make_import, sit_down.officials["commune_officer"].user)
	officer = sit_down("commune_officer", size)
	officer.open("Form", "Registry Import", sent["name"])
	expect(officer.form).to_contain_text(sent["first"])
	officer.picture("import-preview")
	story.press_on_form(officer, "Nhập danh sách")
	officer.page.wait_for_url("**/bulk-operation/**")
	expect(officer.page.locator(".page-container:visible")).to_contain_text("Đã hoàn thành", timeout=PATIENCE)
	officer.picture("import-operation")
	for _ in range(PATIENCE // 500):
		if on_site(registered_and_faulty, sent["name"])[0]:
			break
		officer.page.wait_for_timeout(500)
	assert on_site(registered_and_faulty, sent["name"]) == (GOOD_ROWS, 1)
