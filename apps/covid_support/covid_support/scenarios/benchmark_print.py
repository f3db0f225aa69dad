"""./run benchmark print: a long receipt sheet, the lists of a whole province, and the framework's own print beside ours.

The lists are filled in as for `lists`; two workers print them by the operation behind the button "Print many papers".
What is written is removed again.
"""

import shutil
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import frappe
from pypdf import PdfReader

from covid_support.bulk.start import record
from covid_support.core.money import format_vnd
from covid_support.documents import official_prints, print_many
from covid_support.documents.registry_of_prints import find
from covid_support.policies import roles
from covid_support.scenarios import figures
from covid_support.scenarios.acting import acting
from covid_support.scenarios.benchmark_lists import (
	APPLICATIONS,
	ListStory,
	fill_in,
	generate,
	living_in,
	serve,
)
from covid_support.scenarios.benchmark_people import clear_lists, make_people, writing
from covid_support.scenarios.benchmark_report import facts_lines, machine_facts, put_into
from covid_support.scenarios.memory import PeakMemory
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.soc_trang import COMMUNE_STATES, DISTRICT_STATES

SHEET_LINES, SHEET_SECONDS = 10_000, 6
PROVINCE_SECONDS, MEMORY = 150, 1536  # MB
PLAIN_LINES = 500
SHEET_POLICY = "NQ42-HCN"
PEOPLE_LENT = SHEET_LINES * 11 // 10  # not everybody fits the policy
PLAIN_FORMAT = "Plain Benchmark Sheet"
PLAIN_SHEET = """<table border="1" style="width: 100%; border-collapse: collapse">
<thead><tr><th>STT</th><th>Họ và tên</th><th>Ngày sinh</th><th>Số CCCD</th><th>Địa chỉ</th><th>Số tiền</th><th>Ký nhận</th></tr></thead>
<tbody>{% for row in frappe.get_all("Payment", filters={"payment_batch": doc.name}, fields=["beneficiary_name", "beneficiary", "amount"],
	order_by="name", limit_page_length=PLAIN_LINES) %}{% set person = frappe.db.get_value("Beneficiary", row.beneficiary,
	["birth_date", "personal_id", "hamlet"], as_dict=True) %}<tr><td>{{ loop.index }}</td><td>{{ row.beneficiary_name }}</td>
<td>{{ person.birth_date }}</td><td>{{ person.personal_id }}</td><td>{{ person.hamlet }}</td><td>{{ "{:,.0f}".format(row.amount) }}</td>
<td></td></tr>{% endfor %}</tbody></table>""".replace("PLAIN_LINES", str(PLAIN_LINES))


@dataclass(frozen=True)
class Printed:
	"""A paper or many: how many lines on how many pages, in how many seconds."""

	title: str
	lines: int
	pages: int
	megabytes: float
	seconds: float

	@property
	def per_line(self) -> float:
		"""Seconds for one line."""
		return self.seconds / max(1, self.lines)


def run(people: int, write: str | None = None) -> dict:
	"""Make the people and their lists, print, measure; with `write` put the tables into that file."""
	standing = make_people(people, Progress(1))
	facts = machine_facts(standing)
	progress = Progress(3)
	with writing(_clear):
		story = ListStory(people / figures.NEEDED_PEOPLE, Progress(1, quiet=True))
		story.officials.install()
		frappe.db.commit()  # the officials who act from here on
		progress.begin("Lập danh sách cả tỉnh")
		generate(story, 1.0)
		progress.begin("In danh sách của mọi xã")
		whole, memory = print_province(story)
		_clear()
		progress.begin("Danh sách chi trả dài; cùng số dòng bằng cách in của Frappe")
		sheet, ours, plain = print_sheets(story)
		progress.finish()
	ratio = plain.per_line / ours.per_line
	result = {
		"machine": facts,
		"printed": [vars(row) for row in (whole, sheet, ours, plain)],
		"memory": memory,
		"ratio": ratio,
	}
	text = "\n".join([*facts_lines(facts), *table(whole, memory, sheet, ours, plain, ratio)])
	print(text)
	if write:
		put_into(Path(write), text, "print")
	return {
		**result,
		"exact": sheet.lines >= SHEET_LINES
		and sheet.per_line * SHEET_LINES < SHEET_SECONDS
		and whole.per_line * APPLICATIONS < PROVINCE_SECONDS
		and memory < MEMORY,
	}


def _clear() -> None:
	"""The rows, and the files that the operations have left."""
	for file in frappe.get_all("File", {"attached_to_doctype": "Bulk Operation"}, pluck="name"):
		frappe.delete_doc("File", file, force=True)
	shutil.rmtree(print_many.work_folder(), ignore_errors=True)
	clear_lists()


def print_province(story: ListStory) -> tuple[Printed, float]:
	"""Every commune's lists, a file for each commune, by two workers; with the memory (MB) of both processes."""
	user = story.officials.email(roles.DEPARTMENT_OFFICER, story.province)
	given = {"doctype": "Application List", "print_name": "proposed_list", "grouping": "Commune"}
	lines = frappe.db.count("Support Application")
	with PeakMemory() as memory, acting(user, story.wave.list_day):
		began = time.perf_counter()
		operation = record(print_many.KIND, {**given, "administrative_unit": story.province})
		serve(operation)
		seconds = time.perf_counter() - began
	files = _files(operation)
	pages = sum(len(PdfReader(BytesIO(content)).pages) for content in files.values())
	size = sum(map(len, files.values())) / 1024**2
	return Printed(f"Danh sách của {len(files)} xã", lines, pages, size, seconds), memory.megabytes


