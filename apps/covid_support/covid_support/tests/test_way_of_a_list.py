"""A list on its way through the offices: forward, back with a reason, refused, approved."""

import frappe
import pytest

from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

REASON = "Thiếu xác nhận của ấp"


def history(name: str) -> list[tuple]:
	"""(action, from, to, user, reason) of the list's steps in order."""
	steps = frappe.get_doc("Application List", name).steps
	return [(row.action, row.from_state, row.to_state, row.user, row.reason or "") for row in steps]


def test_whole_way_leaves_a_history_of_all_hands(who):
	name = make.approved_list(who, count=3)
	assert history(name) == [
		("Submit for Signature", "Draft", "Commune Signing", who.commune_officer, ""),
		("Sign", "Commune Signing", "Public Posting", who.commune_chair, ""),
		("Close Posting", "Public Posting", "District Appraisal", who.commune_officer, ""),
		("Submit for Signature", "District Appraisal", "District Signing", who.district_officer, ""),
		("Sign", "District Signing", "Province Appraisal", who.district_chair, ""),
		("Propose Decision", "Province Appraisal", "Province Decision", who.department_officer, ""),
		("Approve", "Province Decision", "Approved", who.provincial_leader, ""),
	]


def test_approval_gives_every_line_the_amount_of_the_law(who):
	"""NQ 42/2020 II.1: 1,500,000 VND once for each person with merit."""
	name = make.approved_list(who, count=3)
	document = frappe.get_doc("Application List", name)
	assert (document.workflow_state, document.docstatus) == ("Approved", 1)
	assert (document.approved_people, int(document.approved_amount)) == (3, 4_500_000)
	assert [(row.status, int(row.approved_amount)) for row in make.lines(name)] == [
		("Approved", 1_500_000)
	] * 3


def test_decision_is_numbered_dated_and_commits_the_budget(who):
	budget = make.allocation(10_000_000)
	name = make.list_in("Province Decision", who, count=2)
	document = frappe.get_doc("Decision", make.issued_decision([name], who, budget.name))
	assert document.document_number == "01/QĐ-UBND"
	assert str(document.issued_on) == str(frappe.flags.covid_support_day)
	assert (document.people, int(document.amount)) == (2, 3_000_000)
	budget.reload()
	assert [int(budget.get(field)) for field in ("amount", "committed_amount", "available_amount")] == [
		10_000_000,
		3_000_000,
		7_000_000,
	]


RETURNS = [
	("Commune Signing", "Return", "commune_chair", "Returned"),
	("Public Posting", "Return", "commune_chair", "Returned"),
	("District Appraisal", "Return", "district_officer", "Returned"),
	("District Signing", "Return", "district_chair", "District Appraisal"),
	("Province Appraisal", "Return", "department_officer", "Returned"),
	("Province Appraisal", "Return to District", "department_officer", "District Appraisal"),
	("Province Decision", "Return", "provincial_leader", "Province Appraisal"),
]
RESPONSIBLE = {
	"Returned": "commune_officer",
	"District Appraisal": "district_officer",
	"Province Appraisal": "department_officer",
}


@pytest.mark.parametrize(("state", "action", "post", "target"), RETURNS)
def test_every_return_names_reason_person_and_date(who, state, action, post, target):
	name = make.list_in(state, who)
	assert make.act("Application List", name, action, getattr(who, post), REASON) == target
	document = frappe.get_doc("Application List", name)
	assert document.return_reason == REASON
	assert document.responsible_user == getattr(who, RESPONSIBLE[target])
	assert document.due_date
	assert history(name)[-1][2:] == (target, getattr(who, post), REASON)


@pytest.mark.parametrize(("state", "action", "post", "target"), RETURNS)
def test_no_return_without_a_reason(who, state, action, post, target):
	name = make.list_in(state, who)
	with refused("Đề nghị ghi rõ lý do"):
		make.act("Application List", name, action, getattr(who, post), "  ")
	assert make.state_of(name) == state


