"""From the decisions of a whole area to the receipts, each step by one operation: exactly what the buttons do."""

import frappe
import pytest

from covid_support.bulk import api as bulk
from covid_support.bulk.start import run_now, start
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

SUBJECT = "Hỗ trợ người dân gặp khó khăn"
pytestmark = pytest.mark.usefixtures("uncommitted")


def run(by: str, kind: str, **parameters):
	with make.acting_as(by):
		return frappe.get_doc("Bulk Operation", run_now(kind, parameters))


def waiting_lists(who) -> list[str]:
	"""Two lists of one district and one of another, with 1, 2 and 1 people at 1,500,000 VND."""
	far = make.officials(make.FAR_COMMUNE)
	return [
		make.list_in("Province Decision", who, 1),
		make.list_in("Province Decision", who, 2),
		make.list_in("Province Decision", far, 1),
	]


def decisions_of(lists: list[str]) -> list[str]:
	return [frappe.db.get_value("Application List", name, "decision") for name in lists]


def test_waiting_lists_become_one_decision_for_each_district_once(who):
	lists, budget = waiting_lists(who), make.allocation()
	wish = {"programme": make.PROGRAMME, "office": make.office(), "subject": SUBJECT}
	wish |= {"budget_allocation": budget.name, "submit": 1}
	drawn = run(who.department_officer, "Draw Up Decisions", **wish)
	assert (drawn.status, drawn.parts, drawn.rows_done, drawn.amount) == ("Completed", 2, 4, 6_000_000)
	first, second, far = decisions_of(lists)
	assert first == second != far
	subject, amount, state = frappe.db.get_value("Decision", first, ("subject", "amount", "workflow_state"))
	assert (amount, state) == (4_500_000, "Pending Signature")
	assert subject.startswith(f"{SUBJECT} – Huyện Kế Sách")
	with make.acting_as(who.department_officer), refused("đang chờ quyết định"):
		start("Draw Up Decisions", wish)


def test_decisions_of_another_unit_are_left_alone(who):
	lists, budget = waiting_lists(who), make.allocation()
	wish = {"programme": make.PROGRAMME, "office": make.office(), "subject": SUBJECT, "submit": 1}
	run(who.department_officer, "Draw Up Decisions", **wish, budget_allocation=budget.name)
	unit = frappe.db.get_value("Decision", decisions_of(lists)[0], "administrative_unit")
	action = {"action": "Issue Decision"}
	with make.acting_as(who.provincial_leader), refused("đang chờ"):
		start("Move Decisions", {**action, "administrative_unit": make.COMMUNE})
	assert run(who.provincial_leader, "Move Decisions", **action, administrative_unit=unit).rows_done == 4


def test_decisions_are_issued_together_and_the_budget_refuses_one_alone(who):
	lists, budget = waiting_lists(who), make.allocation(4_500_000)
	wish = {"programme": make.PROGRAMME, "office": make.office(), "subject": SUBJECT, "submit": 1}
	run(who.department_officer, "Draw Up Decisions", **wish, budget_allocation=budget.name)
	issued = run(who.provincial_leader, "Move Decisions", action="Issue Decision")
	assert issued.status == "Completed with Exceptions"
	states = [make.state_of(name) for name in lists]
	assert sorted(states) in (
		["Approved"] * 2 + ["Province Decision"],
		["Approved"] + ["Province Decision"] * 2,
	)
	committed = frappe.db.get_value("Budget Allocation", budget.name, "committed_amount")
	assert committed == issued.amount == 1_500_000 * issued.rows_done
	(left,) = bulk.get_exceptions(issued.name)["rows"]
	assert left["doctype"] == "Decision" and left["label"].startswith(SUBJECT)


def test_batches_are_built_approved_sent_and_recorded(who):
	lists = [make.list_in("Province Decision", who, count) for count in (1, 2)]
	decision = make.issued_decision(lists, who)
	built = run(who.paying_officer, "Build Payment Batches", decision=decision, submit=1)
	assert (built.status, built.rows_done, built.amount) == ("Completed", 3, 4_500_000)
	with make.acting_as(who.paying_officer), refused("đến hạn chi trả"):
		start("Build Payment Batches", {"decision": decision})
	assert run(who.finance_officer, "Move Payment Batches", action="Approve Payment").rows_done == 3
	assert run(who.paying_officer, "Move Payment Batches", action="Send to Pay").rows_done == 3
	batches = frappe.get_all("Payment Batch", {"decision": decision}, pluck="name")
	absent = make.payments(batches[0])[0].name
	sheets = [{"batch": name, "number": f"{name}/BN", "paid_on": "2020-05-04"} for name in batches]
	sheets[0]["unpaid"] = {absent: "Đi vắng"}
	recorded = run(who.paying_officer, "Record Receipt Sheets", sheets=sheets, complete=1)
	assert (recorded.status, recorded.rows_done, recorded.amount) == ("Completed", 3, 3_000_000)
	assert {make.state_of(name, "Payment Batch") for name in batches} == {"Completed"}
	again = run(who.paying_officer, "Record Receipt Sheets", sheets=sheets)
	assert (again.status, frappe.db.count("Payment Result", {"payment_batch": ["in", batches]})) == (
		"Completed", len(batches),
	)  # fmt: skip
	follow_up = run(who.paying_officer, "Build Payment Batches", decision=decision)
	assert (follow_up.rows_done, follow_up.amount) == (1, 1_500_000)


def test_a_sheet_of_a_batch_that_was_not_sent_is_refused_alone(who):
	lists = [make.list_in("Province Decision", who, 1) for _ in range(2)]
	sent = make.sent_batch(make.issued_decision(lists[:1], who), who)
	draft = make.batch(make.issued_decision(lists[1:], who), who)
	sheets = [{"batch": name, "number": "01/BN", "paid_on": "2020-05-04"} for name in (draft, sent)]
	recorded = run(who.paying_officer, "Record Receipt Sheets", sheets=sheets)
	assert (recorded.status, recorded.rows_done) == ("Completed with Exceptions", 1)
	(left,) = bulk.get_exceptions(recorded.name)["rows"]
	assert (left["name"], "chưa" in left["message"]) == (draft, True)


def test_officials_of_another_area_or_office_get_nothing_done(who):
	lists = [make.list_in("Province Decision", who, 1)]
	decision = make.issued_decision(lists, who)
	stranger = make.official(roles.PAYING_OFFICER, make.OTHER_DISTRICT)
	with make.acting_as(stranger), refused("đến hạn chi trả"):
		start("Build Payment Batches", {"decision": decision})
	with make.acting_as(make.official(roles.AUDITOR, make.PROVINCE)):
		for kind, words in (
			("Draw Up Decisions", "không có quyền"),
			("Move Decisions", "không có quyền"),
			("Record Receipt Sheets", "cán bộ chi trả"),
		):
			with refused(words):
				start(kind, {})
