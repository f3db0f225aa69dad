"""Who applies where in the Cần Thơ story of 2024: made-up people, the same on every run. Pure."""

import random

from covid_support.core.money import scale_counts
from covid_support.core.people import DemoPeople
from covid_support.scenarios.can_tho_2024_figures import Plan
from covid_support.scenarios.population import Group, PeopleOfCommune

SEED = "can-tho-2024"
DIGITS = "092"
MONTHS = {"NQ11-SC": 4, "NQ11-D3T": 2, "NQ11-TC": 18, "NQ11-CD": 30}
NEEDS = {
	"NQ12-NHAO": {"has_house_land": "Yes", "needs_house": "Yes"},
	"NQ12-NUOC": {"needs_water": "Yes"},
	"NQ12-DIEN": {"needs_electricity": "Yes"},
	"NQ12-NHATIEU": {"needs_latrine": "Yes"},
}
COURSES = (
	"Kỹ thuật chế biến món ăn",
	"May công nghiệp",
	"Điện dân dụng",
	"Chăm sóc sắc đẹp",
	"Sửa chữa xe máy",
)
SCHOOLS = ("Cơ sở đào tạo minh họa số 1", "Cơ sở đào tạo minh họa số 2")
COUNTRIES = ("Nhật Bản", "Hàn Quốc", "Đài Loan")


def groups_of_communes(plan: Plan, communes: list[str]) -> dict[str, list[Group]]:
	"""{commune: groups}; in a group of households each row is a head with the household around it."""
	people, chance = DemoPeople(SEED), random.Random(SEED)
	weights = {commune: chance.randint(60, 140) for commune in communes}
	shares = {code: scale_counts(weights, count) for code, count in plan.cases.items()}
	result = {}
	for number, commune in enumerate(communes):
		source = PeopleOfCommune(commune, number, people, SEED, DIGITS, "Khu vực")
		groups = [_group(source, code, share[commune], chance) for code, share in shares.items()]
		result[commune] = [group for group in groups if group.rows]
	return result


def _group(source: PeopleOfCommune, code: str, count: int, chance: random.Random) -> Group:
	if code in NEEDS:
		rows = [source.person((1950, 1990)) for _ in range(count)]
		return Group(code, "households", rows, [dict(NEEDS[code]) for _ in rows])
	if code in MONTHS:
		return source.workers(code, "students", [_course(code, chance) for _ in range(count)])
	return source.workers(code, "loans", [_contract(chance) for _ in range(count)])


def _course(code: str, chance: random.Random) -> dict:
	return {
		"training_course": chance.choice(COURSES),
		"training_place": chance.choice(SCHOOLS),
		"training_months": MONTHS[code],
	}


def _contract(chance: random.Random) -> dict:
	return {
		"contract_abroad_on": f"2024-02-{chance.randint(1, 28):02d}",
		"contract_abroad_country": chance.choice(COUNTRIES),
	}
