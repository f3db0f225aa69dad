"""Rows written in sets come back as they were given, whatever stands in them."""

from datetime import date, datetime
from decimal import Decimal

import frappe
import pytest

from covid_support.bulk.insert import insert_rows
from covid_support.core.record_name import record_name

AWKWARD = [
	"", "'", '"', "\\", "\\'", "a\nb\tc\r", "\x1a", "100 % %s %(name)s", "ifnull(1, 2)", "Nguyễn Thị Ước Mơ", "); drop table x; --", "😀", "{0}",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_text_comes_back_as_it_was(text):
	name = record_name()
	insert_rows("ToDo", ["name", "description", "color"], [(name, text, None)])
	assert frappe.db.get_value("ToDo", name, ["description", "color"]) == (text, None)


def test_days_moments_and_numbers_come_back_as_they_were():
	name, moment = record_name(), datetime(2020, 5, 4, 7, 8, 9, 123456)
	fields = ["name", "date", "assignment_rule", "priority"]
	insert_rows("ToDo", fields, [(name, date(2020, 5, 4), moment, True)])
	day, told, truth = frappe.db.get_value("ToDo", name, ["date", "assignment_rule", "priority"])
	assert (day, told, truth) == (date(2020, 5, 4), "2020-05-04 07:08:09.123456", "1")
	share = record_name()
	insert_rows(
		"Currency",
		["name", "fraction_units", "smallest_currency_fraction_value"],
		[(share, 7, Decimal("0.25"))],
	)
	assert frappe.db.get_value("Currency", share, ["fraction_units", "smallest_currency_fraction_value"]) == (
		7,
		0.25,
	)
