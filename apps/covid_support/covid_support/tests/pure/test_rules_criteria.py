"""Criteria: meaning, refusals, messages; and the same criteria judged by a database."""

import sqlite3
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from covid_support.core.problem import Problem, format_message
from covid_support.rules.criteria import (
	OPERATORS_BY_KIND,
	Criterion,
	compile_criteria,
	explain,
	judge,
	validate,
)
from covid_support.rules.facts import FACTS, KINDS, Fact, catalogue_with

# One or two facts of every kind, with few values, so that criteria and facts often meet.
VALUES = {
	"age": st.integers(58, 62),
	"months": st.one_of(st.integers(0, 3), st.just(Decimal("1.5"))),
	"monthly_income": st.sampled_from([0, 999_999, 1_000_000, 1_300_000]),
	"near_poor_line": st.sampled_from([1_000_000, 1_300_000]),
	"stopped_from": st.dates(date(2020, 3, 30), date(2020, 4, 2)),
	"stopped_to": st.dates(date(2020, 3, 30), date(2020, 4, 2)),
	"occupation": st.sampled_from(["a", "A", "ă", "bán vé số", "vé số"]),
	"sex": st.sampled_from(["Male", "Female"]),
	"has_labour_contract": st.booleans(),
	"categories": st.frozensets(st.sampled_from(["NCC", "BTXH", "POOR"])),
}
GROUPS = st.integers(1, 3)
PARTNERS = {"monthly_income": "near_poor_line", "stopped_to": "stopped_from", "age": "months"}


def written(value) -> str:
	if isinstance(value, bool):
		return "Yes" if value else "No"
	return value.isoformat() if isinstance(value, date) else str(value)


@st.composite
def criteria(draw, groups=GROUPS):
	key = draw(st.sampled_from(sorted(VALUES)))
	operator = draw(st.sampled_from(OPERATORS_BY_KIND[FACTS[key].kind]))
	return Criterion(draw(groups), key, operator, draw(operands(key, operator)))


@st.composite
def operands(draw, key, operator):
	if operator in ("is set", "is not set"):
		return ""
	if FACTS[key].kind == "set":
		return draw(st.sampled_from(["NCC", "BTXH", "OTHER"]))
	if operator == "between":
		return "; ".join(written(value) for value in sorted((draw(VALUES[key]), draw(VALUES[key]))))
	if operator in ("in", "not in"):
		return "; ".join(written(value) for value in draw(st.lists(VALUES[key], min_size=1, max_size=3)))
	if key in PARTNERS and draw(st.booleans()):
		return f"{{{PARTNERS[key]}}}"
	return written(draw(VALUES[key]))


criteria_lists = st.lists(criteria(), max_size=6)
facts = st.fixed_dictionaries(
	{}, optional={key: st.one_of(st.none(), value) for key, value in VALUES.items()}
)


# --- the database's answer -----------------------------------------------------------------------------


def sql_value(value):
	if isinstance(value, (date, Decimal)):
		return value.isoformat() if isinstance(value, date) else float(value)
	return int(value) if isinstance(value, bool) else value


def sql_condition(criterion: Criterion, parameters: list) -> str:
	"""The criterion as SQL text, written from the documentation of the operators, not from their code."""
	kind, column, operator = FACTS[criterion.fact].kind, criterion.fact, criterion.operator
	if kind == "set":
		return sql_set_condition(criterion, parameters)
	if operator in ("is set", "is not set"):
		return f"{column} is {'not ' if operator == 'is set' else ''}null"
	parts = criterion.value.split(";") if operator in ("in", "not in", "between") else [criterion.value]
	places = [sql_place(kind, part.strip(), parameters) for part in parts]
	forms = {
		"in": f"{column} in ({', '.join(places)})",
		"not in": f"{column} not in ({', '.join(places)})",
		"between": f"{column} between {places[0]} and {places[-1]}",
		"contains": f"instr({column}, {places[0]}) > 0",
		"not contains": f"instr({column}, {places[0]}) = 0",
	}
	return forms.get(operator, f"{column} {operator} {places[0]}")


def sql_set_condition(criterion: Criterion, parameters: list) -> str:
	member = f"exists (select 1 from held where fact = '{criterion.fact}'"
	if criterion.operator in ("is set", "is not set"):
		return ("" if criterion.operator == "is set" else "not ") + member + ")"
	parameters.append(criterion.value)
	known = f"exists (select 1 from known where fact = '{criterion.fact}')"
	return f"({known} and {'not ' if criterion.operator == 'not contains' else ''}{member} and code = ?))"


