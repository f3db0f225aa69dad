"""Lists sent to communes and districts, imported the way officials do."""

import json
from io import BytesIO

import frappe
import openpyxl
import xlsxwriter

from covid_support.bulk import runner
from covid_support.bulk.start import start
from covid_support.core.people import DemoPeople
from covid_support.registry import imports_api as api
from covid_support.registry.imports.workbook_file import DOCTYPE
from covid_support.tests import factories as make

HEADINGS = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Dân tộc", "Số điện thoại", "Ấp", "Xã"]


def list_rows(count: int, seed: int = 7, commune: str = "Xã An Mỹ") -> list[list]:
	"""Rows of made-up people under HEADINGS."""
	people = DemoPeople(seed)
	rows = []
	for number in range(1, count + 1):
		person = people.person(born_between=(1940, 2000))
		sex = "Nam" if person["sex"] == "Male" else "Nữ"
		rows.append(
			[number, person["full_name"], sex, person["birth_date"], person["personal_id"], person["ethnic_group"], person["phone"], "Ấp 1", commune]
		)  # fmt: skip
	return rows


def workbook(sheets: dict[str, list[list]]) -> bytes:
	"""An .xlsx with these sheets."""
	stream = BytesIO()
	with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
		for name, rows in sheets.items():
			sheet = book.add_worksheet(name)
			for number, row in enumerate(rows):
				for column, value in enumerate(row):
					if value != "":
						sheet.write(number, column, value)
	return stream.getvalue()


def sent_list(rows: list[list], user: str, unit: str = make.COMMUNE, headings: list | None = None, **fields):
	"""A Registry Import by `user` with an uploaded list of `rows` below a title and headings."""
	titles = [["DANH SÁCH ĐỀ NGHỊ HỖ TRỢ"], [], headings or HEADINGS]
	return sent_workbook(workbook({"Danh sách": [*titles, *rows]}), user, unit, **fields)


def sent_workbook(
	content: bytes, user: str, unit: str = make.COMMUNE, file_name: str = "danh-sach.xlsx", **fields
):
	"""A Registry Import by `user` with `content` uploaded."""
	with make.acting_as(user):
		document = frappe.get_doc(
			{"doctype": DOCTYPE, "sender": "UBND xã An Mỹ", "administrative_unit": unit, **fields}
		).insert()
		document.source_file = attach(document.name, content, file_name)
		return document.save()


def attach(name: str, content: bytes, file_name: str) -> str:
	"""The address of a file attached to an import."""
	file = frappe.get_doc(
		{
			"doctype": "File", "file_name": file_name, "attached_to_doctype": DOCTYPE, "attached_to_name": name,
			"content": content, "is_private": 1,
		}
	)  # fmt: skip
	return file.insert().file_url


def run_import(document, user: str):
	"""Press the button, let the workers read and register; returns the import as it stands then."""
	with make.acting_as(user):
		work(api.start_import(document.name))
		registering = start("Register Imported Rows", {"registry_import": document.name})
		work(registering)
	return frappe.get_doc(DOCTYPE, document.name)


def work(operation: str) -> str:
	"""Carry an operation out here; returns its status."""
	status = runner.work(operation)
	words = frappe.db.get_value("Bulk Operation", operation, "last_message")
	assert status in ("Completed", "Completed with Exceptions"), words
	return status


def imported(rows: list[list], user: str, **fields):
	"""`rows` sent and imported."""
	return run_import(sent_list(rows, user, **fields), user)


def people_of(document) -> list[dict]:
	"""The people whom an import registered, in the order of the list."""
	names = frappe.get_all(
		"Registry Import Row",
		{"registry_import": document.name, "state": "Registered"},
		pluck="name",
		order_by="position",
	)
	return [frappe.get_doc("Beneficiary", name) for name in names]


def faults(document) -> dict[int, list]:
	"""{row of the sheet: [[column, words, suggestion]]} of the rows to correct."""
	rows = frappe.get_all(
		"Registry Import Row",
		{"registry_import": document.name, "state": "To Correct"},
		["sheet_row", "problems"],
		order_by="position",
	)
	return {row.sheet_row: json.loads(row.problems) for row in rows}


def correction(document, user: str) -> openpyxl.Workbook:
	"""The workbook of rows to correct, as it is downloaded."""
	with make.acting_as(user):
		api.download_corrections(document.name)
	return openpyxl.load_workbook(BytesIO(frappe.local.response.filecontent))


def send_back(document, book: openpyxl.Workbook, user: str):
	"""Upload a mended workbook and let its rows be registered."""
	stream = BytesIO()
	book.save(stream)
	with make.acting_as(user):
		work(api.upload_corrections(document.name, attach(document.name, stream.getvalue(), "sua.xlsx")))
	return frappe.get_doc(DOCTYPE, document.name)
