"""Dates of which the day or the month may be unknown."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from covid_support.core.partial_date import PartialDate
from covid_support.core.problem import Problem

TODAY = date.today()
days = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def partial_dates(draw):
	day = draw(days)
	return draw(
		st.sampled_from(
			[
				PartialDate(day.year),
				PartialDate(day.year, day.month),
				PartialDate(day.year, day.month, day.day),
			]
		)
	)


@pytest.mark.parametrize(
	("typed", "text"),
	[
		("1958", "1958"),
		(1958, "1958"),
		(1958.0, "1958"),
		("3/1958", "03/1958"),
		("03/1958", "03/1958"),
		("15/03/1958", "15/03/1958"),
		("15-3-1958", "15/03/1958"),
		("15.3.1958", "15/03/1958"),
		(" 15 / 3 / 1958 ", "15/03/1958"),
		("1958-03-15", "15/03/1958"),
		("1958-03", "03/1958"),
		("1958-03-15 00:00:00", "15/03/1958"),
		(date(1958, 3, 15), "15/03/1958"),
		("00/00/1958", "1958"),
		("00/03/1958", "03/1958"),
		("29/02/1960", "29/02/1960"),
	],
)
def test_what_can_be_read(typed, text):
	assert PartialDate.parse(typed).text == text


@pytest.mark.parametrize(
	("typed", "hint"),
	[
		("15-3-58", "four digits"),
		("3/58", "four digits"),
		("31/02/1958", "no day 31"),
		("29/02/1958", "no day 29"),
		("12/31/1958", "no month 31"),
		("13/1958", "no month 13"),
		("15/00/1958", "needs its month"),
		("abc", "is not a date"),
		("", "Enter the date"),
		(None, "Enter the date"),
		("31/12/1899", "before 1900"),
		("0000", "not a year"),
		("1958-03-15 17:00:00", "is not a date"),
	],
)
def test_what_is_refused(typed, hint):
	with pytest.raises(Problem, match=hint):
		PartialDate.parse(typed)


def test_the_future_is_refused_and_today_is_not():
	tomorrow = TODAY + timedelta(days=1)
	assert PartialDate.parse(TODAY).is_exact
	with pytest.raises(Problem, match="future"):
		PartialDate.parse(tomorrow)
	with pytest.raises(Problem, match="future"):
		PartialDate(TODAY.year + 1)
	assert PartialDate(TODAY.year).earliest <= TODAY


@given(partial_dates())
def test_text_is_read_back(partial):
	assert PartialDate.parse(partial.text) == partial
	assert PartialDate.parse(partial) is partial
	assert str(partial) == partial.text


@given(partial_dates())
def test_span_of_possible_days(partial):
	span = (partial.latest - partial.earliest).days + 1
	assert span in {1} if partial.is_exact else span in {28, 29, 30, 31, 365, 366}
	assert partial.earliest.year == partial.latest.year == partial.year


@given(partial_dates(), partial_dates())
def test_order(one, other):
	assert (one < other) + (one == other) + (one > other) == 1
	if one.latest < other.earliest:
		assert one < other


def age_by_counting_birthdays(born: date, day: date) -> int:
	age = 0
	while True:
		try:
			birthday = born.replace(year=born.year + age + 1)
		except ValueError:
			birthday = date(born.year + age + 1, 3, 1)
		if birthday > day:
			return age
		age += 1


@given(partial_dates(), days, st.data())
def test_age_against_counted_birthdays(partial, day, data):
	assume(day >= partial.latest)
	youngest, oldest = partial.age_on(day)
	assert youngest == age_by_counting_birthdays(partial.latest, day)
	assert oldest == age_by_counting_birthdays(partial.earliest, day)
	assert 0 <= oldest - youngest <= 1
	possible = data.draw(st.dates(partial.earliest, partial.latest))
	assert youngest <= age_by_counting_birthdays(possible, day) <= oldest


def test_age_examples():
	assert PartialDate.parse("1940").age_on(date(2020, 4, 1)) == (79, 80)
	assert PartialDate.parse("01/04/1940").age_on(date(2020, 4, 1)) == (80, 80)
	assert PartialDate.parse("02/04/1940").age_on(date(2020, 4, 1)) == (79, 79)
	assert PartialDate.parse("29/02/2004").age_on(date(2010, 2, 28)) == (5, 5)
	assert PartialDate.parse("29/02/2004").age_on(date(2010, 3, 1)) == (6, 6)
	assert PartialDate.parse("2020").age_on(date(2020, 6, 1)) == (0, 0)
	with pytest.raises(Problem, match="before the birth"):
		PartialDate.parse("2020").age_on(date(2019, 12, 31))