def _files(operation: str) -> dict[str, bytes]:
	frappe.db.rollback()  # see what the workers have written
	address = frappe.db.get_value("Bulk Operation", operation, "result_file")
	return print_many.contents(address)


def print_sheets(story: ListStory) -> tuple[Printed, Printed, Printed]:
	"""A receipt sheet of SHEET_LINES or more; one of PLAIN_LINES, by us and by the framework's own way."""
	unit = story.communes[0].name
	with living_in(unit, PEOPLE_LENT):
		officer = story.officials.email(roles.DEPARTMENT_OFFICER, story.province)
		fill_in(story, SHEET_POLICY, unit, officer)
		paying = ListStory(story.scale, story.progress)
		for state in (*COMMUNE_STATES, *DISTRICT_STATES, "Province Appraisal"):
			paying.journey.walk([unit], (state,), [paying.wave])
		paying.money.decide()
		paying.money.build_batches()
	batches = frappe.get_all("Payment Batch", fields=["name", "people"], order_by="people desc", limit=1)
	frappe.set_user(story.officials.email(roles.PAYING_OFFICER, story.districts[0].name))
	long = _sheet(batches[0].name, "Danh sách chi trả dài")
	_shorten(batches[0].name)
	ours = _sheet(batches[0].name, f"Danh sách chi trả {PLAIN_LINES} dòng")
	plain = _plain_sheet(batches[0].name)
	frappe.set_user("Administrator")
	return long, ours, plain


def _sheet(batch: str, title: str) -> Printed:
	lines = frappe.db.count("Payment", {"payment_batch": batch})
	began = time.perf_counter()
	document = official_prints.load("Payment Batch", batch)
	content = official_prints.pdf(document, find("Payment Batch", "payment_list"), "Đo tốc độ in")
	return _printed(title, lines, content, time.perf_counter() - began)


def _shorten(batch: str) -> None:
	"""Leave PLAIN_LINES payments in the batch; the site is cleared afterwards."""
	names = frappe.get_all("Payment", {"payment_batch": batch}, pluck="name", order_by="name")
	frappe.db.sql(
		"update `tabPayment` set payment_batch = null where name in %s", (names[PLAIN_LINES:] or [""],)
	)


def _plain_sheet(batch: str) -> Printed:
	"""The same people by a Print Format of the framework: HTML, then its own way to a PDF."""
	frappe.set_user("Administrator")
	frappe.get_doc(
		{
			"doctype": "Print Format",
			"name": PLAIN_FORMAT,
			"doc_type": "Payment Batch",
			"custom_format": 1,
			"print_format_type": "Jinja",
			"html": PLAIN_SHEET,
			"standard": "No",
		}
	).insert()
	try:
		began = time.perf_counter()
		content = frappe.get_print("Payment Batch", batch, PLAIN_FORMAT, as_pdf=True, no_letterhead=1)
		return _printed(
			f"{PLAIN_LINES} dòng bằng cách in của Frappe", PLAIN_LINES, content, time.perf_counter() - began
		)
	finally:
		frappe.delete_doc("Print Format", PLAIN_FORMAT, force=True)


def _printed(title: str, lines: int, content: bytes, seconds: float) -> Printed:
	pages = len(PdfReader(BytesIO(content)).pages)
	return Printed(title, lines, pages, len(content) / 1024**2, seconds)


def table(
	whole: Printed, memory: float, sheet: Printed, ours: Printed, plain: Printed, ratio: float
) -> list[str]:
	"""The figures as tables."""
	return [
		f"Mục tiêu trên hai nhân: danh sách chi trả {format_vnd(SHEET_LINES)} dòng dưới {SHEET_SECONDS} giây; danh sách của mọi xã "
		f"({format_vnd(APPLICATIONS)} dòng) dưới {PROVINCE_SECONDS} giây và dưới {MEMORY} MB. Bộ nhớ cao nhất của hai tiến trình in: {memory:.0f} MB.",
		"",
		"| Văn bản | Dòng | Trang | MB | Giây | Micrô giây mỗi dòng |",
		"|---|---:|---:|---:|---:|---:|",
		*(
			f"| {row.title} | {format_vnd(row.lines)} | {format_vnd(row.pages)} | {row.megabytes:.1f} | {row.seconds:.1f} | {row.per_line * 1e6:.0f} |"
			for row in (whole, sheet, ours, plain)
		),
		"",
		f"Quy ra {format_vnd(SHEET_LINES)} dòng chi trả: {sheet.per_line * SHEET_LINES:.1f} giây; "
		f"{format_vnd(APPLICATIONS)} dòng danh sách: {whole.per_line * APPLICATIONS:.0f} giây. "
		f"So với cách in của Frappe, cùng {PLAIN_LINES} dòng: nhanh gấp {ratio:.1f} lần.",
		"",
	]
