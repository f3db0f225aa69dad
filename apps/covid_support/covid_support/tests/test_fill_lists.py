"""Lists filled in for every commune of a unit: as by the button, once, within the area, signed by the commune."""

import frappe
import pytest

from covid_support.applications.judging import recomputed_amount
from covid_support.bulk.start import record, run_now
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

KIND = "Fill In Lists"
AMOUNT = 1_500_000  # QĐ 15/2020/QĐ-TTg, people with merit: 500,000 VND × 3 months, paid once
pytestmark = pytest.mark.usefixtures("uncommitted")


@pytest.fixture
def registered(who):
	"""25 people with merit in one commune (enough to be judged as a set), 2 in another, others of no category."""
	make.people(25)
	make.people(2, make.SECOND_COMMUNE)
	make.people(3, category=None)


def fill(by: str, unit: str, **parameters):
	"""Run the operation as `by`; returns its record."""
	with make.acting_as(by):
		values = {"policy": make.MERIT, "administrative_unit": unit, **parameters}
		return frappe.get_doc("Bulk Operation", run_now(KIND, values))


def lists() -> list[dict]:
	return frappe.get_all(
		"Application List",
		filters={"policy": make.MERIT, "administrative_unit": ["in", [make.COMMUNE, make.SECOND_COMMUNE]]},
		fields=[
			"name",
			"administrative_unit",
			"people",
			"proposed_amount",
			"workflow_state",
			"responsible_user",
		],
		order_by="people desc",
	)


def district() -> str:
	return frappe.db.get_value("Administrative Unit", make.COMMUNE, "parent_administrative_unit")


def test_a_district_fills_in_the_lists_of_its_communes(who, registered):
	operation = fill(who.district_officer, district())
	assert (operation.status, operation.rows_done, operation.amount) == ("Completed", 27, 27 * AMOUNT)
	assert [(row.administrative_unit, row.people, row.proposed_amount) for row in lists()] == [
		(make.COMMUNE, 25, 25 * AMOUNT),
		(make.SECOND_COMMUNE, 2, 2 * AMOUNT),
	]
	assert {(row.workflow_state, row.responsible_user) for row in lists()} == {("Draft", None)}
	lines = frappe.get_all(
		"Support Application",
		filters={"application_list": lists()[0].name},
		fields=["policy_version", "entitlement", "proposed_amount", "status"],
	)
	assert {(recomputed_amount(line.policy_version, line.entitlement), line.status) for line in lines} == {
		(AMOUNT, "Listed")
	}


def test_a_second_run_adds_only_who_came_since(who, registered):
	fill(who.district_officer, district())
	before = lists()
	again = fill(who.district_officer, district())
	assert (again.status, again.rows_done, lists()) == ("Completed", 0, before)
	make.people(1, make.SECOND_COMMUNE)
	assert fill(who.district_officer, district()).rows_done == 1
	assert [row.people for row in lists()] == [25, 3]


def test_the_commune_checks_submits_and_signs_what_was_filled_in(who, registered):
	fill(who.district_officer, district())
	name = lists()[0].name
	make.bring_papers(name, who.commune_officer)
	with refused("không có ở bước hiện tại"):
		make.act("Application List", name, "Submit for Signature", who.district_officer)
	make.act("Application List", name, "Submit for Signature", who.commune_officer)
	make.act("Application List", name, "Sign", who.commune_chair)
	document = frappe.get_doc("Application List", name)
	assert (document.workflow_state, document.prepared_by) == ("Public Posting", who.commune_officer)
	assert document.owner == who.district_officer


def test_who_may_not(who, registered):
	for user, unit, words in (
		(make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT), make.COMMUNE, "thuộc địa bàn phụ trách"),
		(who.commune_officer, district(), "thuộc địa bàn phụ trách"),
		(who.commune_chair, make.COMMUNE, "Danh sách do công chức cấp xã"),
	):
		with make.acting_as(user), refused(words):
			record(KIND, {"policy": make.MERIT, "administrative_unit": unit})
	assert lists() == []


def test_what_cannot_be_filled_in(who, registered):
	employers = frappe.db.get_value("Support Policy", {"filed_by": "Employer", "status": "Active"})
	for parameters, words in (
		({"policy": employers}, "không do cấp xã lập từ danh bạ"),
		({"policy": None}, "chọn chính sách"),
		({"list_date": "2019-01-01"}, "nhận hồ sơ"),
		({"administrative_unit": make.FAR_COMMUNE}, "thuộc địa bàn phụ trách"),
	):
		values = {"policy": make.MERIT, "administrative_unit": make.COMMUNE, **parameters}
		with make.acting_as(who.commune_officer), refused(words):
			record(KIND, values)
	assert lists() == []
