"""The same rule judged by Python and by the database: equal for random rules and random people."""

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from covid_support.core.problem import Problem
from covid_support.rules.facts import FACTS
from covid_support.rules.policy_snapshot import PolicySnapshot, judge_and_compute
from covid_support.rules.sql import EXACT, Parameters, SetColumn, compile_rule, facts_read
from covid_support.tests.rule_drawing import PEOPLE, VALUES, rules

TYPES = {"date": "date", "yes_no": "tinyint", "number": "decimal(30,9)", "money": "decimal(30,9)"}
SCALARS = [key for key in VALUES if FACTS[key].kind != "set"]
COLUMNS = {
	**{key: f"people.{key}" for key in SCALARS},
	"categories": SetColumn(
		lambda code: f"instr(people.categories {EXACT}, concat('|', {code}, '|')) > 0",
		"people.categories <> ''",
		"people.categories is not null",
	),
}


@pytest.fixture(scope="module")
def table(site):
	"""A temporary table with a typed column for each fact."""
	columns = ", ".join(f"`{key}` {TYPES.get(FACTS[key].kind, 'varchar(140)')}" for key in VALUES)
	frappe.db.sql("select 1")
	# past frappe.db.sql, which takes every "create" for the end of a transaction
	frappe.db._cursor.execute(
		f"create temporary table people (number int primary key, {columns}) character set utf8mb4 collate utf8mb4_unicode_ci"
	)
	yield
	frappe.db._cursor.execute("drop temporary table people")


def store(people: list[dict]) -> None:
	frappe.db.sql("delete from people")
	places = ", ".join(["%s"] * (len(VALUES) + 1))
	for number, facts in enumerate(people):
		frappe.db.sql(
			f"insert into people values ({places})", [number, *(stored(facts.get(key)) for key in VALUES)]
		)


def stored(value):
	if isinstance(value, frozenset):
		return "".join(f"|{code}|" for code in sorted(value))
	return int(value) if isinstance(value, bool) else value


def judged_by_python(rule: PolicySnapshot, facts: dict) -> tuple[bool, int]:
	try:
		outcome = judge_and_compute(rule, facts)
	except Problem:
		return False, 0
	return outcome.eligible, outcome.entitlement.total


def judged_by_database(rule: PolicySnapshot, columns: dict) -> list[tuple[bool, int]]:
	parameters = Parameters()
	compiled = compile_rule(rule, columns, parameters)
	rows = frappe.db.sql(
		f"""select ({compiled.eligible}) is true, case when {compiled.eligible} then {compiled.amount} else 0 end
		from people order by number""",
		parameters.values,
	)
	return [(bool(eligible), amount) for eligible, amount in rows]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
	st.lists(rules(), min_size=1, max_size=4), PEOPLE, st.sets(st.sampled_from(sorted(VALUES)), max_size=3)
)
def test_python_and_the_database_judge_alike(table, drawn, people, unknown):
	"""`unknown` facts have no column at all, as the registry has none for what only an applicant can say."""
	store(people)
	columns = {key: column for key, column in COLUMNS.items() if key not in unknown}
	known = [{key: value for key, value in facts.items() if key not in unknown} for facts in people]
	for data in drawn:
		rule = PolicySnapshot.from_dict(data)
		assert judged_by_database(rule, columns) == [judged_by_python(rule, facts) for facts in known]


def rule_of(criteria: list[tuple], *components: dict) -> PolicySnapshot:
	rows = [dict(zip(("group", "fact", "operator", "value"), row, strict=True)) for row in criteria]
	parts = [{"code": f"C{number}", "title": "C", **part} for number, part in enumerate(components)]
	return PolicySnapshot.from_dict({"policy_code": "X", "version": 1, "criteria": rows, "components": parts})


def test_amounts_of_the_law_in_sql(table):
	"""QĐ 23/2021: 30 days or more 3,710,000; 15 to 29 days 1,855,000; 1,000,000 more when pregnant."""
	suspended = rule_of(
		[(1, "days", ">=", "15")],
		{"method": "Fixed", "amount": 1_855_000, "criteria": [{"group": 1, "fact": "days", "operator": "<", "value": "30"}]},
		{"method": "Fixed", "amount": 3_710_000, "criteria": [{"group": 1, "fact": "days", "operator": ">=", "value": "30"}]},
		{"method": "Fixed", "amount": 1_000_000, "criteria": [{"group": 1, "fact": "pregnant", "operator": "=", "value": "Yes"}]},
	)  # fmt: skip
	store([{"days": 14}, {"days": 15}, {"days": 29, "pregnant": True}, {"days": 30, "pregnant": False}, {}])
	assert judged_by_database(suspended, COLUMNS) == [
		(False, 0),
		(True, 1_855_000),
		(True, 2_855_000),
		(True, 3_710_000),
		(False, 0),
	]


def test_a_percentage_is_rounded_down_to_the_dong(table):
	"""33.33 % of 999,999 đồng are 333,299.6667; in whole thousands 333,000; the cap cuts at 300,000."""
	percent = {"method": "Percent With Cap", "quantity_fact": "monthly_income", "percent": "33.33"}
	store([{"monthly_income": 999_999}])
	amounts = [
		judged_by_database(rule_of([], {**percent, **more}), COLUMNS)[0][1]
		for more in (
			{"maximum_amount": 500_000},
			{"maximum_amount": 500_000, "rounding": 1_000},
			{"maximum_amount": 300_000},
		)
	]
	assert amounts == [333_299, 333_000, 300_000]


def test_a_quantity_that_is_missing_or_below_zero_makes_nobody_eligible(table):
	by_month = rule_of([], {"method": "Per Month", "amount": 1_000_000})
	store([{"months": 2}, {"months": None}, {"months": -1}, {"months": 0}])
	assert judged_by_database(by_month, COLUMNS) == [(True, 2_000_000), (False, 0), (False, 0), (True, 0)]
	assert judged_by_database(by_month, {}) == [(False, 0)] * 4


def test_a_maximum_per_unit_cuts_in_sql_as_in_python(table):
	"""The real cost, at most 1,500,000 đồng a month: one month cuts 2,000,000, two months do not, none gives 0."""
	training = rule_of(
		[],
		{
			"method": "Per Unit",
			"amount": 1,
			"quantity_fact": "monthly_income",
			"maximum_per_unit": 1_500_000,
			"maximum_by_fact": "months",
		},
	)
	assert list(facts_read(training)) == ["monthly_income", "months"]
	store([{"monthly_income": 2_000_000, "months": months} for months in (1, 2, 0, None, -1)])
	expected = [(True, 1_500_000), (True, 2_000_000), (True, 0), (False, 0), (False, 0)]
	assert judged_by_database(training, COLUMNS) == expected
	without = {key: column for key, column in COLUMNS.items() if key != "months"}
	assert judged_by_database(training, without) == [(False, 0)] * 5


def test_a_rule_tells_the_facts_that_it_reads():
	rule = rule_of(
		[(1, "monthly_income", "<", "{near_poor_line}"), (2, "categories", "contains", "NCC")],
		{"method": "Per Day", "amount": 80_000, "quantity_fact": "f0_days"},
	)
	assert list(facts_read(rule)) == ["monthly_income", "near_poor_line", "categories", "f0_days"]
