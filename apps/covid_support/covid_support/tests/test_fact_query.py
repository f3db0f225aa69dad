"""The facts that SQL reads are those that Python gathers, for people, households and applications."""

import random
from datetime import date, timedelta

import frappe
import pytest

from covid_support.applications.applicants import load
from covid_support.applications.fact_query import application_query, certain_age, registry_query
from covid_support.applications.facts import facts_of
from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.partial_date import PartialDate
from covid_support.core.record_name import record_names
from covid_support.rules.facts import FACTS, Fact
from covid_support.rules.sql import Parameters, SetColumn
from covid_support.rules.values import known_value
from covid_support.tests import factories as make

DAY = date(2020, 2, 29)
DAYS = (DAY, date(2020, 4, 1), date(2021, 2, 28), date(2019, 12, 31), date(2020, 4, 30))
CODES = ("NCC", "BTXH", "TREMOCOI")
COUNT = 300
OWN = (Fact("note", "Ghi chú", "text"), Fact("insured_workers", "Số lao động", "number"))


@pytest.fixture
def chance():
	return random.Random(20200229)


def around(day: date, chance: random.Random, spread: int = 40) -> date:
	return day + timedelta(days=chance.randint(-spread, spread))


def birth(chance: random.Random) -> tuple[int, int, int]:
	"""Birthdays near the days on which ages are asked, many of them known to the month or year alone."""
	day = around(chance.choice(DAYS), chance, 3)
	year = chance.choice((1940, 1960, 1984, 2000, 2014, 2019))
	month = chance.choice((0, day.month, day.month))
	last = 28 if month == 2 and year % 4 else day.day
	return year, month, chance.choice((0, min(day.day, last))) if month else 0


def stored_households(chance: random.Random) -> list[str]:
	names = record_names(60)
	communes = (make.COMMUNE, make.FAR_COMMUNE)
	insert_rows(
		"Household",
		["name", "head_name", "commune"],
		((name, "Lý Văn An", chance.choice(communes)) for name in names),
	)
	rows = [
		(child, name, year, chance.choice(("Poor", "Near Poor", "Not Poor")))
		for name in names
		for year, child in zip((2019, 2020, 2021), record_names(3), strict=True)
		if chance.random() < 0.7
	]
	insert_child_rows(
		"Household Poverty Status",
		"Household",
		"poverty_statuses",
		["name", "parent", "year", "status"],
		rows,
	)
	return names


def stored_people(chance: random.Random, households: list[str]) -> list[str]:
	"""People of every fate and exactness, straight into the tables as an import of old registers leaves them."""
	names = record_names(COUNT)
	urban = frappe.db.get_value("Administrative Unit", {"settlement": "Urban", "level": "Commune"})
	insert_rows("Beneficiary", PERSON, (person_row(name, chance, households, urban) for name in names))
	periods = [
		(name, code, *period(chance)) for name in names for code in chance.sample(CODES, chance.randint(0, 3))
	]
	insert_child_rows(
		"Beneficiary Category Period",
		"Beneficiary",
		"categories",
		["name", "parent", "category", "from_date", "to_date"],
		((child, *row) for child, row in zip(record_names(len(periods)), periods, strict=True)),
	)
	return names


PERSON = [
	"name", "full_name", "sex", "birth_year", "birth_month", "birth_day", "commune", "household", "household_role",
	"residence_kind", "life_status", "death_date",
]  # fmt: skip


def person_row(name: str, chance: random.Random, households: list[str], urban: str) -> tuple:
	status = chance.choice(("Alive", "Alive", "Dead", "Moved Away"))
	return (
		name, "Lý Thị Bé", chance.choice(("Male", "Female", "")), *birth(chance),
		chance.choice((make.COMMUNE, make.SECOND_COMMUNE, urban)), chance.choice((None, *households)),
		chance.choice(("Head", "Member", "Member")), chance.choice(("Permanent", "Temporary")), status,
		around(chance.choice(DAYS), chance) if status == "Dead" and chance.random() < 0.9 else None,
	)  # fmt: skip


def period(chance: random.Random) -> tuple[date, date | None]:
	start = around(chance.choice(DAYS), chance)
	return start, chance.choice((None, start, start + timedelta(days=chance.randint(0, 60))))


def known(facts: dict, keys) -> dict:
	"""The facts in their types, as a judgement reads them."""
	return {key: known_value(catalogue(key), facts.get(key)) for key in keys}


def catalogue(key: str) -> Fact:
	return FACTS.get(key) or next(fact for fact in OWN if fact.key == key)


