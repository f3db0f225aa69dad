"""`./run benchmark desk`: screens with one official, 50 officials at once, and the same while an import runs."""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from statistics import quantiles

import frappe

from covid_support.core.money import format_vnd
from covid_support.policies import roles
from covid_support.scenarios.benchmark_report import facts_lines, machine_facts, put_into, section_of
from covid_support.scenarios.closing import play
from covid_support.scenarios.desk.asks import (
	FORM,
	KINDS,
	LIST,
	REPORT,
	SEARCH,
	WORKSPACE,
	Area,
	Ask,
	area_of,
	asks_of,
)
from covid_support.scenarios.desk.driver import Answer, Driver
from covid_support.scenarios.desk.history import LONG_LIST, YEARS, make_history
from covid_support.scenarios.desk.import_run import ImportRun
from covid_support.scenarios.figures import NEEDED_PEOPLE
from covid_support.scenarios.officials import Officials, give_passwords
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.soc_trang import SocTrang
from covid_support.scenarios.soc_trang_calendar import PROVINCE

TARGETS = {"alone": 300, "together": 1_000, "importing": 1_500}  # milliseconds, p95
SEED = "desk"
RATE, OFFICIALS, LOAD_SECONDS = 20, 50, 300
IMPORTED = 20_000
# how often each kind of screen is asked for when many officials work; an assumption
SHARES = {LIST: 30, SEARCH: 20, FORM: 30, WORKSPACE: 15, REPORT: 5}
WORST_SHOWN = 12
ALONE = (
	roles.COMMUNE_OFFICER, roles.DISTRICT_OFFICER, roles.DEPARTMENT_OFFICER, roles.PROVINCIAL_LEADER,
	roles.FINANCE_OFFICER, roles.PAYING_OFFICER, roles.SUPERVISOR,
)  # fmt: skip
PROVINCIAL = (
	roles.DEPARTMENT_OFFICER, roles.PROVINCIAL_LEADER, roles.FINANCE_OFFICER, roles.SUPERVISOR, roles.AUDITOR,
)  # fmt: skip


def run(people: int, rounds: int, write: str | None = None, seconds: int = LOAD_SECONDS) -> dict:
	"""Make the site's data unless it stands, measure, print; with `write` put the tables into that file.

	`rounds` is how often each screen is measured alone, `seconds` how long many officials work.
	"""
	if write:
		section_of(Path(write), "desk")
	make_data(people / NEEDED_PEOPLE)
	facts = {**machine_facts(frappe.db.count("Beneficiary")), **size()}
	officials, driver = Officials(PROVINCE), Driver(frappe.conf.host_name)
	chance = random.Random(SEED)
	alone = measure_alone(driver, seats_alone(officials), rounds, chance)
	together, importing, import_seconds = measure_together(driver, officials, seconds, chance)
	figures = {"alone": alone, "together": together, "importing": importing}
	text = "\n".join(
		[
			*facts_lines(facts),
			*alone_tables(alone),
			*together_table(together, importing, import_seconds, seconds),
		]
	)
	print(text)
	if write:
		put_into(Path(write), text, "desk")
	return {
		"machine": facts,
		"exact": all(reached(key, answers) for key, answers in figures.items()),
		**{key: [{"user": a.user, "ask": asdict(a.ask)["title"], "ms": a.took, "status": a.status} for a in answers]
		for key, answers in figures.items()},
	}  # fmt: skip


def make_data(scale: float) -> None:
	"""The whole story of Sóc Trăng and the years after it."""
	if play(SocTrang, scale, processes=2) is None:
		raise SystemExit("The site holds another story or scale: remove it by ./run reset.")
	make_history(Progress(len(YEARS) + 1))


def size() -> dict[str, str]:
	"""How much stands on the site."""
	counted = ("Support Application", "Payment", "Application List", "List Step", "Comment", "Version")
	rows = {doctype: format_vnd(frappe.db.count(doctype)) for doctype in counted}
	return {
		"Hồ sơ": rows["Support Application"],
		"Khoản chi trả": rows["Payment"],
		"Danh sách": f"{rows['Application List']}, {rows['List Step']} bước",
		"Ghi chú và bản ghi thay đổi": f"{rows['Comment']} và {rows['Version']}",
	}


