"""Overdue lists are reported once for each stage: the official, the head of the office, the next office."""

import frappe
import pytest

from covid_support.actions import escalate
from covid_support.bulk.start import run_now, start
from covid_support.policies import roles
from covid_support.tests import bulk_world as world
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


@pytest.fixture(autouse=True)
def uncommitted(monkeypatch):
	"""The job commits after each chunk; a test undoes everything. Workers are there at once."""
	world.keep_in_one_transaction(monkeypatch)
	monkeypatch.setattr(escalate, "start", run_now)


def run(day: str) -> None:
	make.go_to(day)
	frappe.local.cache.pop("covid_support_posts", None)
	escalate.escalate_overdue()


def told(name: str) -> list[tuple[str, str]]:
	"""(user, subject) of the notifications about the list, in order."""
	rows = frappe.get_all(
		"Notification Log",
		filters={"document_name": name},
		fields=["for_user", "subject"],
		order_by="creation, name",
	)
	return [(row.for_user, row.subject) for row in rows]


def timeline(name: str) -> list[str]:
	filters = {"reference_name": name, "comment_type": "Info"}
	return frappe.get_all("Comment", filters=filters, pluck="content", order_by="creation, name")


def at_the_district(who) -> str:
	"""A list that came to the district on Monday 04/05/2020 and is due there on Thursday 7."""
	name = make.list_in("District Appraisal", who)
	frappe.db.set_value("Application List", name, "due_date", "2020-05-07")
	return name


def test_nothing_is_reported_before_the_day_has_passed(who):
	name = at_the_district(who)
	run("2020-05-07")
	assert told(name) == []


def test_official_head_and_next_office_are_told_in_turn(who):
	name = at_the_district(who)
	run("2020-05-08")  # Friday: one working day late
	assert [user for user, _subject in told(name)] == [who.district_officer]
	run("2020-05-09")  # a weekend adds nothing
	run("2020-05-11")  # Monday: two
	assert len(told(name)) == 1
	run("2020-05-12")  # three
	assert [user for user, _subject in told(name)] == [who.district_officer, who.district_chair]
	run("2020-05-15")  # six
	assert [user for user, _subject in told(name)][2] == who.department_officer
	assert told(name)[1][1].endswith("đã quá hạn 3 ngày làm việc tại cơ quan của ông/bà.")
	assert len(timeline(name)) == 3
	assert "quá hạn 6 ngày làm việc" in timeline(name)[-1]


def test_days_on_which_the_area_stands_still_are_not_late(who):
	"""Due on Thursday 7; Friday 8 to Tuesday 12 are frozen, so Wednesday 13 is the first day late."""
	name = at_the_district(who)
	values = {"administrative_unit": make.DISTRICT, "valid_from": "2020-05-08", "valid_to": "2020-05-12"}
	frappe.get_doc({"doctype": "Freeze Period", "reason": "Phong tỏa", **values}).insert()
	run("2020-05-12")
	assert told(name) == []
	run("2020-05-13")
	assert [user for user, _subject in told(name)] == [who.district_officer]
	assert "quá hạn 1 ngày làm việc" in timeline(name)[-1]


def test_running_twice_reports_once(who):
	name = at_the_district(who)
	for _time in range(3):
		run("2020-05-12")
	assert len(told(name)) == 2


def test_after_two_days_without_a_scheduler_no_stage_is_lost(who):
	name = at_the_district(who)
	run("2020-05-12")  # Friday and Monday were missed
	assert [user for user, _subject in told(name)] == [who.district_officer, who.district_chair]
	assert len(timeline(name)) == 2


def test_a_returned_list_is_reported_to_whoever_prepared_it(who):
	name = at_the_district(who)
	run("2020-05-08")
	make.act("Application List", name, "Return", who.district_officer, "Sai tên")  # due Tuesday 12
	run("2020-05-12")
	assert len(told(name)) == 1
	run("2020-05-13")
	assert [user for user, _subject in told(name)] == [who.district_officer, who.commune_officer]


def test_officials_of_other_districts_are_not_told(who):
	stranger = make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT)
	name = at_the_district(who)
	run("2020-05-08")
	assert stranger not in [user for user, _subject in told(name)]


def test_whoever_left_the_post_is_not_told(who):
	name = at_the_district(who)
	frappe.db.set_value("Official Assignment", {"user": who.district_officer}, "valid_to", "2020-05-07")
	second = make.official(roles.DISTRICT_OFFICER, make.DISTRICT)
	run("2020-05-08")
	assert [user for user, _subject in told(name)] == [second]


def test_the_timeline_says_when_nobody_holds_the_post(who):
	name = at_the_district(who)
	frappe.db.set_value("Official Assignment", {"user": who.district_officer}, "enabled", 0)
	run("2020-05-08")
	assert told(name) == []
	assert "chưa có cán bộ" in timeline(name)[0]


def test_officials_do_not_start_the_reports_themselves(who):
	with make.acting_as(who.district_officer), refused("hệ thống"):
		start(escalate.KIND, {"day": "2020-05-12"})
