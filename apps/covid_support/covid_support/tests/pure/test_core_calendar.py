"""Working days, against counting by hand and against the known days off of 2020–2026."""

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from covid_support.core.calendar import HOLIDAYS_FILE, WorkCalendar
from covid_support.core.problem import Problem

days = st.dates(date(2020, 1, 1), date(2026, 6, 30))
own_days = st.dates(date(2021, 1, 1), date(2022, 12, 31))
calendars = st.tuples(st.frozensets(own_days, max_size=60), st.frozensets(own_days, max_size=10))


def works(day: date, holidays: frozenset, make_up: frozenset) -> bool:
	return day in make_up or (day.isoweekday() <= 5 and day not in holidays)


@given(calendars, st.dates(date(2021, 2, 1), date(2022, 6, 30)), st.integers(0, 40))
def test_adding_days_against_counting(calendar, start, count):
	holidays, make_up = calendar
	holidays = holidays | {date(2021, 1, 1), date(2022, 1, 1)}
	work = WorkCalendar(holidays, make_up)
	end = start
	remaining = count
	while remaining or (count == 0 and not works(end, holidays, make_up)):
		end += timedelta(days=1)
		if count and works(end, holidays, make_up):
			remaining -= 1
		if end.year > 2022:
			return
	assert work.add_working_days(start, count) == end


@given(days, st.integers(1, 60))
def test_between_undoes_add(start, count):
	work = WorkCalendar.vietnam()
	end = work.add_working_days(start, count)
	assert work.is_working_day(end)
	assert work.working_days_between(start, end) == count
	assert work.working_days_between(end, start) == -count


@given(days, days)
def test_between_against_counting(first, last):
	work = WorkCalendar.vietnam()
	low, high = sorted((first, last))
	counted = sum(
		work.is_working_day(date.fromordinal(n)) for n in range(low.toordinal() + 1, high.toordinal() + 1)
	)
	assert work.working_days_between(first, last) == (counted if first <= last else -counted)


@given(days, st.integers(0, 30), st.integers(0, 30))
def test_more_days_never_end_earlier(start, one, other):
	work = WorkCalendar.vietnam()
	low, high = sorted((one, other))
	assert work.add_working_days(start, low) <= work.add_working_days(start, high)


@pytest.mark.parametrize(
	("start", "count", "end"),
	[
		# Friday 24/04/2020, five working days: 27, 28, 29/4, then 30/4 and 1/5 off, 4 and 5/5.
		("2020-04-24", 5, "2020-05-05"),
		("2020-01-22", 1, "2020-01-30"),
		("2021-02-09", 1, "2021-02-17"),
		("2024-04-26", 1, "2024-05-02"),
		("2024-05-03", 1, "2024-05-04"),
		("2025-04-25", 1, "2025-04-26"),
		("2025-04-29", 1, "2025-05-05"),
		("2026-08-28", 1, "2026-09-03"),
		("2020-05-02", 0, "2020-05-04"),
		("2020-05-04", 0, "2020-05-04"),
	],
)
def test_deadlines_around_the_days_off(start, count, end):
	assert WorkCalendar.vietnam().add_working_days(date.fromisoformat(start), count) == date.fromisoformat(
		end
	)


def test_the_list_of_days_off_fits_the_week():
	with HOLIDAYS_FILE.open(encoding="utf-8", newline="") as file:
		rows = list(csv.DictReader(file))
	listed = [date.fromisoformat(row["date"]) for row in rows]
	assert listed == sorted(set(listed))
	assert {row["kind"] for row in rows} == {"holiday", "make_up"}
	assert all(row["title"] and row["source_note"] for row in rows)
	make_up = [day for day, row in zip(listed, rows, strict=True) if row["kind"] == "make_up"]
	assert all(day.isoweekday() == 6 for day in make_up)
	assert {day.year for day in listed} == set(range(2020, 2028))


def test_fixed_holidays_of_every_year_are_there():
	holidays = WorkCalendar.vietnam().holidays
	for year in range(2020, 2028):
		for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
			assert date(year, month, day) in holidays


@pytest.mark.parametrize(
	("year", "paid_days"),
	[(2020, 10), (2021, 11), (2022, 11), (2023, 11), (2024, 11), (2025, 11), (2026, 11), (2027, 11)],
)
def test_number_of_paid_days_off(year, paid_days):
	"""Paid days: 10 by Bộ luật Lao động 2012 Đ.115, 11 by 2019 Đ.112; swapped days are worked on a Saturday."""
	work = WorkCalendar.vietnam()
	every_day = [date(year, 1, 1) + timedelta(days=n) for n in range(365)] + [date(year, 12, 31)]
	weekdays_off = sum(day.isoweekday() <= 5 and not work.is_working_day(day) for day in set(every_day))
	swapped = sum(day.year == year for day in work.make_up_days)
	assert weekdays_off - swapped == paid_days


def test_a_year_without_holidays_is_refused():
	work = WorkCalendar.vietnam()
	with pytest.raises(Problem, match="2019"):
		work.is_working_day(date(2019, 5, 6))
	with pytest.raises(Problem, match="2028"):
		work.add_working_days(date(2027, 12, 24), 10)
	with pytest.raises(Problem, match="-1"):
		work.add_working_days(date(2020, 5, 4), -1)
