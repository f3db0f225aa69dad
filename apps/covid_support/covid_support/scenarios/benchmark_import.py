"""./run benchmark import: the list of a whole province as one .xlsx, 2 % of its rows wrong in twenty ways.

Read, validated, registered and compared with everybody by two workers; every planted fault has to come back at its row
and in its column, every other row has to be in. Good rows of the same list then go through the framework's own Data Import.
"""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import frappe
from frappe.core.doctype.data_import.data_import import start_import

from covid_support.core.money import format_vnd
from covid_support.policies import roles
from covid_support.registry import imports_api
from covid_support.registry.imports.workbook_file import DOCTYPE
from covid_support.scenarios.acting import acting
from covid_support.scenarios.benchmark_lists import serve
from covid_support.scenarios.benchmark_people import clear_everything, refuse_strangers, writing
from covid_support.scenarios.benchmark_report import facts_lines, machine_facts, put_into
from covid_support.scenarios.memory import PeakMemory
from covid_support.scenarios.officials import Officials
from covid_support.scenarios.plain_documents import Pace
from covid_support.scenarios.planted_list import FAULTS, HEADINGS, Sent, write_list
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.soc_trang_calendar import PROVINCE, REGISTRATION

SHARES = (0.01, 0.1, 1.0)
SECONDS, MEMORY, RATIO = 90, 1024, 20
PLAIN_ROWS = 300


@dataclass
class Taken:
	"""What became of a list, in how many seconds and MB at most; `missed` are planted faults that were not told where they are."""

	rows: int
	planted: int
	seconds: float
	megabytes: float
	registered: int
	missed: dict[str, int] = field(default_factory=dict)
	told_wrongly: int = 0

	@property
	def per_row(self) -> float:
		"""Seconds for one row."""
		return self.seconds / self.rows

	@property
	def exact(self) -> bool:
		"""Every planted fault was told at its place, every other row is in."""
		return not self.missed and not self.told_wrongly and self.registered == self.rows - self.planted


def run(people: int, write: str | None = None) -> dict:
	"""Send lists of growing size, measure, print; with `write` put the tables into that file. Leaves nobody behind."""
	refuse_strangers()
	officials = Officials(PROVINCE)
	officials.install()
	frappe.db.commit()  # the officials who import
	facts = machine_facts(people)
	progress = Progress(len(SHARES) + 1)
	with writing(clear_everything):
		taken = []
		for share in SHARES:
			progress.begin(f"Nhập danh sách {format_vnd(round(people * share))} người")
			sent, row = _measure(round(people * share), officials)
			taken.append(row)
		progress.begin("Cùng dòng bằng Data Import của Frappe")
		plain = _data_import(sent.good, officials)
		progress.finish()
	whole = taken[-1]
	ratio = plain.per_row / whole.per_row
	text = "\n".join([*facts_lines(facts), *table(taken, plain, ratio)])
	print(text)
	if write:
		put_into(Path(write), text, "import")
	return {
		"machine": facts,
		"imports": [vars(row) for row in taken],
		"plain": vars(plain),
		"ratio": ratio,
		"exact": all(row.exact for row in taken)
		and whole.seconds < SECONDS
		and whole.megabytes < MEMORY
		and ratio >= RATIO,
	}


def _measure(people: int, officials: Officials) -> tuple[Sent, Taken]:
	clear_everything()
	user = officials.email(roles.DEPARTMENT_OFFICER, PROVINCE)
	with TemporaryDirectory() as folder, acting(user, REGISTRATION):
		path = Path(folder) / "danh-sach.xlsx"
		sent = write_list(path, people, officials, PLAIN_ROWS)
		document = frappe.get_doc(
			{
				"doctype": DOCTYPE,
				"sender": "Sở Lao động - Thương binh và Xã hội",
				"administrative_unit": PROVINCE,
			}
		).insert()
		document.source_file = _attached(path.name, path.read_bytes(), DOCTYPE, document.name)
		document.save()
		began = time.perf_counter()
		operation = imports_api.start_import(document.name)
	with PeakMemory() as memory:
		while operation:
			serve(operation)
			operation = frappe.db.get_value("Bulk Operation", {"status": "Planned"}, "name")
	seconds = time.perf_counter() - began
	return sent, _checked(sent, document.name, seconds, memory.megabytes)