def sql_place(kind: str, part: str, parameters: list) -> str:
	if part.startswith("{"):
		return part[1:-1]
	parameters.append(sql_operand(kind, part))
	return "?"


def sql_operand(kind: str, text: str):
	if kind in ("number", "money"):
		return float(text)
	return {"Yes": 1, "No": 0}[text] if kind == "yes_no" else text


def judged_by_database(rows: list[Criterion], found: dict) -> bool:
	database = sqlite3.connect(":memory:")
	columns = [key for key in VALUES if FACTS[key].kind != "set"]
	types = {"number": "real", "money": "real", "yes_no": "integer"}
	declared = ", ".join(f"{key} {types.get(FACTS[key].kind, 'text')}" for key in columns)
	database.execute(f"create table person ({declared})")
	database.execute("create table held (fact text, code text)")
	database.execute("create table known (fact text)")
	values = [sql_value(found.get(key)) for key in columns]
	database.execute(f"insert into person values ({', '.join('?' * len(columns))})", values)
	if found.get("categories") is not None:
		database.execute("insert into known values ('categories')")
		database.executemany(
			"insert into held values ('categories', ?)", [(code,) for code in found["categories"]]
		)
	parameters: list = []
	groups = sorted({row.group for row in rows})
	conditions = [
		"(" + " or ".join(sql_condition(row, parameters) for row in rows if row.group == group) + ")"
		for group in groups
	]
	query = "select count(*) from person where " + (" and ".join(conditions) or "1")
	return bool(database.execute(query, parameters).fetchone()[0])


@settings(max_examples=500)
@given(criteria_lists, facts)
def test_a_database_judges_the_same(rows, found):
	assert judge(rows, found).eligible == judged_by_database(rows, found)


# --- laws of logic -------------------------------------------------------------------------------------

OPPOSITES = {
	"=": "!=",
	">": "<=",
	">=": "<",
	"in": "not in",
	"contains": "not contains",
	"is set": "is not set",
}


@given(criteria(groups=st.just(1)), facts)
def test_a_criterion_and_its_opposite(row, found):
	opposites = OPPOSITES | {value: key for key, value in OPPOSITES.items()}
	if row.operator not in opposites:
		return
	opposite = Criterion(1, row.fact, opposites[row.operator], row.value)
	answers = judge([row], found).eligible, judge([opposite], found).eligible
	read = [row.fact, *([row.value[1:-1]] if row.value.startswith("{") else [])]
	known = all(found.get(key) is not None for key in read) or row.operator in ("is set", "is not set")
	assert answers in ({(True, False), (False, True)} if known else {(False, False)})


@given(criteria_lists, criteria(), facts)
def test_another_group_never_admits_and_another_alternative_never_excludes(rows, extra, found):
	before = judge(rows, found).eligible
	as_group = Criterion(9, extra.fact, extra.operator, extra.value)
	assert judge([*rows, as_group], found).eligible <= before
	if rows:
		as_alternative = Criterion(rows[0].group, extra.fact, extra.operator, extra.value)
		assert judge([*rows, as_alternative], found).eligible >= before


@given(criteria_lists, facts)
def test_order_of_rows_and_repetition_do_not_matter(rows, found):
	assert judge(rows, found).eligible == judge(rows[::-1] + rows, found).eligible


@given(criteria_lists)
def test_nothing_known_satisfies_only_is_not_set(rows):
	expected = all(
		any(row.operator == "is not set" for row in rows if row.group == group)
		for group in {r.group for r in rows}
	)
	judgement = judge(rows, {})
	assert judgement.eligible == expected
	assert all(failure.reason == "not known" and failure.missing for failure in judgement.failures)


@given(criteria_lists, facts)
def test_failures_tell_the_groups_that_do_not_hold(rows, found):
	judgement = judge(rows, found)
	failing = {
		group
		for group in {row.group for row in rows}
		if not any(
			judge([Criterion(1, r.fact, r.operator, r.value)], found).eligible
			for r in rows
			if r.group == group
		)
	}
	assert {failure.group for failure in judgement.failures} == failing
	assert judgement.eligible == (not failing)
	for template, values in explain(judgement.failures):
		assert format_message(template, values)


@given(
	criteria(),
	st.dictionaries(
		st.sampled_from(sorted(FACTS)),
		st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.binary(max_size=3)),
	),
)
def test_unreadable_facts_never_raise(row, found):
	assert judge([row], found).eligible in (True, False)


def test_a_known_but_empty_set():
	"""Nobody's categories: nothing is contained, nothing is set, yet it is known that NCC is not among them."""
	none_held = {"categories": []}
	for operator, value, holds in (
		("contains", "NCC", False),
		("not contains", "NCC", True),
		("is set", "", False),
		("is not set", "", True),
	):
		assert judge([Criterion(1, "categories", operator, value)], none_held).eligible is holds


