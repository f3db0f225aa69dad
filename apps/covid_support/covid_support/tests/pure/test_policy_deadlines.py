"""The last days of every step of every route that a policy names, counted by hand on the calendar.

A step begins on the last day of the one before. A posted list is passed on, on the first working day after its
posting.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from covid_support.core.calendar import WorkCalendar
from covid_support.programmes.routes import SIGN, last_day, route_states
from covid_support.tests.policy_cases import packs

# starts: Thursday before a weekend; Wednesday before 30/04–03/05/2021; Monday before Tết (10–16/02/2021)
WEEKEND, LIBERATION_DAY, TET = "2021-07-08", "2021-04-28", "2021-02-08"
DATES_OF_2021 = {
	"BA-CAP-DANH-SACH": (
		"15/7 20/7 23/7 26/7 27/7",
		"7/5 12/5 17/5 18/5 19/5",
		"22/2 25/2 2/3 3/3 4/3",
	),
	"BA-CAP-LAO-DONG": (
		"15/7 20/7 22/7 26/7 27/7",
		"7/5 12/5 14/5 18/5 19/5",
		"22/2 25/2 1/3 3/3 4/3",
	),
	"NQ42-CHAM-DUT": ("13/7 15/7 19/7 20/7", "5/5 7/5 11/5 12/5", "18/2 22/2 24/2 25/2"),
	"NQ42-HO-KINH-DOANH": (
		"12/7 15/7 19/7 22/7 23/7 26/7",
		"4/5 7/5 11/5 14/5 17/5 18/5",
		"17/2 22/2 24/2 1/3 2/3 3/3",
	),
	"NQ42-TAM-HOAN": ("13/7 16/7 19/7 20/7", "5/5 10/5 11/5 12/5", "18/2 23/2 24/2 25/2"),
	"NQ42-VAY": ("13/7 14/7 15/7", "5/5 6/5 7/5", "18/2 19/2 22/2"),
	"NQ42-VAY-NHCSXH": ("13/7 15/7", "5/5 7/5", "18/2 22/2"),
	"NQ68-BHXH": ("13/7 15/7", "5/5 7/5", "18/2 22/2"),
	"NQ68-CHAM-DUT": ("22/7 26/7 29/7", "14/5 18/5 21/5", "1/3 3/3 8/3"),
	"NQ68-DAO-TAO": ("15/7 19/7", "7/5 11/5", "22/2 24/2"),
	"NQ68-DIA-PHUONG": (
		"14/7 19/7 22/7 26/7 27/7",
		"6/5 11/5 14/5 18/5 19/5",
		"19/2 24/2 1/3 3/3 4/3",
	),
	"NQ68-F0F1": ("13/7 15/7 16/7 19/7", "5/5 7/5 10/5 11/5", "18/2 22/2 23/2 24/2"),
	"NQ68-HO-KINH-DOANH": (
		"9/7 13/7 15/7 19/7 20/7 21/7",
		"29/4 5/5 7/5 11/5 12/5 13/5",
		"9/2 18/2 22/2 24/2 25/2 26/2",
	),
	"NQ68-HUONG-DAN-VIEN": ("12/7 14/7", "4/5 6/5", "17/2 19/2"),
	"NQ68-NGHE-THUAT": ("13/7 15/7", "5/5 7/5", "18/2 22/2"),
	"NQ68-NGUNG-VIEC": ("12/7 14/7 15/7 16/7", "4/5 6/5 7/5 10/5", "17/2 19/2 22/2 23/2"),
	"NQ68-TAM-HOAN": ("12/7 14/7 15/7 16/7", "4/5 6/5 7/5 10/5", "17/2 19/2 22/2 23/2"),
	"NQ68-VAY": ("12/7 16/7", "4/5 10/5", "17/2 23/2"),
}
# 2024: Thursday before a weekend; Thursday before 29/04–01/05, when Saturday 04/05 was worked; Tuesday before
# Tết (08–14/02)
DATES_OF_2024 = {
	"XA-THANH-PHO-2024": ("13/6 18/6 21/6 25/6", "6/5 9/5 14/5 16/5", "20/2 23/2 28/2 1/3"),
}
STARTS = (
	(DATES_OF_2021, (WEEKEND, LIBERATION_DAY, TET)),
	(DATES_OF_2024, ("2024-06-06", "2024-04-25", "2024-02-06")),
)
# the law's working days from the complete file to the decision
DAYS_OF_THE_LAW = {
	"NQ42-TAM-HOAN": 3 + 3 + 2,
	"NQ42-HO-KINH-DOANH": 5 + 2 + 3 + 2,
	"NQ68-TAM-HOAN": 2 + 2 + 2,
	"NQ68-HO-KINH-DOANH": 3 + 2 + 2 + 2,
	"NQ68-NGHE-THUAT": 3 + 2,
	"NQ68-HUONG-DAN-VIEN": 4,
	"NQ68-BHXH": 5,
	"NQ68-DAO-TAO": 7,
	"NQ68-DIA-PHUONG": 13,
}


def routes() -> dict[str, dict]:
	"""{code: route} that some wording of a shipped policy names."""
	named, known = set(), {}
	for pack in packs().values():
		known |= {route["code"]: route for route in pack.get("routes", [])}
		named |= {
			version["route"]
			for policy in pack["policies"]
			for version in policy["versions"]
			if "route" in version
		}
	return {code: known[code] for code in named}


def last_days(steps: list[dict], start: date) -> Iterator[date]:
	calendar, day = WorkCalendar.vietnam(), start
	for state in route_states(steps):
		if state.work != SIGN:  # signing shares the days of its step
			day = last_day(state, day, calendar.add_working_days)
			yield day


@pytest.mark.parametrize(
	("code", "start", "expected"),
	[
		(code, start, days)
		for table, starts in STARTS
		for code, rows in table.items()
		for start, days in zip(starts, rows, strict=True)
	],
)
def test_last_days_of_the_steps(code, start, expected):
	days = last_days(routes()[code]["steps"], date.fromisoformat(start))
	assert " ".join(f"{day.day}/{day.month}" for day in days) == expected


def test_every_route_of_a_policy_is_counted():
	assert set(routes()) == {code for table, _starts in STARTS for code in table}


@pytest.mark.parametrize(("code", "days"), DAYS_OF_THE_LAW.items())
def test_steps_share_the_days_of_the_law(code, days):
	assert sum(step["working_days"] for step in routes()[code]["steps"]) == days


def test_workers_of_ended_contracts_wait_five_days_after_the_centre_s_list():
	listing, *ahead = routes()["NQ68-CHAM-DUT"]["steps"]
	assert listing["office_kind"] == "Job Centre"
	assert sum(step["working_days"] for step in ahead) == 2 + 3
