"""Who lives and works where in the Cần Thơ story of 2021: made-up people, the same on every run. Pure."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from stdnum.vn import mst

from covid_support.core.money import scale_counts
from covid_support.core.people import DemoPeople
from covid_support.scenarios.can_tho_2021_figures import SELLER_DAYS, Plan
from covid_support.scenarios.population import BANK, JOBS, Group, PeopleOfCommune

SEED = "can-tho-2021"
DIGITS = "092"
STOP_REASON = "Đơn vị phải tạm dừng hoạt động theo yêu cầu phòng chống dịch"
SUSPENDED_FROM, STOPPED_FROM, SELLERS_STOPPED_FROM = "2021-07-12", "2021-07-12", "2021-07-09"
TRADES = ("May", "Thủy sản", "Vận tải", "Du lịch", "Khách sạn", "Chế biến gạo", "Cơ khí", "Bao bì")
OUTSIDERS = 0.1


@dataclass(frozen=True)
class Company:
	"""An employer: columns of its register, its district, its workers as `api.add_workers` takes them."""

	columns: dict
	district: str
	workers: list[dict]


class CanThoPeople:
	"""Everybody of the story, drawn in one order from one source.

	`districts` are {district: [communes]}.
	"""

	def __init__(self, plan: Plan, districts: dict[str, list[str]]):
		self.plan = plan
		self.districts = districts
		self.people = DemoPeople(SEED)
		self.chance = random.Random(SEED)
		self.tax_codes = tax_codes()
		communes = [commune for children in districts.values() for commune in children]
		self.weights = {commune: self.chance.randint(60, 140) for commune in communes}
		self.sources = {
			commune: PeopleOfCommune(commune, number, self.people, SEED, DIGITS, "Khu vực")
			for number, commune in enumerate(communes)
		}

	def companies(self) -> list[Company]:
		"""The employers with their workers, spread over the communes."""
		home = {commune: district for district, children in self.districts.items() for commune in children}
		cases = [case for case, number in self.plan.cases.items() for _ in range(number)]
		self.chance.shuffle(cases)
		sizes = scale_counts(
			{number: self.chance.randint(20, 100) for number in range(self.plan.employers)}, len(cases)
		)
		places = [
			commune
			for commune, share in scale_counts(self.weights, self.plan.employers).items()
			for _ in range(share)
		]
		companies = []
		for number, commune in enumerate(places):
			own, cases = cases[: sizes[number]], cases[sizes[number] :]
			companies.append(self._company(number, commune, home[commune], own))
		return companies

	def groups(self) -> list[list[Group]]:
		"""Of each commune in order: the self-employed and the lottery sellers, with what they state."""
		workers = scale_counts(self.weights, self.plan.self_employed)
		sellers = scale_counts(self.weights, self.plan.sellers)
		return [
			[
				source.workers("CT21-LDTD", "self", [self._self_employed() for _ in range(workers[commune])]),
				source.workers("CT21-VESO-1", "first", [seller() for _ in range(sellers[commune])]),
			]
			for commune, source in self.sources.items()
		]

	def _company(self, number: int, commune: str, district: str, cases: list[tuple]) -> Company:
		trade = TRADES[number % len(TRADES)]
		columns = {
			"employer_name": f"Công ty TNHH {trade} minh họa số {number + 1}",
			"tax_code": next(self.tax_codes),
			"employer_kind": "Enterprise",
			"commune": commune,
			"insured_workers": len(cases),
			"wage_region": "II",
		}
		communes = self.districts[district]
		return Company(columns, district, [self._worker(communes, case) for case in cases])

	def _worker(self, communes: list[str], case: tuple[int, bool, int]) -> dict:
		"""A worker who lives in the district, one in ten anywhere in the city."""
		days, pregnant, children = case
		everywhere = list(self.sources) if self.chance.random() < OUTSIDERS else communes
		source = self.sources[self.chance.choice(everywhere)]
		person = source.person((1970, 2001), "Female" if pregnant else None)
		account = {
			"preferred_channel": "Bank Transfer",
			"bank": BANK,
			"account_number": f"7092{self.chance.randint(0, 10**9 - 1):09d}",
			"account_holder": person["full_name"],
		}
		declared = {
			"stop_reason": STOP_REASON,
			"insured_social": "Yes",
			"contract_suspended_from": SUSPENDED_FROM,
			"days": days,
			"pregnant": int(pregnant),
			"children_under_6": children,
			"child_support_elsewhere": "No",
		}
		return {"person": {**person, **account}, "declared": declared}

	def _self_employed(self) -> dict:
		job = self.chance.choice(JOBS)
		return {"job_family": job, "has_labour_contract": "No", "stopped_from": STOPPED_FROM}


def seller() -> dict:
	"""What a lottery seller states, in every round."""
	return {
		"job_family": "LOTTERY_RETAIL",
		"has_labour_contract": "No",
		"stopped_from": SELLERS_STOPPED_FROM,
		"days": SELLER_DAYS,
	}


def tax_codes() -> Iterator[str]:
	"""Tax codes with right check digits; no tax office has the prefix 99, so they are nobody's."""
	for number in count(990_000_001):
		code = f"{number}{mst.calc_check_digit(str(number))}"
		if mst.is_valid(code):
			yield code