def test_no_criteria_admit_everybody():
	assert judge([], {}).eligible


# --- examples ------------------------------------------------------------------------------------------

WORKER_WITHOUT_CONTRACT = [
	Criterion(1, "has_labour_contract", "=", "No"),
	Criterion(2, "monthly_income", "<", "{near_poor_line}"),
	Criterion(3, "stopped_from", "between", "2020-04-01; 30/06/2020"),
	Criterion(4, "job_family", "in", "LOTTERY_RETAIL, PORTERAGE"),
]
WORKER = {
	"has_labour_contract": "No",
	"monthly_income": 999_999,
	"near_poor_line": 1_000_000,
	"stopped_from": datetime(2020, 6, 30, 7, 30),
	"job_family": "PORTERAGE",
}


@pytest.mark.parametrize(
	("change", "eligible"),
	[
		({}, True),
		({"monthly_income": 1_000_000}, False),
		({"monthly_income": 1_000_000, "near_poor_line": 1_300_000}, True),
		({"monthly_income": None}, False),
		({"near_poor_line": None}, False),
		({"monthly_income": Decimal("999999.99")}, True),
		({"monthly_income": "999.999"}, True),
		({"stopped_from": "2020-07-01"}, False),
		({"stopped_from": "2020-04-01"}, True),
		({"has_labour_contract": 0}, True),
		({"has_labour_contract": True}, False),
		({"has_labour_contract": ""}, False),
		({"job_family": "TEACHER"}, False),
	],
)
def test_worker_without_contract(change, eligible):
	"""QĐ 15/2020: no contract, income below the near-poor line of QĐ 59/2015, 01/04–30/06/2020, listed job."""
	assert judge(WORKER_WITHOUT_CONTRACT, WORKER | change).eligible is eligible


def said(rows, found, **options) -> list[str]:
	messages = explain(judge(rows, found).failures, **options)
	return [format_message(template, values) for template, values in messages]


def test_messages_say_what_is_wanted_and_what_was_found():
	found = WORKER | {"monthly_income": 1_200_000, "stopped_from": "2020-03-01", "has_labour_contract": None}
	assert said(WORKER_WITHOUT_CONTRACT, found) == [
		"Has a labour contract is not known. Fill it in, because the policy asks for it.",
		"Average monthly income must be less than 1.000.000, but is 1.200.000.",
		"Stopped working from must lie between 01/04/2020 and 30/06/2020, but is 01/03/2020.",
	]


def test_alternatives_are_told_together():
	rows = [
		Criterion(1, "categories", "contains", "NCC"),
		Criterion(1, "household_poverty", "in", "Poor; Near Poor"),
	]
	found = {"categories": ["BTXH"], "household_poverty": "Not Poor"}
	assert said(rows, found, names={"NCC": "Người có công", "BTXH": "Bảo trợ xã hội"}) == [
		"At least one of these 2 conditions must be met:",
		"Beneficiary categories must include Người có công, but has: Bảo trợ xã hội.",
		"Household poverty status must be one of (Poor; Near Poor), but is Not Poor.",
	]
	failure = judge(rows, found).failures[0]
	assert failure.reason == "not met" and failure.found["household_poverty"] == "Not Poor"
	assert failure.criteria == tuple(rows)


def test_messages_of_dates_and_choices_are_translatable():
	rows = [Criterion(1, "contract_ended_on", ">=", "2020-04-01"), Criterion(2, "sex", "!=", "Male")]
	messages = explain(judge(rows, {"contract_ended_on": date(2020, 3, 31), "sex": "Male"}).failures)
	vietnamese = {
		"Contract ended on": "Ngày chấm dứt hợp đồng",
		"{0} must not be before {1}, but is {2}.": "{0} không được trước ngày {1}, hồ sơ ghi {2}.",
		"Sex": "Giới tính",
		"Male": "Nam",
		"{0} must not be {1}.": "{0} không được là {1}.",
	}
	assert [format_message(template, values, vietnamese.__getitem__) for template, values in messages] == [
		"Ngày chấm dứt hợp đồng không được trước ngày 01/04/2020, hồ sơ ghi 31/03/2020.",
		"Giới tính không được là Nam.",
	]