def seats_alone(officials: Officials) -> list[tuple[str, str]]:
	"""(role, user) of those who are measured alone: where the long list lies."""
	unit = frappe.db.get_value("Application List", LONG_LIST, "administrative_unit")
	return [(role, officials.in_charge(role, unit)) for role in ALONE]


def seats_together(officials: Officials) -> list[tuple[str, str]]:
	"""(role, user) of OFFICIALS officials of different areas: the province's, the districts', the rest communes'."""
	districts = [unit.name for unit in officials.units if unit.level == "District"]
	communes = [unit.name for unit in officials.units if unit.level == "Commune"]
	seats = [(role, officials.email(role, PROVINCE)) for role in PROVINCIAL]
	seats += [
		(role, officials.email(role, unit))
		for unit in districts
		for role in (roles.DISTRICT_OFFICER, roles.PAYING_OFFICER)
	]
	step = len(communes) // (OFFICIALS - len(seats))
	chosen = communes[:: max(1, step)][: OFFICIALS - len(seats)]
	return seats + [(roles.COMMUNE_OFFICER, officials.email(roles.COMMUNE_OFFICER, unit)) for unit in chosen]


def sit_down(driver: Driver, seats: list[tuple[str, str]]) -> None:
	"""Give everybody a fresh password and log them in."""
	new = [{"role": role, "user": user} for role, user in seats if user not in driver.browsers]
	accounts = give_passwords(new)
	frappe.db.commit()  # the web server reads the passwords
	driver.log_in(accounts)


def measure_alone(
	driver: Driver, seats: list[tuple[str, str]], rounds: int, chance: random.Random
) -> list[Answer]:
	"""Every screen of each role, one request after the other, after one round to warm up."""
	sit_down(driver, seats)
	answers = []
	for role, user in seats:
		for number in range(rounds + 1):
			asks = asks_of(role, area_of(user, chance), chance)
			measured = driver.one_by_one(user, asks)
			answers += measured if number else []
	return answers


def measure_together(
	driver: Driver, officials: Officials, seconds: int, chance: random.Random
) -> tuple[list[Answer], list[Answer], float]:
	"""(answers at the fixed rate, the same while an import runs, how long that took)."""
	seats = seats_together(officials)
	sit_down(driver, seats)
	draw = drawer(seats, chance)
	driver.at_rate(RATE, seconds / 10, draw)  # everybody's first page warms the caches
	together = driver.at_rate(RATE, seconds, draw)
	district = next(unit.name for unit in officials.units if unit.level == "District")
	imported = ImportRun(officials, district, IMPORTED)
	imported.start()
	importing = driver.at_rate(RATE, seconds, draw)
	began, ended = importing[0].due, imported.wait(seconds)
	imported.undo()
	return together, [answer for answer in importing if answer.due < ended], ended - began


def drawer(seats: list[tuple[str, str]], chance: random.Random) -> Callable[[], tuple[str, Ask]]:
	"""What draws an official and, by SHARES, what the official asks for."""
	areas: list[tuple[str, str, Area]] = [(role, user, area_of(user, chance)) for role, user in seats]
	by_kind: dict[str, dict[str, list[Ask]]] = {}
	for role, user, area in areas:
		asks = defaultdict(list)
		for _draw in range(3):
			for ask in asks_of(role, area, chance):
				asks[ask.kind].append(ask)
		by_kind[user] = asks

	def draw() -> tuple[str, Ask]:
		user = chance.choice(seats)[1]
		kinds = [kind for kind in KINDS if by_kind[user].get(kind)]
		kind = chance.choices(kinds, [SHARES[kind] for kind in kinds])[0]
		return user, chance.choice(by_kind[user][kind])

	return draw


