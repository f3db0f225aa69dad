"""The period that an application or a list is for."""

import re

from covid_support.messages import refuse

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
ONCE = "once"


def checked_period(period_kind: str, period: str | None) -> str:
	"""The period of a policy of `period_kind`: "once", or a month written as 2020-04."""
	if period_kind == "Once":
		return ONCE
	if not MONTH.fullmatch(period or ""):
		refuse("This policy is paid by the month: enter the period as 2020-04.")
	return period