def selected(query, parameters: Parameters, subject: str, names: list[str]) -> dict[str, dict]:
	"""{applicant: facts} as the database gives them."""
	shown = {key: sql for key, sql in query.columns.items() if isinstance(sql, str)}
	sets = {key: sql for key, sql in query.columns.items() if isinstance(sql, SetColumn)}
	columns = [f"{sql} as `{key}`" for key, sql in shown.items()]
	columns += [
		f"{sql.holds(parameters.add(code))} as `{key}|{code}`" for key, sql in sets.items() for code in CODES
	]
	rows = frappe.db.sql(
		f"""select {subject} as subject, {", ".join(columns)} from {query.tables(query.columns)}
		where {subject} in %(names)s""",
		{**parameters.values, "names": names},
		as_dict=True,
	)
	return {
		row.subject: {
			**known(row, shown),
			**{key: frozenset(code for code in CODES if row[f"{key}|{code}"]) for key in sets},
		}
		for row in rows
	}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_facts_of_people(chance, day):
	names = stored_people(chance, stored_households(chance))
	parameters = Parameters()
	query = registry_query("Person", day, parameters)
	found = selected(query, parameters, "person.name", names)
	gathered = facts_of(load("Person", {name: {} for name in names}), {}, day)
	assert len(found) == COUNT
	for name in names:
		assert found[name] == known(gathered[name], found[name])


def test_facts_of_households_stand_on_their_heads(chance):
	households = stored_households(chance)
	stored_people(chance, households[:-5])
	parameters = Parameters()
	query = registry_query("Household", DAY, parameters)
	found = selected(query, parameters, "household.name", households)
	applicants = load("Household", {name: {} for name in households})
	gathered = facts_of(applicants, {}, DAY)
	assert len(found) == len(households)
	assert any(row.beneficiary is None for row in applicants.values())
	for name in households:
		assert found[name] == known(gathered[name], found[name])


def test_facts_that_applications_state(chance):
	names = stored_people(chance, stored_households(chance))
	stored_applications(chance, names)
	parameters = Parameters()
	query = application_query("Person", DAY, OWN, parameters)
	found = selected(query, parameters, "application.beneficiary", names)
	rows = frappe.get_all("Support Application", filters={"beneficiary": ["in", names]}, fields=["*"])
	declared = {row.beneficiary: row for row in rows}
	gathered = facts_of(load("Person", declared), declared, DAY, OWN)
	assert len(found) == COUNT
	for name in names:
		assert found[name] == known(gathered[name], found[name])


APPLICATION = [
	"name", "beneficiary", "policy", "period", "status", "job_family", "has_labour_contract", "monthly_income",
	"stopped_from", "stopped_to", "months", "days", "children_under_6", "pregnant", "note",
]  # fmt: skip


def stored_applications(chance: random.Random, names: list[str]) -> None:
	insert_rows(
		"Support Application",
		APPLICATION,
		((key, name, make.WORKER, "once", "Draft", *stated(chance)) for key, name in zip(record_names(COUNT), names, strict=True)),
	)  # fmt: skip


def stated(chance: random.Random) -> tuple:
	pick = chance.choice
	return (
		pick((None, "", "PORTERAGE")), pick((None, "", "Yes", "No")), pick((0, 999_999, 1_000_000)),
		pick((None, DAY)), pick((None, DAYS[1])), pick((0, 2)), pick((0, 14)), pick((0, 1)), pick((0, 1)),
		pick((None, "", " vé số ", "Vé số")),
	)  # fmt: skip


@pytest.mark.parametrize("year", [1999, 2000])
def test_the_certain_age_on_every_day_of_a_month(year):
	"""Born in February known to the month: on the last day of the month the year is complete, not before."""
	for day in (date(2020, 2, 28), date(2020, 2, 29), date(2021, 2, 28)):
		parameters = Parameters()
		sql = certain_age(day, parameters)
		row = frappe.db.sql(
			f"select {sql} from (select {int(year)} birth_year, 2 birth_month, 0 birth_day) person",
			parameters.values,
		)
		assert row[0][0] == PartialDate(year, 2).age_on(day)[0]


def test_nobody_has_an_age_before_the_birth():
	with_birth = "(select 2020 birth_year, 3 birth_month, 0 birth_day) person"
	for day, age in (
		(date(2020, 2, 29), None),
		(date(2020, 3, 1), 0),
		(date(2021, 3, 30), 0),
		(date(2021, 3, 31), 1),
	):
		parameters = Parameters()
		sql = certain_age(day, parameters)
		assert frappe.db.sql(f"select {sql} from {with_birth}", parameters.values)[0][0] == age
