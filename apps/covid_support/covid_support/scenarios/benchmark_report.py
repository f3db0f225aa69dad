"""The figures of the rules benchmark as a table: printed, and put into docs/performance.md by command."""

import os
import platform
import re
from datetime import date
from pathlib import Path

import frappe

from covid_support.core.money import format_vnd
from covid_support.scenarios.benchmark_people import make_people
from covid_support.scenarios.benchmark_rules import Judging, Timing, judge_both_ways, time_previews
from covid_support.scenarios.progress import Progress

TARGET = 500  # milliseconds for a preview where indexes serve


def run(people: int, rounds: int, write: str | None = None) -> dict:
	"""Make the people, measure, print; with `write` put the tables into that file. Returns the raw figures."""
	if write:
		section_of(Path(write), "rules")
	standing = make_people(people, Progress(1))
	facts = machine_facts(standing)
	timings = time_previews(rounds)
	gathering, judgings = judge_both_ways()
	text = "\n".join([*facts_lines(facts), *judging_table(gathering, judgings), *preview_table(timings)])
	print(text)
	if write:
		put_into(Path(write), text)
	return {
		"machine": facts,
		"gathering_seconds": gathering,
		"judgings": [vars(row) for row in judgings],
		"previews": [{**vars(row), "p50": row.p50, "p95": row.p95} for row in timings],
		"exact": all(row.python == row.sql for row in judgings),
	}


def machine_facts(people: int) -> dict[str, str]:
	"""What the figures were measured on."""
	cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
	memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
	buffer_pool = int(frappe.db.sql("select @@innodb_buffer_pool_size")[0][0])
	return {
		"Ngày đo": f"{date.today():%d/%m/%Y}",
		"Bộ xử lý": f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} nhân",
		"Tải trung bình của máy khi bắt đầu đo": f"{os.getloadavg()[0]:.1f}",
		"Bộ nhớ": f"{int(memory[1]) / 1024**2:.0f} GB" if memory else "–",
		"MariaDB": f"{frappe.db.sql('select version()')[0][0]}, innodb_buffer_pool_size {buffer_pool / 1024**3:.1f} GB",
		"Python": platform.python_version(),
		"Số người trong danh bạ": format_vnd(people),
	}


def facts_lines(facts: dict[str, str]) -> list[str]:
	"""The machine's facts as a list."""
	return [*(f"- {name}: {value}" for name, value in facts.items()), ""]


def judging_table(gathering: float, judgings: list[Judging]) -> list[str]:
	"""Python beside SQL on the same people in the same run."""
	rows = [
		f"| {row.title} | {row.python_seconds:.2f} | {row.sql_seconds:.2f} | "
		f"{(gathering + row.python_seconds) / row.sql_seconds:.0f} | {format_vnd(row.sql[0])} | {format_vnd(row.sql[1])} | "
		f"{'như nhau' if row.python == row.sql else 'KHÁC NHAU'} |"
		for row in judgings
	]
	return [
		"Xét cả danh bạ bằng Python và bằng SQL, cùng một lần chạy. Python còn phải lấy thông tin của mọi người trước: "
		f"{gathering:.1f} giây, tính một lần cho tất cả chính sách.",
		"",
		"| Chính sách | Python xét (giây) | SQL lấy thông tin và xét (giây) | SQL nhanh gấp (lần) | Số người | Số tiền (đồng) | Kết quả |",
		"|---|---:|---:|---:|---:|---:|---|",
		*rows,
		"",
	]


def preview_table(timings: list[Timing]) -> list[str]:
	"""Each question of a preview with its p50, p95 and all rounds."""
	rows = [
		f"| {row.title} | {row.first:.0f} | {row.p50:.0f} | {row.p95:.0f} | {processor(row)} | {'đạt' if row.p95 < TARGET else 'không đạt'} | "
		f"{' '.join(f'{spent:.0f}' for spent in row.rounds)} |"
		for row in timings
	]
	return [
		f"Ước tính một chính sách trên cả danh bạ, mili giây (mục tiêu: p95 dưới {TARGET}).",
		"",
		f"| Câu hỏi | Lần đầu | p50 | p95 | Riêng bộ xử lý của CSDL | Dưới {TARGET} ms | Từng lần đo |",
		"|---|---:|---:|---:|---:|---|---|",
		*rows,
		"",
	]


def processor(row: Timing) -> str:
	"""The database's processor time, where it can be told."""
	return f"{row.processor:.0f}" if row.processor else "–"


def put_into(file: Path, text: str, name: str = "rules") -> None:
	"""Replace the section of the benchmark `name` between its marks in `file`."""
	section = section_of(file, name)
	written = section.sub(lambda marks: f"{marks[1]}{text}{marks[2]}", file.read_text(encoding="utf-8"))
	file.write_text(written, encoding="utf-8")


def section_of(file: Path, name: str) -> re.Pattern:
	"""What finds the place of the benchmark `name` in `file`. Raises SystemExit when there is none."""
	marks = rf"(<!-- benchmark {name}: begin -->\n).*?(<!-- benchmark {name}: end -->)"
	section = re.compile(marks, re.DOTALL)
	if not section.search(file.read_text(encoding="utf-8")):
		raise SystemExit(f"{file} has no place for the benchmark of {name}.")
	return section
