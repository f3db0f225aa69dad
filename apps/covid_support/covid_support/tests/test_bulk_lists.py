"""Many lists by one button: each as if it had been opened and pressed, refused alone, within the area."""

import frappe
import pytest

from covid_support.applications.movable_lists import possible_moves
from covid_support.bulk import api as bulk
from covid_support.bulk.runner import work
from covid_support.bulk.start import run_now, start
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

KIND = "Move Lists"
pytestmark = pytest.mark.usefixtures("uncommitted")


def move(by: str, **parameters):
	"""Run the operation as `by`; returns its record."""
	with make.acting_as(by):
		return frappe.get_doc("Bulk Operation", run_now(KIND, parameters))


def said(operation) -> dict[str, str]:
	"""{list: words} of what was left alone."""
	return {row["name"]: row["message"] for row in bulk.get_exceptions(operation.name)["rows"]}


def steps(name: str) -> list[tuple]:
	return [
		(step.action, step.to_state, step.user, step.people)
		for step in frappe.get_doc("Application List", name).steps
	]


def test_every_list_of_the_officer_moves_as_by_its_button(who):
	lists = [make.list_in("Commune Signing", who, count) for count in (1, 2)]
	alone = make.list_in("Commune Signing", who, 2)
	with make.acting_as(who.commune_chair):
		make.api.act("Application List", alone, "Sign")
	operation = move(who.commune_chair, action="Sign", state="Commune Signing")
	assert (operation.status, operation.rows_done, operation.amount) == ("Completed", 3, 4_500_000)
	assert operation.administrative_unit == make.COMMUNE
	for name in lists:
		assert make.state_of(name) == "Public Posting"
		assert steps(name)[-1][:3] == steps(alone)[-1][:3]
		of_both = frappe.get_all(
			"Application List", {"name": ["in", [name, alone]]}, ["due_date", "posted_to"]
		)
		assert of_both[0] == of_both[1]
		document = frappe.get_doc("Application List", name)
		assert len(document.signed_digest) == 64 and document.signed_by == who.commune_chair
		assert {line.status for line in make.lines(name)} == {"Proposed"}


def test_a_refused_list_stays_with_its_reason_and_the_others_move(who):
	ready, empty = make.draft_list(who, 1), make.empty_list(who.commune_officer)
	make.bring_papers(ready, who.commune_officer)
	operation = move(who.commune_officer, action="Submit for Signature", policy=make.MERIT)
	assert (make.state_of(ready), make.state_of(empty)) == ("Commune Signing", "Draft")
	assert (operation.status, operation.exceptions) == ("Completed with Exceptions", 1)
	assert list(said(operation)) == [empty]
	assert "chưa có" in said(operation)[empty]


def test_returning_many_lists_writes_the_same_reason_on_each(who):
	lists = [make.list_in("District Appraisal", who, 1) for _ in range(2)]
	with make.acting_as(who.district_officer), refused("lý do"):
		start(KIND, {"action": "Return", "lists": lists})
	move(who.district_officer, action="Return", lists=lists, reason="Thiếu giấy tờ")
	for name in lists:
		document = frappe.get_doc("Application List", name)
		assert (document.workflow_state, document.return_reason) == ("Returned", "Thiếu giấy tờ")
		assert document.responsible_user == who.commune_officer


def test_lists_of_another_area_are_not_even_found(who):
	name = make.list_in("District Appraisal", who, 1)
	stranger = make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT)
	with make.acting_as(stranger):
		assert possible_moves({}) == []
		for parameters in ({"lists": [name]}, {"administrative_unit": make.COMMUNE}, {}):
			with refused("Không có hồ sơ nào"):
				start(KIND, {"action": "Confirm", **parameters})
	assert make.state_of(name) == "District Appraisal"


def test_who_prepared_a_list_does_not_sign_it_by_the_hundred_either(who):
	name = make.list_in("District Signing", who, 1)
	frappe.db.set_value(
		"List Step", {"parent": name, "from_state": "District Appraisal"}, "user", who.district_chair
	)
	operation = move(who.district_chair, action="Sign")
	assert make.state_of(name) == "District Signing"
	assert operation.status == "Unsuccessful"
	assert name in said(operation)


def test_a_list_that_went_on_meanwhile_is_left_alone(who):
	name = make.list_in("Commune Signing", who, 1)
	with make.acting_as(who.commune_chair):
		planned = start(KIND, {"action": "Sign"})
		make.api.act("Application List", name, "Sign")
		before = steps(name)
		work(planned)
	assert steps(name) == before
	assert "Chưa chuyển" in bulk.get_exceptions(planned)["rows"][0]["message"]


def test_what_may_be_pressed_is_counted_with_people_and_money(who):
	for count in (1, 2):
		make.list_in("Commune Signing", who, count)
	with make.acting_as(who.commune_chair):
		found = {row["action"]: row for row in possible_moves({"administrative_unit": make.COMMUNE})}
		assert possible_moves({"policy": make.POOR}) == []
	assert found["Sign"] == {
		"action": "Sign", "state": "Commune Signing", "target": "Public Posting", "lists": 2, "people": 3,
		"amount": 4_500_000,
	}  # fmt: skip
	assert set(found) == {"Sign", "Return"}


def test_a_decision_alone_approves(who):
	with make.acting_as(who.provincial_leader), refused("không phải nút bấm cho nhiều hồ sơ"):
		start(KIND, {"action": "Approve"})
