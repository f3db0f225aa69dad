"""Rows of a policy's form: which may become fields, and what they become."""

from datetime import date

import pytest

from covid_support.applications.declared import complete, stated
from covid_support.core.problem import Problem
from covid_support.programmes.form_fields import check_rows, facts_of_rows, field_of
from covid_support.rules.facts import Fact, catalogue_with

TODAY = date(2021, 7, 15)
STANDING = ("policy", "status", "months", "monthly_income")
KWH = Fact("so_kwh", "Số kWh tiêu thụ", "number", mandatory=True)


def row(fieldname="so_kwh", label="Số kWh tiêu thụ", kind="number", **more) -> dict:
	return {"fieldname": fieldname, "label": label, "kind": kind, **more}


def test_rows_become_facts():
	rows = [
		row(mandatory=1),
		row("nguon_dien", "Nguồn điện", "choice", choices="Công tơ riêng\n\n Dùng chung \n"),
	]
	assert facts_of_rows(rows) == [
		KWH,
		Fact("nguon_dien", "Nguồn điện", "choice", ("Công tơ riêng", "Dùng chung")),
	]


def test_a_field_may_bear_the_key_of_a_known_fact_of_its_kind():
	rows = [row("f0_days", "Số ngày điều trị F0", "number"), row("months", "Số tháng", "number")]
	check_rows(rows, STANDING)
	assert catalogue_with(facts_of_rows(rows))["f0_days"].label == "Số ngày điều trị F0"


@pytest.mark.parametrize(
	("rows", "said"),
	[
		([row("Số kWh")], "row 1: Số kWh cannot be the name of a field"),
		([row("1kwh")], "cannot be the name"),
		([row("")], "cannot be the name"),
		([row(), row()], "row 2: so_kwh stands twice"),
		([row("age")], "taken from the register"),
		([row("status")], "used by the form itself"),
		([row("name", kind="text")], "used by the form itself"),
		([row("f0_days", kind="text")], "must be of the kind number"),
		([row("nguon", kind="choice")], "enter the choices"),
		([row("nguon", kind="choice", choices="A\nA")], "stands twice"),
		([row("nguon", kind="choice", choices="A" * 141)], "longer than 140"),
	],
)
def test_rows_that_cannot_be_fields(rows, said):
	with pytest.raises(Problem) as caught:
		check_rows(rows, STANDING)
	assert said in str(caught.value)


@pytest.mark.parametrize(
	("kind", "fieldtype"),
	[
		("number", "Float"),
		("money", "Currency"),
		("date", "Date"),
		("text", "Data"),
		("choice", "Select"),
		("yes_no", "Select"),
	],
)
def test_each_kind_has_its_field(kind, fieldtype):
	field = field_of(Fact("x", "X", kind, ("a", "b") if kind == "choice" else ()))
	assert field["fieldtype"] == fieldtype
	assert field.get("options") == {"choice": "\na\nb", "yes_no": "\nYes\nNo"}.get(kind)


@pytest.mark.parametrize(
	("fact", "typed", "held"),
	[
		(KWH, "46", 46),
		(KWH, 46.0, 46),
		(KWH, 0, 0),
		(Fact("gia", "Giá", "money"), "1.806 đ", 1806),
		(Fact("ngay", "Ngày", "date"), "15/07/2021", date(2021, 7, 15)),
		(Fact("ngay", "Ngày", "date"), date(2021, 7, 15), date(2021, 7, 15)),
		(Fact("dia_chi", "Địa chỉ", "text"), "  Ấp 1 ", "Ấp 1"),
		(Fact("dung_chung", "Dùng chung", "yes_no"), "no", "No"),
		(Fact("dung_chung", "Dùng chung", "yes_no"), True, "Yes"),
		(Fact("dung_chung", "Dùng chung", "yes_no"), "", None),
	],
)
def test_answers_are_kept_in_their_kinds(fact, typed, held):
	assert complete({fact.key: typed}, TODAY, [fact])[fact.key] == held


@pytest.mark.parametrize(
	("fact", "typed", "said"),
	[
		(KWH, "", "Số kWh tiêu thụ is missing"),
		(KWH, None, "Số kWh tiêu thụ is missing"),
		(KWH, "-1", "cannot be -1"),
		(KWH, "nhiều", "is not a value for Số kWh tiêu thụ"),
		(Fact("nguon", "Nguồn", "choice", ("A",)), "B", "Choose one of: A"),
		(Fact("ngay", "Ngày", "date"), "31/02/2021", "is not a value for Ngày"),
		(Fact("dia_chi", "Địa chỉ", "text"), "a" * 141, "at most 140"),
	],
)
def test_answers_that_cannot_be(fact, typed, said):
	with pytest.raises(Problem) as caught:
		complete({fact.key: typed}, TODAY, [fact])
	assert said in str(caught.value)


def test_a_zero_is_an_answer_only_where_one_must_be_given():
	assert stated(KWH, 0.0) == 0
	assert stated(Fact("so_kwh", "Số kWh", "number"), 0.0) is None
	assert stated(Fact("gia", "Giá", "money"), 0.0) is None
	assert stated(Fact("dung_chung", "Dùng chung", "yes_no"), "No") is False
