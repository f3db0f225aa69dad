"""./run benchmark lists: lists filled in for a whole province and approved on three levels, beside plain documents.

Generation goes through the operation of the engine with two workers, approval through the workflow buttons, each
pressed by the official in charge; the same rows are then written and moved as plain documents of the framework.
What the measurement writes is removed again, so that the benchmark's people can be used for others.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import frappe

from covid_support.bulk import runner
from covid_support.bulk.start import record
from covid_support.core.money import format_vnd
from covid_support.policies import roles
from covid_support.scenarios import figures, plain_documents
from covid_support.scenarios.acting import acting
from covid_support.scenarios.benchmark_people import clear_lists, make_people, writing
from covid_support.scenarios.benchmark_report import facts_lines, machine_facts, put_into
from covid_support.scenarios.plain_documents import Pace
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.sharing import Sharing
from covid_support.scenarios.soc_trang import COMMUNE_STATES, DISTRICT_STATES, SocTrang
from covid_support.scenarios.soc_trang_calendar import WAVES

POLICIES = tuple(figures.LIST_POLICIES)
PROCESSES = 2
APPLICATIONS = 253_514  # approved in Sóc Trăng in 2020
GENERATION_SECONDS, APPROVAL_SECONDS, LONG_LIST_SECONDS = 30, 60, 3
LONG_LIST, LONG_POLICY = 10_000, "NQ42-HCN"
GENERATION_RATIO = APPROVAL_RATIO = 50


@dataclass(frozen=True)
class Generation:
	"""Lists of `communes` filled in: how many lists and lines, in how many seconds."""

	communes: int
	lists: int
	lines: int
	seconds: float

	@property
	def per_line(self) -> float:
		"""Seconds for one line."""
		return self.seconds / max(1, self.lines)


class ListStory(SocTrang):
	"""The officials and the calendar of Sóc Trăng, with the lists that were filled in for them."""

	processes = PROCESSES
	waves = {"listed": WAVES["listed"]}

	def needed(self) -> dict[str, int]:
		"""What the lists on the site ask for."""
		amount = frappe.db.sql("select coalesce(sum(proposed_amount), 0) from `tabSupport Application`")[0][0]
		return {"listed": int(amount)}

	@property
	def wave(self):
		"""The wave in which the lists travel."""
		return self.waves["listed"]


def run(people: int, write: str | None = None) -> dict:
	"""Make the people, measure, print; with `write` put the tables into that file. Returns the raw figures."""
	standing = make_people(people, Progress(1))
	facts = machine_facts(standing)
	progress = Progress(4)
	with writing(clear_lists):
		story = ListStory(people / figures.NEEDED_PEOPLE, Progress(1, quiet=True))
		story.officials.install()
		frappe.db.commit()  # the officials who act from here on
		progress.begin("Lập danh sách cho một xã, một huyện, cả tỉnh")
		generations = [generate(story, share) for share in (0.01, 0.1, 1.0)]
		progress.begin("Ba cấp duyệt mọi danh sách")
		approvals = approve(ListStory(story.scale, story.progress))
		progress.begin(f"Một danh sách {format_vnd(LONG_LIST)} dòng")
		clear_lists()
		long_lines, long_list = press_long_list(story)
		progress.begin("Cùng việc bằng chứng từ Frappe thông thường")
		clear_lists()
		plain = plain_documents.measure(story)
		progress.finish()
	whole = generations[-1]
	approved = sum(seconds for _title, _lists, seconds in approvals)
	result = {
		"machine": facts,
		"generation": [vars(row) for row in generations],
		"approval": [list(row) for row in approvals],
		"long_list_lines": long_lines,
		"long_list": long_list,
		"plain": {name: vars(pace) for name, pace in plain.items()},
		"generation_ratio": plain["insert"].per_row / whole.per_line,
		"approval_ratio": plain["move"].per_row / (approved / max(1, whole.lines)),
	}
	text = "\n".join([*facts_lines(facts), *table(result, generations, approvals, plain)])
	print(text)
	if write:
		put_into(Path(write), text, "lists")
	return {**result, "exact": met(result, whole, approved)}


def met(result: dict, whole: Generation, approved: float) -> bool:
	"""Whether every target is met, at the size of the province."""
	scale = APPLICATIONS / max(1, whole.lines)
	return (
		whole.seconds * scale < GENERATION_SECONDS
		and approved * scale < APPROVAL_SECONDS
		and result["long_list_lines"] >= LONG_LIST
		and max(result["long_list"].values()) < LONG_LIST_SECONDS
		and result["generation_ratio"] >= GENERATION_RATIO
		and result["approval_ratio"] >= APPROVAL_RATIO
	)


def generate(story: ListStory, share: float) -> Generation:
	"""Fill in the lists of a share of the communes, policy after policy, with two workers; leaves the last lists."""
	clear_lists()
	unit = _unit(story, share)
	user = story.officials.email(roles.DEPARTMENT_OFFICER, story.province)
	began = time.perf_counter()
	for policy in POLICIES:
		fill_in(story, policy, unit, user)
	seconds = time.perf_counter() - began
	lines = frappe.db.count("Support Application")
	communes = len(set(frappe.get_all("Application List", pluck="administrative_unit")))
	return Generation(communes, frappe.db.count("Application List"), lines, seconds)


def fill_in(story: ListStory, policy: str, unit: str, user: str) -> None:
	"""Fill in the lists of one policy under `unit` with two workers."""
	values = {"policy": policy, "administrative_unit": unit, "list_date": str(story.wave.list_day)}
	with acting(user, story.wave.list_day):
		serve(record("Fill In Lists", values))


def _unit(story: ListStory, share: float) -> str:
	"""The province, one of its districts or one commune: whatever is nearest to `share` of its communes."""
	if share == 1:
		return story.province
	if share < 1 / len(story.districts):
		return story.communes[0].name
	return story.districts[0].name


def serve(operation: str) -> None:
	"""Let PROCESSES workers carry an operation out that is recorded already."""
	frappe.db.commit()  # the workers see it
	Sharing([operation] * PROCESSES, runner.work, lambda done: None).run(PROCESSES)


def approve(story: ListStory) -> list[tuple[str, int, float]]:
	"""(level, presses, seconds) for every button from the commune's submission to the province's decision."""
	communes = [unit.name for unit in story.communes]
	districts = [unit.name for unit in story.districts]
	waves = [story.wave]
	steps = (
		("Cấp xã nộp, ký, niêm yết", lambda: story.journey.walk(communes, COMMUNE_STATES, waves)),
		("Cấp huyện thẩm định, ký", lambda: story.journey.walk(districts, DISTRICT_STATES, waves)),
		("Cấp tỉnh thẩm định", lambda: story.journey.walk(districts, ("Province Appraisal",), waves)),
		("Cấp tỉnh ban hành quyết định", lambda: story.money.decide()),
	)
	return [_timed(title, step) for title, step in steps]


def _timed(title: str, step: Callable[[], object]) -> tuple[str, int, float]:
	before = frappe.db.count("List Step")
	began = time.perf_counter()
	step()
	frappe.db.commit()  # the step's work
	seconds = time.perf_counter() - began
	return title, frappe.db.count("List Step") - before, seconds


def press_long_list(story: ListStory) -> tuple[int, dict[str, float]]:
	"""(lines, {button: seconds}) of one list of LONG_LIST lines or more."""
	unit = story.communes[0].name
	with living_in(unit, LONG_LIST * 11 // 10):  # not everybody fits the policy
		fill_in(story, LONG_POLICY, unit, story.officials.email(roles.DEPARTMENT_OFFICER, story.province))
		return frappe.db.count("Support Application"), _press_one(story, unit)


@contextmanager
def living_in(unit: str, count: int) -> Iterator[None]:
	"""`count` people of near-poor households are lent to one commune and given back."""
	homes = {}
	try:
		rows = frappe.db.sql(
			"""select person.name, person.commune from `tabBeneficiary` person
			join `tabHousehold Poverty Status` status on status.parent = person.household
			where person.life_status = 'Alive' and status.status = 'Near Poor' order by person.name limit %s""",
			count,
		)
		homes = dict(rows)
		frappe.db.sql("update `tabBeneficiary` set commune = %s where name in %s", (unit, list(homes)))
		frappe.db.commit()  # the workers see them there
		yield
	finally:
		for commune in set(homes.values()):
			names = [name for name, home in homes.items() if home == commune]
			frappe.db.sql("update `tabBeneficiary` set commune = %s where name in %s", (commune, names))
		frappe.db.commit()  # everybody is at home again


def _press_one(story: ListStory, unit: str) -> dict[str, float]:
	"""Each button of the only list, with the seconds that it took."""
	taken = {}
	for state in (*COMMUNE_STATES, *DISTRICT_STATES, "Province Appraisal"):
		for row in story.journey.standing(unit, state, story.wave):
			began = time.perf_counter()
			story.journey.press_all([row], story.wave, story.wave.days_after[state])
			frappe.db.commit()  # one button, one request
			taken[frappe._(state)] = time.perf_counter() - began
	return taken


def table(
	result: dict,
	generations: list[Generation],
	approvals: list[tuple[str, int, float]],
	plain: dict[str, Pace],
) -> list[str]:
	"""The figures as tables."""
	whole = generations[-1]
	approved = sum(row[2] for row in approvals)
	return [
		f"Mục tiêu trên hai nhân: lập và xét 253.514 hồ sơ dưới {GENERATION_SECONDS} giây; ba cấp duyệt mọi danh sách dưới "
		f"{APPROVAL_SECONDS} giây; một nút trên danh sách 10.000 dòng dưới {LONG_LIST_SECONDS} giây.",
		"",
		"| Lập danh sách cho | Danh sách | Hồ sơ | Giây | Micrô giây mỗi hồ sơ |",
		"|---|---:|---:|---:|---:|",
		*(
			f"| {row.communes} xã | {row.lists} | {format_vnd(row.lines)} | {row.seconds:.1f} | {row.per_line * 1e6:.0f} |"
			for row in generations
		),
		"",
		f"Quy ra 253.514 hồ sơ: lập danh sách {whole.per_line * APPLICATIONS:.1f} giây, duyệt {approved * APPLICATIONS / max(1, whole.lines):.1f} giây.",
		"",
		"| Duyệt mọi danh sách | Lượt bấm nút | Giây |",
		"|---|---:|---:|",
		*(f"| {title} | {format_vnd(count)} | {seconds:.1f} |" for title, count, seconds in approvals),
		f"| Cộng | {format_vnd(sum(row[1] for row in approvals))} | {approved:.1f} |",
		"",
		f"Một danh sách {format_vnd(result['long_list_lines'])} dòng, giây cho mỗi nút: "
		+ "; ".join(f"{state} {seconds:.2f}" for state, seconds in result["long_list"].items())
		+ ".",
		"",
		"| So với chứng từ Frappe thông thường, cùng dòng | Số dòng | Giây | Dòng mỗi giây | Hệ thống nhanh gấp (lần) |",
		"|---|---:|---:|---:|---:|",
		f"| {plain['insert'].title} | {plain['insert'].rows} | {plain['insert'].seconds:.1f} | {1 / plain['insert'].per_row:.0f} | {result['generation_ratio']:.0f} |",
		f"| {plain['move'].title} | {plain['move'].rows} | {plain['move'].seconds:.1f} | {1 / plain['move'].per_row:.0f} | {result['approval_ratio']:.0f} |",
		"",
	]
