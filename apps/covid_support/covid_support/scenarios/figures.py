"""The figures of Sóc Trăng's report of 2020 and how they scale. Pure.

Source: report on carrying out NQ 42/NQ-CP and QĐ 15/2020/QĐ-TTg in Sóc Trăng (the province's labour
department, 2020). What the report does not give (the split between the two groups at 1,500,000 đồng and
between the two at 750,000, who is still under review) is assumed here and marked so.
"""

from dataclasses import dataclass

from covid_support.core.money import scale_counts

NEEDED_PEOPLE, NEEDED_AMOUNT = 285_500, 256_425_000_000
APPROVED_PEOPLE, APPROVED_AMOUNT = 253_514, 224_540_250_000
PAID_PEOPLE = 246_684
LOTTERY_PEOPLE, LOTTERY_AMOUNT = 6_297, 5_667_300_000
WORKER_PEOPLE, WORKER_AMOUNT = 2_740, 1_570_000_000
REVIEW_PEOPLE, REVIEW_AMOUNT = 22_949, 24_647_450_000
REPORTED_PAID_AMOUNT = 219_580_000_000

# people approved on the lists; sums 45,873 × 1,500,000 and 207,641 × 750,000 (the split within each is assumed)
LIST_POLICIES = {"NQ42-NCC": 8_873, "NQ42-BTXH": 37_000, "NQ42-HN": 71_641, "NQ42-HCN": 136_000}
LIST_AMOUNTS = {"NQ42-NCC": 1_500_000, "NQ42-BTXH": 1_500_000, "NQ42-HN": 750_000, "NQ42-HCN": 750_000}
UNPAID_POLICIES = ("NQ42-HN", "NQ42-HCN")
# workers proposed: the monthly amounts of the law cannot give 1,570,000,000, so 2,340 of them are taken at
# 500,000 (10 days of the local policy by the day) and 400 at 1,000,000 (one month)
WORKERS_BY_DAY, WORKERS_BY_MONTH = 2_340, 400
WORKER_DAYS = 10
DAY_AMOUNT, MONTH_AMOUNT = 50_000, 1_000_000
WORKER_DISTRICTS = ("946", "944", "947", "945", "948")
# applicants under review (assumed): one month, two months, the rest by the day
REVIEW_ONE_MONTH, REVIEW_TWO_MONTHS = 15_000, 1_000


@dataclass(frozen=True)
class Plan:
	"""How many people of each kind the scenario makes, all counted in people; amounts in VND."""

	scale: float
	listed: dict[str, int]
	unpaid: dict[str, int]
	lottery: int
	workers: dict[str, int]
	review_months: dict[int, int]
	review_days: dict[int, int]

	@property
	def people(self) -> int:
		"""Everybody in need."""
		review = sum(self.review_months.values()) + sum(self.review_days.values())
		return sum(self.listed.values()) + self.lottery + sum(self.workers.values()) + review


def plan(scale: float) -> Plan:
	"""The plan at `scale`; at 1 every sum is exactly the report's."""
	kinds = {
		"list": APPROVED_PEOPLE,
		"lottery": LOTTERY_PEOPLE,
		"worker": WORKER_PEOPLE,
		"review": REVIEW_PEOPLE,
	}
	people = scale_counts(kinds, round(NEEDED_PEOPLE * scale))
	listed = scale_counts(LIST_POLICIES, people["list"])
	unpaid_total = people["list"] - round(PAID_PEOPLE * scale)
	workers = scale_counts({"day": WORKERS_BY_DAY, "month": WORKERS_BY_MONTH}, people["worker"])
	months, days = _review(people["review"])
	return Plan(
		scale=scale,
		listed=listed,
		unpaid=scale_counts({code: listed[code] for code in UNPAID_POLICIES}, unpaid_total),
		lottery=people["lottery"],
		workers=workers,
		review_months=months,
		review_days=days,
	)


def _review(people: int) -> tuple[dict[int, int], dict[int, int]]:
	"""({months: people}, {days: people}) under review; all of REVIEW_PEOPLE need exactly REVIEW_AMOUNT."""
	one = round(people * REVIEW_ONE_MONTH / REVIEW_PEOPLE)
	two = round(people * REVIEW_TWO_MONTHS / REVIEW_PEOPLE)
	by_day = people - one - two
	day_units = round(REVIEW_AMOUNT * people / REVIEW_PEOPLE / DAY_AMOUNT) - (one + 2 * two) * (
		MONTH_AMOUNT // DAY_AMOUNT
	)
	months = {number: count for number, count in ((1, one), (2, two)) if count}
	if not by_day:
		return months, {}
	days, longer = divmod(day_units, by_day)
	counts = {days: by_day - longer, days + 1: longer}
	return months, {number: count for number, count in counts.items() if count}


def worker_amount(plan: Plan) -> int:
	"""VND of the workers proposed."""
	return plan.workers["day"] * WORKER_DAYS * DAY_AMOUNT + plan.workers["month"] * MONTH_AMOUNT


def review_amount(plan: Plan) -> int:
	"""VND of the applicants under review."""
	by_month = sum(months * count * MONTH_AMOUNT for months, count in plan.review_months.items())
	return by_month + sum(days * count * DAY_AMOUNT for days, count in plan.review_days.items())
