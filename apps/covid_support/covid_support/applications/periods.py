"""The period that an application or a list is for."""

import re

from covid_support.messages import refuse

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
QUARTER = re.compile(r"20\d\d-Q[1-4]")
ONCE = "once"


def checked_period(period_kind: str, period: str | None) -> str:
	"""The period of a policy of `period_kind`: "once", a month as 2020-04 or a quarter as 2021-Q3."""
	if period_kind == "Once":
		return ONCE
	period = (period or "").strip().upper()
	if period_kind == "Month" and not MONTH.fullmatch(period):
		refuse("This policy is paid by the month: enter the period as 2020-04.")
	if period_kind == "Quarter" and not QUARTER.fullmatch(period):
		refuse("This policy is paid by the quarter: enter the period as 2021-Q3.")
	return period