def _attached(name: str, content: bytes, doctype: str, to: str) -> str:
	"""The address of a file that belongs to a document."""
	file = {"doctype": "File", "file_name": name, "content": content, "is_private": 1}
	return frappe.get_doc({**file, "attached_to_doctype": doctype, "attached_to_name": to}).insert().file_url


def _checked(sent: Sent, document: str, seconds: float, megabytes: float) -> Taken:
	"""Each planted fault looked for at its row and column, by the rows as they stand in the database."""
	told = dict(
		frappe.db.sql(
			"""select sheet_row, problems from `tabRegistry Import Row`
			where registry_import = %s and state = 'To Correct'""",
			document,
		)
	)
	missed: dict[str, int] = {}
	for row, kind in sent.planted.items():
		column = HEADINGS.index(FAULTS[kind][0])
		if column not in {problem[0] for problem in json.loads(told.get(row) or "[]")}:
			missed[kind] = missed.get(kind, 0) + 1
	return Taken(
		sent.rows,
		len(sent.planted),
		seconds,
		megabytes,
		frappe.db.count("Beneficiary"),
		missed,
		len(told.keys() - sent.planted.keys()),
	)


def _data_import(rows: list[list], officials: Officials) -> Pace:
	"""The rows through the framework's Data Import, as Administrator."""
	clear_everything()
	communes = {
		unit.full_name.split(",")[0]: unit.name for unit in officials.units if unit.level == "Commune"
	}
	columns = ("full_name", "sex", "birth_date", "personal_id", "ethnic_group", "phone", "hamlet", "commune")
	lines = [",".join(columns)]
	for row in rows:
		sex = "Male" if row[2] == "Nam" else "Female"
		lines.append(",".join([row[1], sex, row[3], row[4], row[6], row[7], row[8], communes[row[9]]]))
	document = frappe.get_doc(
		{"doctype": "Data Import", "reference_doctype": "Beneficiary", "import_type": "Insert New Records"}
	).insert()
	content = "\n".join(lines).encode()
	document.import_file = _attached("people.csv", content, document.doctype, document.name)
	document.save()
	began = time.perf_counter()
	start_import(document.name)
	seconds = time.perf_counter() - began
	return Pace("Data Import của Frappe", frappe.db.count("Beneficiary"), seconds)


def table(taken: list[Taken], plain: Pace, ratio: float) -> list[str]:
	"""The figures as tables."""
	whole = taken[-1]
	return [
		f"Mục tiêu trên hai nhân: 285.500 dòng dưới {SECONDS} giây và dưới {MEMORY} MB, mọi lỗi cài sẵn được nêu đúng dòng, đúng cột. "
		f"Bộ nhớ cao nhất của hai tiến trình nhập, trang dùng chung tính một lần: {whole.megabytes:.0f} MB.",
		"",
		"| Số dòng | Lỗi cài sẵn | Nêu đúng dòng, cột | Nêu nhầm | Đã đăng ký | Giây | Micrô giây mỗi dòng |",
		"|---:|---:|---:|---:|---:|---:|---:|",
		*(
			f"| {format_vnd(row.rows)} | {format_vnd(row.planted)} | {format_vnd(row.planted - sum(row.missed.values()))} | {row.told_wrongly} | "
			f"{format_vnd(row.registered)} | {row.seconds:.1f} | {row.per_row * 1e6:.0f} |"
			for row in taken
		),
		"",
		*(
			[f"Chưa nêu đúng: {', '.join(f'{kind} ({count})' for kind, count in whole.missed.items())}.", ""]
			if whole.missed
			else []
		),
		f"Data Import của Frappe: {plain.rows} dòng trong {plain.seconds:.1f} giây, {1 / plain.per_row:.0f} dòng mỗi giây; hệ thống nhanh gấp {ratio:.0f} lần.",
		"",
	]
