"""Who lives where in the scenario: made-up people spread over the communes, the same on every run. Pure."""

import random
from dataclasses import dataclass, field

from covid_support.core.money import scale_counts
from covid_support.core.people import DemoPeople
from covid_support.scenarios import figures

HOUSEHOLD_SIZE = 4
MEMBER_SINCE = "2015-01-01"
ACCOUNT_SHARE = 0.06
BANK = "VBA"
BORN = {
	"NQ42-NCC": (1926, 1975),
	"NQ42-BTXH": (1930, 2015),
	"NQ42-HN": (1935, 2018),
	"NQ42-HCN": (1935, 2018),
}
CATEGORY = {"NQ42-NCC": "NCC", "NQ42-BTXH": "BTXH"}
POVERTY = {"NQ42-HN": "Poor", "NQ42-HCN": "Near Poor"}
JOBS = ("STREET_TRADE", "SCRAP_COLLECTION", "PORTERAGE", "TWO_WHEEL_TRANSPORT", "SERVICE_WORK")


@dataclass
class Commune:
	"""One commune's share: how many people of each kind."""

	unit: str
	district: str
	listed: dict[str, int] = field(default_factory=dict)
	unpaid: dict[str, int] = field(default_factory=dict)
	lottery: int = 0
	workers: dict[str, int] = field(default_factory=dict)
	review_months: dict[int, int] = field(default_factory=dict)
	review_days: dict[int, int] = field(default_factory=dict)


@dataclass
class Group:
	"""People of one kind in one commune: rows to register and what each one's application states."""

	policy: str
	kind: str
	rows: list[dict]
	declared: list[dict]


def spread(plan: figures.Plan, communes: list[tuple[str, str]], seed: str) -> list[Commune]:
	"""Share the plan out over `communes` ((unit, district code) pairs); every sum is kept."""
	chance = random.Random(seed)
	weights = {unit: chance.randint(60, 140) for unit, _district in communes}
	with_workers = {
		u: weights[u] for u, district in communes if district in figures.WORKER_DISTRICTS
	} or weights
	result = {unit: Commune(unit, district) for unit, district in communes}
	_share(result, "listed", plan.listed, weights)
	for code, count in plan.unpaid.items():
		_share(
			result, "unpaid", {code: count}, {unit: commune.listed[code] for unit, commune in result.items()}
		)
	_share(result, "workers", plan.workers, with_workers)
	_share(result, "review_months", plan.review_months, weights)
	_share(result, "review_days", plan.review_days, weights)
	for unit, share in scale_counts(weights, plan.lottery).items():
		result[unit].lottery = share
	return list(result.values())


def _share(result: dict[str, Commune], kind: str, counts: dict, weights: dict[str, int]) -> None:
	"""Give each commune its share of every count of `kind`, by `weights`."""
	for key, count in counts.items():
		for unit, share in scale_counts(weights, count).items():
			getattr(result[unit], kind)[key] = share


class PeopleOfCommune:
	"""The people of one commune, drawn from `people`, the one source of the whole scenario.

	`number` is the commune's place in the story, `digits` the province's in personal numbers, `hamlet` the word
	for the smallest places.
	"""

	def __init__(
		self, unit: str, number: int, people: DemoPeople, seed: str, digits: str = "094", hamlet: str = "Ấp"
	):
		self.unit = unit
		self.number = number
		self.people = people
		self.digits = digits
		self.hamlet = hamlet
		self.chance = random.Random(f"{seed} {unit} places")

	def households(self, group: Group) -> list[dict]:
		"""One household for every HOUSEHOLD_SIZE people of a poverty group, headed by the first of them."""
		if group.policy not in POVERTY:
			return []
		return [
			{"head_name": row["full_name"], "commune": self.unit, "status": POVERTY[group.policy]}
			for row in group.rows[::HOUSEHOLD_SIZE]
		]

	def listed(self, code: str, count: int) -> Group:
		"""`count` people of whom authorities keep lists: merit, social assistance, poor, near-poor."""
		rows = []
		for _ in range(count):
			row = self.person(BORN[code])
			if code in CATEGORY:
				row["categories"] = [(CATEGORY[code], MEMBER_SINCE)]
				self._maybe_account(row)
			rows.append(row)
		return Group(code, "listed", rows, [{} for _ in rows])

	def workers(self, policy: str, kind: str, declared: list[dict]) -> Group:
		"""One person of working age for each application in `declared`."""
		return Group(policy, kind, [self.person((1960, 2001)) for _ in declared], declared)

	def person(self, born: tuple[int, int], sex: str | None = None) -> dict:
		"""One person of the commune, born between the two years, as a row to register."""
		drawn = self.people.person(self.digits, sex, born)
		row = {key: value for key, value in drawn.items() if value}
		return {**row, "commune": self.unit, "hamlet": f"{self.hamlet} {self.chance.randint(1, 8)}"}

	def _maybe_account(self, row: dict) -> None:
		if self.chance.random() < ACCOUNT_SHARE:
			row["preferred_channel"] = "Bank Transfer"
			row["bank"] = BANK
			row["account_number"] = f"70{self.number:03d}{self.chance.randint(0, 10**8 - 1):08d}"
			row["account_holder"] = row["full_name"]


class Population(PeopleOfCommune):
	"""The people of one commune of Sóc Trăng."""

	def __init__(self, commune: Commune, number: int, people: DemoPeople, seed: str):
		super().__init__(commune.unit, number, people, seed)
		self.commune = commune

	def groups(self) -> list[Group]:
		"""All groups of the commune, empty ones left out."""
		commune = self.commune
		by_day = [_days(figures.WORKER_DAYS)] * commune.workers.get("day", 0)
		groups = [self.listed(code, count) for code, count in commune.listed.items()]
		groups += [
			self.workers("NQ42-VESO", "lottery", [{"job_family": "LOTTERY_RETAIL"}] * commune.lottery),
			self.workers("ST2020-NGAY", "proposed", by_day),
			self.workers("NQ42-LDTD", "proposed", self._months(1, commune.workers.get("month", 0))),
		]
		by_month = [
			row for months, count in commune.review_months.items() for row in self._months(months, count)
		]
		by_day = [row for days, count in commune.review_days.items() for row in [_days(days)] * count]
		groups.append(self.workers("NQ42-LDTD", "review", by_month))
		groups.append(self.workers("ST2020-NGAY", "review", by_day))
		return [group for group in groups if group.rows]

	def _months(self, months: int, count: int) -> list[dict]:
		return [
			{
				"job_family": self.chance.choice(JOBS),
				"has_labour_contract": "No",
				"monthly_income": 100_000 * self.chance.randint(0, 9),
				"stopped_from": "2020-04-01",
				"months": months,
			}
			for _ in range(count)
		]


def _days(days: int) -> dict:
	return {"has_labour_contract": "No", "stopped_from": "2020-04-01", "days": days}