def percentile(answers: list[Answer], part: int) -> float:
	"""Milliseconds within which `part` of a hundred answers came."""
	took = [answer.took for answer in answers]
	return quantiles(took, n=100, method="inclusive")[part - 1] if len(took) > 1 else took[0]


def reached(key: str, answers: list[Answer]) -> bool:
	"""Whether the target is met: of every kind of screen alone, of all requests together; nothing dropped."""
	if any(answer.dropped for answer in answers):
		return False
	groups = by(answers, lambda answer: answer.ask.kind).values() if key == "alone" else (answers,)
	return all(percentile(group, 95) < TARGETS[key] for group in groups)


def by(answers: list[Answer], key: Callable[[Answer], str]) -> dict[str, list[Answer]]:
	"""Answers in groups."""
	groups = defaultdict(list)
	for answer in answers:
		groups[key(answer)].append(answer)
	return dict(groups)


def alone_tables(answers: list[Answer]) -> list[str]:
	"""Kinds of screens, and the slowest requests."""
	target = TARGETS["alone"]
	groups = by(answers, lambda answer: answer.ask.kind)
	requests = by(
		answers, lambda answer: f"{answer.ask.kind} | {answer.ask.title} | {answer.user.split('@')[0]}"
	)
	slowest = sorted(requests.items(), key=lambda item: -percentile(item[1], 95))[:WORST_SHOWN]
	return [
		f"Một người dùng, lần lượt từng yêu cầu của màn hình, mili giây (mục tiêu: p95 dưới {target}).",
		"",
		f"| Màn hình | Yêu cầu | Lỗi | p50 | p95 | Chậm nhất | Dưới {target} ms |",
		"|---|---:|---:|---:|---:|---:|---|",
		*(row(kind, groups[kind], target) for kind in KINDS if kind in groups),
		"",
		"Những yêu cầu chậm nhất:",
		"",
		"| Màn hình | Yêu cầu | Người dùng | p50 | p95 |",
		"|---|---|---|---:|---:|",
		*(
			f"| {words} | {percentile(group, 50):.0f} | {percentile(group, 95):.0f} |"
			for words, group in slowest
		),
		"",
	]


def together_table(
	together: list[Answer], importing: list[Answer], import_seconds: float, seconds: int
) -> list[str]:
	"""All requests of many officials, without and with an import, then by kind."""
	rows = []
	for key, title, answers in (
		("together", f"{seconds} giây", together),
		("importing", f"trong lúc nhập {format_vnd(IMPORTED)} người ({import_seconds:.0f} giây)", importing),
	):
		rows.append(row(f"Tất cả, {title}", answers, TARGETS[key]))
		groups = by(answers, lambda answer: answer.ask.kind)
		rows += [row(f"– {kind}", groups[kind], TARGETS[key]) for kind in KINDS if kind in groups]
	return [
		f"{OFFICIALS} cán bộ ở các địa bàn khác nhau đã đăng nhập, {RATE} yêu cầu mỗi giây gửi đúng giờ dù máy chủ đã trả lời hay "
		"chưa; tính từ giờ phải gửi, mili giây. "
		+ ", ".join(f"{kind.lower()} {share}%" for kind, share in SHARES.items())
		+ " số yêu cầu (giả định).",
		"",
		"| Yêu cầu | Số lần | Lỗi | p50 | p95 | Chậm nhất | Đạt mục tiêu |",
		"|---|---:|---:|---:|---:|---:|---|",
		*rows,
		"",
	]


def row(title: str, answers: list[Answer], target: int) -> str:
	"""One line of a table: how many, dropped, p50, p95, the slowest, the verdict."""
	dropped = sum(answer.dropped for answer in answers)
	p50, p95 = percentile(answers, 50), percentile(answers, 95)
	verdict = f"đạt (dưới {target})" if p95 < target and not dropped else f"không đạt ({target})"
	slowest = max(answer.took for answer in answers)
	return f"| {title} | {len(answers)} | {dropped} | {p50:.0f} | {p95:.0f} | {slowest:.0f} | {verdict} |"
