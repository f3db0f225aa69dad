"""The deadline clock. Every date here was counted by hand on the calendars of 2020 and 2021.

The route of lists gives the commune 5 working days, the posting 2, the district 3, the department 1 and the
leader 1 (programme_packs/routes.json).
"""

from datetime import date

import frappe
import pytest
from frappe.utils import getdate

from covid_support.applications import deadlines
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def due(name: str, field: str = "due_date", doctype: str = "Application List") -> date:
	return getdate(frappe.db.get_value(doctype, name, field))


@pytest.mark.parametrize(
	("drawn_up", "last_day"),
	[
		("2020-05-04", "2020-05-11"),  # Monday; 5, 6, 7, 8, then Monday 11
		("2020-05-08", "2020-05-15"),  # Friday; 11 to 15
		("2020-04-27", "2020-05-06"),  # 28, 29, then 30/04 and 01/05 are holidays, 4, 5, 6
		("2020-05-09", "2020-05-15"),  # drawn up on a Saturday
	],
)
def test_the_commune_has_five_working_days(who, drawn_up, last_day):
	make.go_to(drawn_up)
	assert due(make.empty_list(who.commune_officer)) == date.fromisoformat(last_day)


def test_dates_of_a_list_day_by_day(who):
	name = make.draft_list(who)
	make.act("Application List", name, "Submit for Signature", who.commune_officer)
	assert due(name) == date(2020, 5, 11)  # signing shares the commune's step

	make.go_to("2020-05-06")  # Wednesday
	make.act("Application List", name, "Sign", who.commune_chair)
	assert due(name, "posted_from") == date(2020, 5, 6)
	assert due(name, "posted_to") == date(2020, 5, 8)  # Thursday and Friday
	assert due(name) == date(2020, 5, 11)  # the first working day after the posting

	make.go_to("2020-05-11")
	make.act("Application List", name, "Close Posting", who.commune_officer)
	assert due(name) == date(2020, 5, 14)  # 12, 13, 14
	make.go_to("2020-05-13")
	make.act("Application List", name, "Submit for Signature", who.district_officer)
	assert due(name) == date(2020, 5, 14)

	make.go_to("2020-05-14")
	make.act("Application List", name, "Sign", who.district_chair)
	assert due(name) == date(2020, 5, 15)
	make.go_to("2020-05-15")  # Friday
	make.act("Application List", name, "Propose Decision", who.department_officer)
	assert due(name) == date(2020, 5, 18)  # Monday


def test_posting_and_return_across_tet(who):
	"""Tết Tân Sửu: no work from Wednesday 10/02/2021 to Tuesday 16/02/2021."""
	name = make.list_in("Commune Signing", who)
	make.go_to("2021-02-08")  # Monday
	make.act("Application List", name, "Sign", who.commune_chair)
	assert due(name, "posted_to") == date(2021, 2, 17)  # 9 and 17
	assert due(name) == date(2021, 2, 18)
	make.go_to("2021-02-17")
	with refused("được niêm yết đến hết ngày 17/02/2021"):
		make.act("Application List", name, "Close Posting", who.commune_officer)
	make.go_to("2021-02-09")  # Tuesday
	make.act("Application List", name, "Return", who.commune_chair, "Sai tên")
	assert due(name) == date(2021, 2, 18)  # two working days: 17 and 18


def test_posting_is_not_closed_before_its_last_day_has_passed(who):
	make.go_to("2020-05-06")
	name = make.list_in("Public Posting", who)
	for day in ("2020-05-06", "2020-05-07", "2020-05-08"):
		make.go_to(day)
		with refused("được niêm yết đến hết ngày 08/05/2020", "Chỉ được chuyển bước sau ngày này"):
			make.act("Application List", name, "Close Posting", who.commune_officer)
	assert make.state_of(name) == "Public Posting"
	make.go_to("2020-05-09")
	assert make.act("Application List", name, "Close Posting", who.commune_officer) == "District Appraisal"


def test_a_returned_list_has_two_working_days(who):
	name = make.list_in("District Appraisal", who)
	make.go_to("2020-05-15")  # Friday
	make.act("Application List", name, "Return", who.district_officer, "Sai mức hỗ trợ")
	assert due(name) == date(2020, 5, 19)  # Monday 18, Tuesday 19


def test_money_is_paid_within_five_working_days(who):
	name = make.list_in("Province Decision", who)
	batch = make.batch(make.issued_decision([name], who), who)
	make.go_to("2020-05-29")  # Friday
	make.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	make.act("Payment Batch", batch, "Approve Payment", who.finance_officer)
	assert due(batch, doctype="Payment Batch") == date(2020, 6, 5)


def test_a_year_without_entered_holidays_does_not_stop_the_work():
	frappe.db.delete("Public Holiday", {"day": [">=", "2027-01-01"]})
	frappe.local.covid_support_calendar = None
	# Wednesday 30/12/2026: Thursday 31, then 01/01/2027 is a holiday by law, then Monday 4
	assert deadlines.due_date(date(2026, 12, 30), 2) == date(2027, 1, 4)
	deadlines.due_date(date(2026, 12, 30), 2)
	told = [row["message"] for row in frappe.get_message_log()]
	assert len(told) == 1  # said once, however many deadlines are counted
	assert "Chưa nhập ngày nghỉ lễ, tết năm 2027" in told[0]
	assert "04/01/2027" in told[0]


def test_tet_of_2027_is_in_the_calendar():
	# Thursday 04/02/2027; Tết from Friday 5 to Thursday 11; then Friday 12, Monday 15
	assert deadlines.due_date(date(2027, 2, 4), 2) == date(2027, 2, 15)
	assert not frappe.local.message_log