@pytest.mark.parametrize(
	("row", "hint"),
	[
		(Criterion(1, "height", "=", "1"), "there is no fact height"),
		(Criterion(0, "age", "=", "1"), "group must be a number"),
		(Criterion(1, "sex", "contains", "Male"), "Possible operators: =  !=  in  not in"),
		(Criterion(1, "age", "~", "1"), "Age in completed years cannot be compared with ~"),
		(Criterion(1, "age", "=", ""), "a value for Age in completed years is missing"),
		(Criterion(1, "age", "=", "sixty"), "sixty is not a value for Age"),
		(Criterion(1, "sex", "=", "Man"), "Choose one of: Male, Female"),
		(Criterion(1, "stopped_from", "=", "31/02/2020"), "31/02/2020 is not a value"),
		(Criterion(1, "monthly_income", "<", "1,5 triệu"), "cannot be read as an amount"),
		(Criterion(1, "pregnant", "=", "maybe"), "Write Yes or No"),
		(Criterion(1, "age", "between", "60"), "two values"),
		(Criterion(1, "age", "between", "70; 60"), "lower value"),
		(Criterion(1, "age", "in", "60;"), "is missing"),
		(Criterion(1, "age", "is set", "60"), "takes no value"),
		(Criterion(1, "age", "<", "{height}"), "there is no fact height"),
		(Criterion(1, "age", "<", "{stopped_from}"), "different kinds"),
	],
)
def test_rows_that_cannot_be_understood(row, hint):
	good = Criterion(1, "age", ">=", "60")
	with pytest.raises(Problem) as raised:
		validate([good, row])
	assert str(raised.value).startswith("Row 2: ") and hint in str(raised.value)


def test_every_operator_of_every_kind_is_accepted():
	examples = {
		"number": "1",
		"money": "1.000",
		"date": "2020-04-01",
		"text": "a",
		"yes_no": "Yes",
		"set": "NCC",
	}
	catalogue = catalogue_with([Fact("free_choice", "Free choice", "choice")])
	keys = {fact.kind: key for key, fact in catalogue.items() if not fact.choices}
	assert set(keys) == set(KINDS)
	for kind, operators in OPERATORS_BY_KIND.items():
		for operator in operators:
			value = examples.get(kind, "a")
			value = f"{value}; {value}" if operator == "between" else value
			validate(
				[Criterion(1, keys[kind], operator, "" if operator.startswith("is ") else value)], catalogue
			)


def test_a_policys_own_facts():
	catalogue = catalogue_with([Fact("has_boat", "Owns a boat", "yes_no")])
	assert judge([Criterion(1, "has_boat", "=", "Yes")], {"has_boat": 1}, catalogue).eligible
	with pytest.raises(Problem, match="no fact has_boat"):
		validate([Criterion(1, "has_boat", "=", "Yes")])
	with pytest.raises(Problem, match="exists already"):
		catalogue_with([Fact("age", "Age", "number")])
	with pytest.raises(Problem, match="exists already"):
		catalogue_with([Fact("has_boat", "Owns a boat", "yes_no"), Fact("has_boat", "Boat", "yes_no")])
	with pytest.raises(Problem, match="unknown kind"):
		catalogue_with([Fact("x", "X", "colour")])


@pytest.mark.parametrize(
	("value", "admitted"),
	[
		("Bốc vác, vận chuyển hàng hóa", ["Bốc vác, vận chuyển hàng hóa"]),
		("Bốc vác, vận chuyển hàng hóa; Xe ôm", ["Bốc vác, vận chuyển hàng hóa", "Xe ôm"]),
		("Xe ôm, Thu gom rác", ["Xe ôm", "Thu gom rác"]),
	],
)
def test_a_choice_may_hold_a_comma(value, admitted):
	choices = ("Bốc vác, vận chuyển hàng hóa", "Xe ôm", "Thu gom rác")
	catalogue = catalogue_with([Fact("nghe", "Nghề", "choice", choices)])
	row = Criterion(1, "nghe", "in", value)
	assert [job for job in choices if judge([row], {"nghe": job}, catalogue).eligible] == admitted


def test_units_of_residence_by_area_code():
	"""A policy of a former province goes on within its territory after the merger."""
	rows = [Criterion(1, "unit_path", "contains", "/94-2004/")]
	assert judge(rows, {"unit_path": "/VN/94-2004/943-2004/31528-2004/"}).eligible
	assert not judge(rows, {"unit_path": "/VN/92-2004/916-2004/"}).eligible


def test_compiled_criteria_judge_many():
	compiled = compile_criteria(WORKER_WITHOUT_CONTRACT)
	assert [len(tests) for tests in compiled.groups] == [1, 1, 1, 1]
	assert (
		sum(compiled.judge(WORKER | {"monthly_income": n}).eligible for n in range(999_990, 1_000_010)) == 10
	)
