"""The figures of Thái Nguyên city's report of 18/05/2020 and how they scale. Pure.

Source: the city's conference on 18/05/2020 (thainguyencity.gov.vn, 20/05/2020): lists were drawn up, "near 17
billion đồng" paid to "near 13,000" people of merit, social assistance, poor and near-poor households, in 32
wards and communes. The exact numbers and the split are not given. With x people at 1,500,000 and y at 750,000,
x + y = 12,950 and 16,950,000,000 đồng give x = 9,650 and y = 3,300; both sums are assumed just below the
report's round ones, and so is the split within x and within y.
"""

from covid_support.core.money import scale_counts

PEOPLE, AMOUNT = 12_950, 16_950_000_000
REPORTED_PEOPLE, REPORTED_AMOUNT = "gần 13.000", "gần 17 tỷ"
COMMUNES = 32
POLICIES = {"NQ42-NCC": 2_650, "NQ42-BTXH": 7_000, "NQ42-HN": 1_100, "NQ42-HCN": 2_200}
AMOUNTS = {"NQ42-NCC": 1_500_000, "NQ42-BTXH": 1_500_000, "NQ42-HN": 750_000, "NQ42-HCN": 750_000}


def plan(scale: float) -> dict[str, int]:
	"""{policy: people} at `scale`; at 1 the sums are PEOPLE and AMOUNT."""
	return scale_counts(POLICIES, round(PEOPLE * scale))


def amount(people: dict[str, int]) -> int:
	"""VND that `people` ({policy: people}) receive."""
	return sum(AMOUNTS[code] * count for code, count in people.items())