@pytest.mark.parametrize(("state", "action", "post", "target"), RETURNS)
def test_a_returned_list_can_still_be_approved(who, state, action, post, target):
	name = make.list_in(state, who)
	make.act("Application List", name, action, getattr(who, post), REASON)
	make.move_list(name, who, "Province Decision")
	make.issued_decision([name], who)
	assert make.state_of(name) == "Approved"


@pytest.mark.parametrize(
	("state", "post"), [("District Signing", "district_chair"), ("Province Decision", "provincial_leader")]
)
def test_rejecting_a_list_refuses_its_people_and_frees_their_claims(who, state, post):
	name = make.list_in(state, who, count=2)
	people = [row.beneficiary for row in make.lines(name)]
	with refused("Đề nghị ghi rõ lý do"):
		make.act("Application List", name, "Reject", getattr(who, post))
	assert make.act("Application List", name, "Reject", getattr(who, post), REASON) == "Rejected"
	assert {(row.status, row.reason) for row in make.lines(name)} == {("Rejected", REASON)}
	assert not frappe.db.exists("Entitlement Claim", {"beneficiary": ["in", people]})
	document = frappe.get_doc("Application List", name)
	assert document.responsible_user == who.commune_officer
	assert document.due_date


def test_lines_may_change_again_after_a_return_to_the_commune(who):
	name = make.list_in("District Appraisal", who, count=2)
	make.act("Application List", name, "Return", who.district_officer, REASON)
	assert {row.status for row in make.lines(name)} == {"Listed"}
	added = make.add_people(name, make.people(1), who.commune_officer)
	assert (added["people"], added["amount"]) == (1, 1_500_000)
	make.move_list(name, who, "District Appraisal")
	assert frappe.db.get_value("Application List", name, "people") == 3


def test_a_list_on_a_decision_cannot_be_returned(who):
	name = make.list_in("Province Decision", who)
	decision = make.decision([name], who).name
	with refused("đang kèm theo quyết định", decision):
		make.act("Application List", name, "Return", who.provincial_leader, REASON)


def test_a_decision_is_returned_with_a_reason_and_signed_again(who):
	name = make.decision([make.list_in("Province Decision", who)], who).name
	make.act("Decision", name, "Submit for Signature", who.department_officer)
	with refused("Đề nghị ghi rõ lý do"):
		make.act("Decision", name, "Return", who.provincial_leader)
	assert make.act("Decision", name, "Return", who.provincial_leader, REASON) == "Draft"
	assert frappe.db.get_value("Decision", name, "return_reason") == REASON
	make.act("Decision", name, "Submit for Signature", who.department_officer)
	assert make.act("Decision", name, "Issue Decision", who.provincial_leader) == "Issued"


def test_nobody_approves_a_list_without_its_decision(who):
	name = make.list_in("Province Decision", who)
	with refused():
		make.act("Application List", name, "Approve", who.provincial_leader)
	make.decision([name], who)
	with refused():
		make.act("Application List", name, "Approve", who.provincial_leader)
	assert make.state_of(name) == "Province Decision"


def test_the_two_level_route_has_no_district(who):
	"""Since 01/07/2025 a commune's list goes straight to the province."""
	frappe.db.set_value("Support Policy", make.MERIT, "approval_route", "HAI-CAP")
	frappe.clear_document_cache("Support Policy", make.MERIT)
	name = make.draft_list(who)
	make.act("Application List", name, "Submit for Signature", who.commune_officer)
	assert make.act("Application List", name, "Sign", who.commune_chair) == "Public Posting"
	make.after_posting(name)
	assert make.act("Application List", name, "Close Posting", who.commune_officer) == "Province Appraisal"
	with refused():
		make.act("Application List", name, "Return to District", who.department_officer, REASON)
	make.move_list(name, who, "Province Decision")
	make.issued_decision([name], who)
	assert make.state_of(name) == "Approved"
	assert {row[3] for row in history(name)}.isdisjoint({who.district_officer, who.district_chair})
