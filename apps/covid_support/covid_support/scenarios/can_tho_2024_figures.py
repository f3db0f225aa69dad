"""The figures of the Cần Thơ story of 2024 (NQ 11 and NQ 12/2023/NQ-HĐND) and how they scale. Pure.

Source: early 2024 the city had 764 poor households (baocantho.com.vn, V2); a loan for work abroad is at most
100,000,000 đồng (vnbiznews.com, V2). How many are supported and every other amount are in no public source: all
such figures here are ASSUMED for the story, which enters them as an administrator would.
"""

from dataclasses import dataclass

from covid_support.core.money import scale_counts

POOR_HOUSEHOLDS = 764
LOAN_CEILING = 100_000_000
# assumed: households by works, people by course, borrowers
HOUSEHOLDS = {"NQ12-NHAO": 64, "NQ12-NUOC": 160, "NQ12-DIEN": 60, "NQ12-NHATIEU": 240}
STUDENTS = {"NQ11-SC": 300, "NQ11-D3T": 400, "NQ11-TC": 100, "NQ11-CD": 60}
LOANS = {"NQ11-VAY": 80}
# assumed amounts, đồng
AMOUNTS = {
	"NQ12-NHAO": 60_000_000, "NQ12-NUOC": 3_000_000, "NQ12-DIEN": 2_500_000, "NQ12-NHATIEU": 7_000_000,
	"NQ11-SC": 3_000_000, "NQ11-D3T": 2_000_000, "NQ11-TC": 5_000_000, "NQ11-CD": 7_500_000,
	"NQ11-VAY": LOAN_CEILING,
}  # fmt: skip
# assumed: of the borrowers of every five, one takes less than the ceiling
SMALLER_LOAN, SMALLER_EVERY = 70_000_000, 5
# assumed: one trainee of this course gives it up and pays the whole grant back
RECOVERED_COURSE = "NQ11-SC"


@dataclass(frozen=True)
class Plan:
	"""{policy: cases} by kind of benefit; every household stands in one case at most, `registered` are all poor ones."""

	households: dict[str, int]
	students: dict[str, int]
	loans: dict[str, int]
	registered: int

	@property
	def cases(self) -> dict[str, int]:
		"""{policy: cases} of all kinds."""
		return {**self.households, **self.students, **self.loans}

	def amount(self, cases: dict[str, int]) -> int:
		"""VND of `cases`."""
		return sum(AMOUNTS[code] * count for code, count in cases.items())

	@property
	def recovered(self) -> int:
		"""VND that the one trainee pays back; nothing where the course has no trainee."""
		return AMOUNTS[RECOVERED_COURSE] if self.students[RECOVERED_COURSE] else 0

	@property
	def lent(self) -> int:
		"""VND that the bank pays out: every fifth borrower takes the smaller loan."""
		borrowers = sum(self.loans.values())
		smaller = borrowers // SMALLER_EVERY
		return smaller * SMALLER_LOAN + (borrowers - smaller) * LOAN_CEILING


def plan(scale: float) -> Plan:
	"""The plan at `scale`."""
	return Plan(
		households=_scaled(HOUSEHOLDS, scale),
		students=_scaled(STUDENTS, scale),
		loans=_scaled(LOANS, scale),
		registered=max(round(POOR_HOUSEHOLDS * scale), round(sum(HOUSEHOLDS.values()) * scale)),
	)


def _scaled(counts: dict[str, int], scale: float) -> dict[str, int]:
	return scale_counts(counts, round(sum(counts.values()) * scale))
