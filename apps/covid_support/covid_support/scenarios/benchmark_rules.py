"""How quickly rules are judged over a province's registry: Python beside SQL, and the previews of typical rules."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles

import frappe

from covid_support.applications.applicants import load
from covid_support.applications.facts import facts_of
from covid_support.bulk.insert import chunks
from covid_support.reporting.simulation import Side, Simulation
from covid_support.reporting.simulation_figures import total
from covid_support.rules.policy_snapshot import PolicySnapshot, judge_and_compute

DAY = date(2019, 12, 31)  # the poverty review of 2019, by which NQ 42/2020 went
CHUNK = 2_000


@dataclass(frozen=True, eq=False)
class Rule:
	"""A typical rule: its title, criteria rows, components and what is assumed for facts that no register knows."""

	title: str
	criteria: tuple[tuple[int, str, str, str], ...]
	components: tuple[dict, ...]
	assumptions: tuple[tuple[str, str], ...] = ()

	@property
	def side(self) -> Side:
		"""The rule as one side of a simulation."""
		rows = [dict(zip(("group", "fact", "operator", "value"), row, strict=True)) for row in self.criteria]
		parts = [{"code": f"C{place}", "title": "", **part} for place, part in enumerate(self.components)]
		data = {"policy_code": "BENCHMARK", "version": 1, "criteria": rows, "components": parts}
		return Side(PolicySnapshot.from_dict(data), "", DAY)


def _fixed(amount: int, *criteria: tuple[int, str, str, str]) -> dict:
	rows = [dict(zip(("group", "fact", "operator", "value"), row, strict=True)) for row in criteria]
	return {"method": "Fixed", "amount": amount, "criteria": rows}


MERIT = Rule("Người có công", ((1, "categories", "contains", "NCC"),), (_fixed(1_500_000),))
POOR = Rule("Hộ nghèo", ((1, "household_poverty", "=", "Poor"),), (_fixed(750_000),))
AGED = Rule(
	"Từ 80 tuổi, không thuộc bảo trợ xã hội",
	((1, "age", ">=", "80"), (2, "categories", "not contains", "BTXH")),
	(_fixed(1_000_000),),
)
WOMEN = Rule(
	"Nữ từ 60 tuổi ở xã, thêm 500.000 đồng từ 80 tuổi",
	((1, "sex", "=", "Female"), (2, "age", ">=", "60"), (3, "resident_commune_kind", "=", "Rural")),
	(_fixed(1_000_000), _fixed(500_000, (1, "age", ">=", "80"))),
)
WORKER = Rule(
	"Lao động tự do, giả định 1 tháng và thu nhập 900.000 đồng",
	((1, "monthly_income", "<", "{near_poor_line}"), (2, "age", "between", "15; 60"), (3, "categories", "is not set", "")),
	({"method": "Per Month", "amount": 1_000_000, "maximum_quantity": 3},),
	(("monthly_income", "900.000"), ("months", "1")),
)  # fmt: skip
ANY_OF_THREE = Rule(
	"Có công, bảo trợ xã hội, nghèo hoặc cận nghèo (gần như mọi người)",
	(
		(1, "categories", "contains", "NCC"),
		(1, "categories", "contains", "BTXH"),
		(1, "household_poverty", "in", "Poor; Near Poor"),
	),
	(_fixed(1_500_000),),
)
RULES = (MERIT, POOR, AGED, WOMEN, WORKER, ANY_OF_THREE)


@dataclass(frozen=True)
class Judging:
	"""One rule judged over everybody twice: seconds of each way, and what came out (people, VND) of both."""

	title: str
	python_seconds: float
	sql_seconds: float
	python: tuple[int, int]
	sql: tuple[int, int]


@dataclass(frozen=True)
class Timing:
	"""Milliseconds of each round of one question, the first one apart because it warms the caches.

	`processor`: the least processor time of the database for it, which other work on the machine hardly changes.
	"""

	title: str
	first: float
	rounds: tuple[float, ...]
	processor: float | None

	@property
	def p50(self) -> float:
		"""Half of the rounds were quicker."""
		return quantiles(self.rounds, n=100, method="inclusive")[49]

	@property
	def p95(self) -> float:
		"""Nineteen rounds in twenty were quicker."""
		return quantiles(self.rounds, n=100, method="inclusive")[94]


def judge_both_ways(rules: tuple[Rule, ...] = RULES) -> tuple[float, list[Judging]]:
	"""(seconds in which Python gathers the facts of everybody, each rule judged by Python and by SQL)."""
	names = frappe.get_all("Beneficiary", filters={"life_status": "Alive"}, pluck="name", order_by="name")
	gathering = 0.0
	seconds = dict.fromkeys(rules, 0.0)
	found = dict.fromkeys(rules, (0, 0))
	for part in chunks(names, CHUNK):
		began = time.perf_counter()
		facts = facts_of(load("Person", {name: {} for name in part}), {}, DAY)
		gathering += time.perf_counter() - began
		for rule in rules:
			spent, people, amount = _judged_by_python(rule, list(facts.values()))
			seconds[rule] += spent
			found[rule] = (found[rule][0] + people, found[rule][1] + amount)
	return gathering, [_judging(rule, seconds[rule], found[rule]) for rule in rules]


def _judged_by_python(rule: Rule, people: list[dict]) -> tuple[float, int, int]:
	simulation = _simulation(rule)
	assumed = simulation.assumed[simulation.new]
	began = time.perf_counter()
	outcomes = [judge_and_compute(assumed.snapshot, {**facts, **assumed.values}) for facts in people]
	eligible = [outcome.entitlement.total for outcome in outcomes if outcome.eligible]
	return time.perf_counter() - began, len(eligible), sum(eligible)


def _judging(rule: Rule, python_seconds: float, found: tuple[int, int]) -> Judging:
	began = time.perf_counter()
	figures = total(_simulation(rule).by_commune())
	spent = time.perf_counter() - began
	return Judging(rule.title, python_seconds, spent, found, (figures["people"], figures["amount"]))


def time_previews(rounds: int) -> list[Timing]:
	"""Each question of a preview, `rounds` times."""
	questions = [(rule.title, _simulation(rule).by_commune) for rule in RULES]
	questions.append(
		("So sánh hai bản: " + WOMEN.title + " / " + AGED.title, _simulation(WOMEN, AGED).by_commune)
	)
	by_group = {"category": "theo nhóm đối tượng", "poverty": "theo hộ nghèo, cận nghèo"}
	for group, words in by_group.items():
		questions.append((f"{AGED.title}, {words}", lambda group=group: _simulation(AGED).by_group(group)))
	return [_timed(title, question, rounds) for title, question in questions]


def _simulation(rule: Rule, other: Rule | None = None) -> Simulation:
	return Simulation(rule.side, other.side if other else None, dict(rule.assumptions))


def _timed(title: str, question: Callable[[], object], rounds: int) -> Timing:
	spent, processor = [], []
	clock = database_clock()
	for _round in range(rounds + 1):
		began, used = time.perf_counter(), clock()
		question()
		spent.append((time.perf_counter() - began) * 1000)
		processor.append(clock() - used)
	return Timing(title, spent[0], tuple(spent[1:]), min(processor) or None)


def database_clock() -> Callable[[], float]:
	"""A function that tells the processor time (ms) of this connection's thread in the database.

	It stays at 0 where the database runs on another machine or the kernel does not tell.
	"""
	thread = frappe.db.sql("select tid from information_schema.processlist where id = connection_id()")[0][0]
	files = [path / "schedstat" for path in Path("/proc").glob(f"[0-9]*/task/{thread}")]
	if not files or not files[0].exists():
		return lambda: 0.0
	return lambda: int(files[0].read_text().split()[0]) / 1e6
