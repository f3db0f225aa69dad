"""./run benchmark duplicates: how many planted duplicates the matcher finds, how many of its pairs are true, how soon."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import frappe

from covid_support.core.money import format_vnd
from covid_support.registry.duplicate_people import places
from covid_support.registry.duplicates.matcher import find_pairs
from covid_support.registry.duplicates.people import COLUMNS, People
from covid_support.scenarios.benchmark_people import make_people
from covid_support.scenarios.benchmark_report import facts_lines, machine_facts, put_into
from covid_support.scenarios.duplicates.planting import Pair, Planted, plant
from covid_support.scenarios.progress import Progress

SEED = "benchmark"
PAIRS, LOOK_ALIKES = 5_000, 5_000
FULL = 285_500
SHARES = (0.01, 0.1, 1.0)
RECALL, PRECISION, SECONDS = 0.98, 0.95, 60
WORDS = {
	"card, then personal ID": "lần đầu CMND, lần sau CCCD",
	"a number, then none": "một lần có số, một lần không",
	"neither": "cả hai lần không có số",
	"personal ID mistyped": "CCCD sai một chữ số",
	"letter_slip": "tên sai, thiếu, thừa một chữ cái",
	"marks_lost": "tên mất dấu",
	"tone_wrong": "tên sai dấu thanh",
	"order_swapped": "đảo thứ tự họ tên",
	"heard_wrong": "tên ghi theo âm nghe được",
	"middle_lost": "thiếu một chữ đệm",
	"words_joined": "hai chữ viết liền",
	"day_and_month_swapped": "đảo ngày và tháng sinh",
	"year_alone": "chỉ ghi năm sinh hoặc ghi 01/01",
	"day_slip": "sai một chữ số ngày, tháng sinh",
	"year_slip": "sai năm sinh",
	"moved": "hộ chuyển sang xã khác",
	"namesakes": "trùng tên, cùng năm sinh, cùng xã",
	"twins": "sinh đôi",
	"father_and_son": "cha và con",
	"spouses": "vợ chồng chung điện thoại, tài khoản",
	"siblings": "anh chị em ruột",
	"by chance": "người khác, giống nhau tình cờ",
}


@dataclass(frozen=True)
class Matching:
	"""One run of the matcher: people, wall and processor seconds, and which pairs it told."""

	planted: Planted
	seconds: float
	processor: float
	told: frozenset[Pair]

	@property
	def true(self) -> frozenset[Pair]:
		"""The told pairs that were planted."""
		return self.told & self.planted.pairs.keys()

	@property
	def recall(self) -> float:
		"""Which share of the planted pairs was told."""
		return len(self.true) / len(self.planted.pairs)

	@property
	def precision(self) -> float:
		"""Which share of the told pairs was planted."""
		return len(self.true) / len(self.told) if self.told else 0.0


def run(people: int, write: str | None = None) -> dict:
	"""Read the benchmark's people, plant duplicates among them, match, print; nothing is written to the site."""
	standing = make_people(people, Progress(1))
	facts = machine_facts(standing)
	rows = frappe.db.sql(
		f"select {', '.join((*COLUMNS, 'birth_date'))} from `tabBeneficiary` order by name", as_dict=True
	)
	matchings = [_measure(rows, share) for share in SHARES]
	last = matchings[-1]
	memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
	text = "\n".join(
		[*facts_lines(facts), *growth_table(matchings, memory), *way_table(last), *wrong_table(last)]
	)
	print(text)
	if write:
		put_into(Path(write), text, "duplicates")
	return {
		"machine": facts,
		"matchings": [_figures(matching) for matching in matchings],
		"memory_mb": memory,
		"exact": last.recall >= RECALL and last.precision >= PRECISION and last.seconds < SECONDS,
	}


def _measure(rows: list[dict], share: float) -> Matching:
	"""Match a share of `rows`, each tenth or hundredth of them, with as great a share of planted pairs."""
	chosen = [dict(row) for row in rows[:: round(1 / share)]]
	part = len(chosen) / FULL
	planted = plant(chosen, max(1, round(PAIRS * part)), round(LOOK_ALIKES * part), SEED)
	known = places()
	began, used = time.perf_counter(), time.process_time()
	columns = People.of((tuple(person[column] for column in COLUMNS) for person in planted.people), known)
	told = frozenset((pair.one, pair.other) for pair in find_pairs(columns))
	return Matching(planted, time.perf_counter() - began, time.process_time() - used, told)


def _figures(matching: Matching) -> dict:
	return {
		"people": len(matching.planted.people),
		"pairs": len(matching.planted.pairs),
		"told": len(matching.told),
		"recall": matching.recall,
		"precision": matching.precision,
		"seconds": matching.seconds,
		"processor_seconds": matching.processor,
	}


def growth_table(matchings: list[Matching], memory: float) -> list[str]:
	"""Each share of the registry with what was found and how long it took."""
	rows = [
		f"| {format_vnd(len(row.planted.people))} | {format_vnd(len(row.planted.pairs))} | {format_vnd(len(row.told))} | "
		f"{row.recall:.2%} | {row.precision:.2%} | {row.seconds:.1f} | {row.processor:.1f} | "
		f"{row.processor / len(row.planted.people) * 1e6:.0f} |"
		for row in matchings
	]
	return [
		f"Mục tiêu trên cả danh bạ: tìm được ≥ {RECALL:.0%}, đúng ≥ {PRECISION:.0%}, dưới {SECONDS} giây. Bộ nhớ cao nhất của "
		f"cả tiến trình, gồm cả dữ liệu cài sẵn: {memory:.0f} MB.",
		"",
		"| Số người | Cặp trùng cài sẵn | Cặp hệ thống nêu | Tìm được | Đúng | Giây | Giây bộ xử lý | Micrô giây mỗi người |",
		"|---:|---:|---:|---:|---:|---:|---:|---:|",
		*rows,
		"",
	]


def way_table(matching: Matching) -> list[str]:
	"""Each way of erring with the share that was found; a pair may err in several."""
	all_ways = matching.planted.ways()
	found = Counter(way for pair in matching.true for way in matching.planted.pairs[pair])
	rows = [
		f"| {WORDS[way]} | {count} | {found[way]} | {found[way] / count:.1%} |"
		for way, count in all_ways.most_common()
	]
	return [
		"| Cách ghi khác nhau giữa hai lần | Số cặp | Tìm được | Tỷ lệ |",
		"|---|---:|---:|---:|",
		*rows,
		"",
	]


def wrong_table(matching: Matching) -> list[str]:
	"""Of the people who only look alike, how many pairs were told all the same."""
	kinds = Counter(matching.planted.look_alikes.values())
	wrong = Counter(
		matching.planted.look_alikes.get(pair, "by chance") for pair in matching.told - matching.true
	)
	rows = [f"| {WORDS[kind]} | {count} | {wrong[kind]} |" for kind, count in kinds.items()]
	return [
		"| Hai người khác nhau | Số cặp cài sẵn | Bị nêu nhầm |",
		"|---|---:|---:|",
		*rows,
		f"| {WORDS['by chance']} | – | {wrong['by chance']} |",
		"",
	]
