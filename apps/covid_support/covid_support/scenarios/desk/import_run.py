"""A list of a district's people that is imported while the Desk is measured, and taken out again afterwards."""

import time
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import frappe
import xlsxwriter
from frappe.utils import get_system_timezone

from covid_support.bulk.start import run_now
from covid_support.core.people import DemoPeople
from covid_support.policies import roles
from covid_support.registry import imports_api
from covid_support.registry.imports.workbook_file import DOCTYPE
from covid_support.scenarios.officials import Officials

HEADINGS = ("STT", "Họ và tên", "Giới tính", "Ngày sinh", "Số CCCD", "Dân tộc", "Số điện thoại", "Ấp", "Xã")
SEED = "desk import"
UNDER_WAY = ("New", "Reading", "Registering")


class ImportRun:
	"""One import of `count` people of `district`, carried out by the site's workers."""

	def __init__(self, officials: Officials, district: str, count: int):
		self.user = officials.in_charge(roles.DISTRICT_OFFICER, district)
		self.district = district
		self.communes = [unit.full_name.split(",")[0] for unit in officials.communes_of(district)]
		self.count = count
		self.name = ""

	def start(self) -> None:
		"""Send the list in and press the button, as the district's official."""
		frappe.set_user(self.user)
		document = frappe.get_doc(
			{"doctype": DOCTYPE, "sender": "Danh sách đo tốc độ", "administrative_unit": self.district}
		).insert()
		file = {
			"doctype": "File", "file_name": "danh-sach.xlsx", "attached_to_doctype": DOCTYPE,
			"attached_to_name": document.name, "content": self._workbook(), "is_private": 1,
		}  # fmt: skip
		document.source_file = frappe.get_doc(file).insert().file_url
		document.save()
		frappe.db.commit()  # the workers read what was sent in
		imports_api.start_import(document.name)
		frappe.db.commit()  # and find the operation
		self.name = document.name
		frappe.set_user("Administrator")

	def wait(self, patience: float) -> float:
		"""Wait for the import's end; returns its moment (seconds since the epoch)."""
		deadline = time.monotonic() + patience
		while not (ended := self._ended_on()):
			if time.monotonic() > deadline:
				raise SystemExit(f"The import {self.name} has not ended.")
			time.sleep(1)
		return ended.replace(tzinfo=ZoneInfo(get_system_timezone())).timestamp()

	def _ended_on(self) -> datetime | None:
		frappe.db.rollback()  # see what the workers have written
		status = frappe.db.get_value(DOCTYPE, self.name, "status")
		if status in UNDER_WAY:
			return None
		return max(
			frappe.get_all("Bulk Operation", {"parameters": ["like", f"%{self.name}%"]}, pluck="finished_on")
		)

	def undo(self) -> None:
		"""Take everybody of the list out again."""
		frappe.set_user(self.user)
		run_now("Undo Registry Import", {"registry_import": self.name})
		frappe.db.commit()  # the site is as it was
		frappe.set_user("Administrator")

	def _workbook(self) -> bytes:
		people, stream = DemoPeople(f"{SEED} {frappe.generate_hash(length=8)}"), BytesIO()
		with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
			sheet = book.add_worksheet("Danh sách")
			sheet.write_row(0, 0, HEADINGS)
			for number in range(1, self.count + 1):
				person = people.person(born_between=(1940, 2000))
				sex = "Nam" if person["sex"] == "Male" else "Nữ"
				commune = self.communes[number % len(self.communes)]
				row = (
					number, person["full_name"], sex, person["birth_date"], person["personal_id"], person["ethnic_group"],
					person["phone"], "Ấp 1", commune,
				)  # fmt: skip
				sheet.write_row(number, 0, row)
		return stream.getvalue()
