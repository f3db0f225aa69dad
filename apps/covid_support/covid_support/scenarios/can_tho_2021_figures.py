"""The figures of the Cần Thơ story of 2021 and how they scale. Pure.

Source: to 06/09/2021 the city had supported 3,655 employers and 85,815 of 89,335 approved worker-cases (96.06 %)
with more than 48.8 billion đồng (baodautu.vn d151013, V2). The press counts several policies together, the 0 %
accident insurance among them, so its sum cannot come from the amounts of suspended workers alone: people are
taken from it, money is not. Self-employed workers, lottery sellers and who gets which supplement are assumed.
"""

from dataclasses import dataclass

from covid_support.core.money import scale_counts

EMPLOYERS, WORKERS, WORKERS_PAID = 3_655, 89_335, 85_815
REPORTED_AMOUNT = "> 48,8 tỷ"
# assumed
SELF_EMPLOYED, SELLERS = 20_000, 6_000
# (days, pregnant, children under 6) -> weight; the amounts of QĐ 23/2021 Điều 13–16 below
CASES = {
	(20, False, 0): 24, (20, True, 0): 1, (20, False, 1): 5,
	(45, False, 0): 50, (45, True, 0): 3, (45, False, 1): 12, (45, False, 2): 4, (45, True, 1): 1,
}  # fmt: skip
LESS_THAN_A_MONTH, A_MONTH, SUPPLEMENT = 1_855_000, 3_710_000, 1_000_000
SELF_EMPLOYED_AMOUNT = 2_000_000
FIRST_ROUND, SECOND_ROUND = 1_200_000, 800_000
SELLER_DAYS, DAY_AMOUNT = 15, 50_000


@dataclass(frozen=True)
class Plan:
	"""How many of each the story makes; `cases` are the workers of employers by what they state."""

	employers: int
	cases: dict[tuple, int]
	unpaid: int
	self_employed: int
	sellers: int

	@property
	def workers(self) -> int:
		"""Workers on employers' lists."""
		return sum(self.cases.values())

	@property
	def workers_amount(self) -> int:
		"""VND of all workers."""
		return sum(case_amount(case) * count for case, count in self.cases.items())


def plan(scale: float) -> Plan:
	"""The plan at `scale`; at 1 employers and workers are the press's."""
	workers = round(WORKERS * scale)
	return Plan(
		employers=max(1, round(EMPLOYERS * scale)),
		cases=scale_counts(CASES, workers),
		unpaid=workers - round(WORKERS_PAID * scale),
		self_employed=round(SELF_EMPLOYED * scale),
		sellers=round(SELLERS * scale),
	)


def case_amount(case: tuple[int, bool, int]) -> int:
	"""VND of one worker: 15 days to under a month or longer, a million if pregnant, a million per child under 6."""
	days, pregnant, children = case
	base = LESS_THAN_A_MONTH if days < 30 else A_MONTH
	return base + SUPPLEMENT * (pregnant + children)
