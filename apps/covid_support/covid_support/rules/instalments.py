"""Paying a support in parts: percentages of the approved amount, to the last đồng."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from covid_support.core.problem import Problem


@dataclass(frozen=True)
class Instalment:
	"""One part: `percent` of the whole; the work must be accepted first when `needs_acceptance`."""

	title: str
	percent: Decimal
	needs_acceptance: bool = False

	def __post_init__(self) -> None:
		object.__setattr__(self, "percent", Decimal(str(self.percent)).normalize() + 0)


def check_instalments(instalments: Sequence[Instalment]) -> None:
	"""Raise Problem unless every part is above zero and all together are 100 %."""
	for number, part in enumerate(instalments, 1):
		if part.percent <= 0:
			raise Problem("Instalment {0}: enter a percentage above zero.", number)
	total = sum(part.percent for part in instalments)
	if instalments and total != 100:
		raise Problem("The instalments add up to {0} %, not 100 %. Correct the percentages.", total)


def split(amount: int, instalments: Sequence[Instalment]) -> list[int]:
	"""VND of each part: rounded down to whole đồng, the remainder in the last, so that the sum is `amount`."""
	parts = [
		int((amount * part.percent / 100).to_integral_value(rounding=ROUND_FLOOR))
		for part in instalments[:-1]
	]
	return [*parts, amount - sum(parts)]
