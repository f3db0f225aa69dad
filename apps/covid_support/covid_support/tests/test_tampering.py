"""Columns that only actions write: no role changes them through save, set_value or REST."""

import frappe
import pytest
from frappe.client import set_value

from covid_support import api
from covid_support.tests import factories as make
from covid_support.tests.refusals import REFUSALS, refused

LIST_COLUMNS = {
	"approved_amount": 999_000_000,
	"proposed_amount": 999_000_000,
	"people": 999,
	"approved_people": 999,
	"paid_amount": 1,
	"decision": "QD-FALSE",
	"workflow_state": "Approved",
	"next_state": "Approved",
	"docstatus": 1,
	"owner": "Administrator",
	"policy": make.ASSISTANCE,
	"policy_version": f"{make.ASSISTANCE}-v1",
	"approval_route": "HAI-CAP",
	"period": "2020-05",
	"administrative_unit": make.SECOND_COMMUNE,
	"signed_digest": "0" * 64,
	"signed_by": "Administrator",
	"prepared_by": "Administrator",
	"posted_to": "2020-01-01",
	"due_date": "2099-01-01",
	"responsible_user": "Administrator",
	"title": "Danh sách khác",
	"steps": [],
}
APPLICATION_COLUMNS = {
	"status": "Approved",
	"application_list": None,
	"proposed_amount": 999_000_000,
	"approved_amount": 999_000_000,
	"paid_amount": 999_000_000,
	"payment_status": "Paid",
	"policy_version": f"{make.ASSISTANCE}-v1",
	"entitlement": "[]",
	"eligible": 0,
	"docstatus": 1,
	"owner": "Administrator",
	"beneficiary_name": "Người Khác",
	"commune": make.SECOND_COMMUNE,
	"reason": "đã đổi",
}
DECISION_COLUMNS = {
	"amount": 1,
	"people": 1,
	"workflow_state": "Issued",
	"docstatus": 1,
	"document_number": "99/QĐ-UBND",
	"issued_on": "2020-01-01",
	"signed_by": "Administrator",
	"prepared_by": "Administrator",
	"owner": "Administrator",
	"paid_amount": 5,
}
BATCH_COLUMNS = {
	"amount": 1,
	"people": 1,
	"workflow_state": "Completed",
	"docstatus": 1,
	"paid_amount": 1,
	"paid_people": 1,
	"digest": "0" * 64,
	"instalment": 2,
	"channel": "Bank Transfer",
	"approved_by": "Administrator",
	"prepared_by": "Administrator",
	"budget_allocation": "NS-FALSE",
	"owner": "Administrator",
	"title": "Đợt khác",
}
ALLOCATION_COLUMNS = {
	"amount": 999_000_000_000,
	"committed_amount": 1,
	"paid_amount": 1,
	"available_amount": 999_000_000_000,
	"docstatus": 2,
	"owner": "Administrator",
	"sources": [],
}


def everybody(who: make.Officials) -> list[str]:
	"""Each official of the way, and those who only look or administer."""
	watchers = [
		make.official(role, make.PROVINCE)
		for role in ("CS Supervisor", "CS Programme Administrator", "CS Auditor")
	]
	return [user for post, user in vars(who).items() if post != "commune"] + watchers


def stored(doctype: str, name: str) -> dict:
	"""Every column of the row and its child rows as the database has them now."""
	row = frappe.db.get_value(doctype, name, "*", as_dict=True)
	for field in frappe.get_meta(doctype).get_table_fields():
		children = frappe.get_all(field.options, filters={"parent": name}, fields=["*"], order_by="name")
		row[field.fieldname] = [without_stamps(child) for child in children]
	return without_stamps(row)


def without_stamps(row: dict) -> dict:
	"""`row` without the columns that any save touches."""
	return {
		column: value for column, value in row.items() if column not in ("modified", "modified_by", "_seen")
	}


def attempt(doctype: str, name: str, user: str, change: dict, door) -> None:
	"""Try `change` through one of Frappe's own doors; a refusal is fine, and is undone as in a request."""
	frappe.db.savepoint("attempt")
	frappe.clear_document_cache(doctype, name)
	try:
		with make.acting_as(user):
			door(doctype, name, change)
	except REFUSALS:
		frappe.db.rollback(save_point="attempt")


def save(doctype: str, name: str, change: dict) -> None:
	"""What the form and PUT /api/resource do."""
	document = frappe.get_doc(doctype, name)
	document.update(change)
	document.save()


def assert_unchanged(
	doctype: str, name: str, columns: dict, users: list[str], also: dict | None = None
) -> None:
	"""No user changes any of `columns`, alone or together with `also`; who may not write at all tries once."""
	before = stored(doctype, name)
	for user in users:
		changes = [{column: value, **(also or {})} for column, value in columns.items()]
		if not frappe.has_permission(doctype, "write", doc=frappe.get_doc(doctype, name), user=user):
			changes = changes[:1]
		attempt(doctype, name, user, changes[0], set_value)
		for change in changes:
			attempt(doctype, name, user, change, save)
			assert stored(doctype, name) == before, f"{user} changed {change}"


@pytest.mark.parametrize("state", ["Draft", "District Appraisal", "Province Decision"])
def test_list(who, state):
	name = make.list_in(state, who)
	assert_unchanged("Application List", name, LIST_COLUMNS, everybody(who))


def test_approved_list(who):
	assert_unchanged("Application List", make.approved_list(who), LIST_COLUMNS, everybody(who))


def test_draft_application_without_a_list(who):
	name = make.application(make.person().name, by=who.commune_officer).name
	columns = {**APPLICATION_COLUMNS, "application_list": make.empty_list(who.commune_officer)}
	assert_unchanged("Support Application", name, columns, everybody(who))


def test_application_on_a_list_in_preparation(who):
	name = make.lines(make.draft_list(who))[0].name
	assert_unchanged("Support Application", name, APPLICATION_COLUMNS, everybody(who))


def test_application_on_a_signed_list_also_when_it_claims_to_be_a_draft(who):
	name = make.lines(make.list_in("District Appraisal", who))[0].name
	columns = {**APPLICATION_COLUMNS, "months": 3, "note": "x"}
	assert_unchanged("Support Application", name, columns, everybody(who), also={"status": "Draft"})


@pytest.mark.parametrize("state", ["Draft", "Pending Signature", "Issued"])
def test_decision(who, state):
	name = make.decision([make.list_in("Province Decision", who)], who).name
	if state != "Draft":
		make.act("Decision", name, "Submit for Signature", who.department_officer)
	if state == "Issued":
		make.act("Decision", name, "Issue Decision", who.provincial_leader)
	# the officer and the leader may of course move it on: that is tested with the workflow
	columns = {
		key: value for key, value in DECISION_COLUMNS.items() if key not in ("workflow_state", "docstatus")
	}
	assert_unchanged("Decision", name, columns, everybody(who))


@pytest.mark.parametrize("moves", [0, 1, 3])
def test_payment_batch(who, moves):
	name = make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	steps = [
		("Submit for Approval", who.paying_officer),
		("Approve Payment", who.finance_officer),
		("Send to Pay", who.paying_officer),
	]
	for action, user in steps[:moves]:
		make.act("Payment Batch", name, action, user)
	assert_unchanged("Payment Batch", name, BATCH_COLUMNS, everybody(who))


def test_budget_allocation(who):
	name = make.allocation(10_000_000, by=who.finance_officer).name
	assert_unchanged("Budget Allocation", name, ALLOCATION_COLUMNS, everybody(who))


def test_rows_that_only_actions_write(who):
	"""Payments, results, ledger entries, claims, corrections and versions: read only for every role."""
	name = make.list_in("District Appraisal", who)
	with make.acting_as(who.district_officer):
		api.take_out_line(make.lines(name)[0].name, "Trùng")
	make.move_list(name, who, "Province Decision")
	batch = make.sent_batch(make.issued_decision([name], who), who)
	make.pay(batch, who)
	columns = {
		"Payment": {"amount": 9_000_000, "status": "Sent", "account_number": "1", "owner": "x"},
		"Payment Result": {"paid_amount": 9_000_000, "evidence_number": "9", "digest": "x"},
		"Budget Ledger Entry": {"amount": 9_000_000, "entry_type": "Released"},
		"Entitlement Claim": {"policy": make.ASSISTANCE, "period": "2020-05"},
		"Line Correction": {"reason": "khác", "correction": "Put Back"},
		"Policy Version": {"snapshot": "{}", "digest": "x"},
	}
	for doctype, change in columns.items():
		row = frappe.get_all(doctype, pluck="name", order_by="creation desc", limit=1)[0]
		assert_unchanged(doctype, row, change, everybody(who))


def test_a_new_document_starts_at_the_beginning(who):
	"""Whatever a client writes on a new document, it begins as a draft without history, totals or signatures."""
	honest = {"policy": make.MERIT, "administrative_unit": make.COMMUNE, "docstatus": 0, "decision": None}
	written = {**LIST_COLUMNS, **honest, "workflow_state": "Commune Signing"}
	name = make.empty_list(who.commune_officer, **written)
	row = frappe.get_doc("Application List", name)
	assert (row.workflow_state, row.owner, row.people, row.steps) == ("Draft", who.commune_officer, 0, [])
	assert (row.policy_version, row.approval_route) == (f"{make.MERIT}-v1", "BA-CAP-DANH-SACH")
	assert not (row.decision or row.signed_digest or row.signed_by or row.approved_amount)

	filed = make.application(
		make.person().name,
		by=who.commune_officer,
		**{**APPLICATION_COLUMNS, "docstatus": 0, "commune": make.COMMUNE},
	)
	row = frappe.get_doc("Support Application", filed.name)
	assert (row.status, row.owner, row.commune) == ("Draft", who.commune_officer, make.COMMUNE)
	assert (int(row.proposed_amount), int(row.approved_amount), int(row.paid_amount)) == (1_500_000, 0, 0)
	assert not (row.payment_status or row.application_list or row.reason)


def test_a_list_without_lines_takes_another_policy_whole(who):
	"""Version, route and title follow the policy, so that nobody is judged by the rules of another one."""
	name = make.empty_list(who.commune_officer)
	with make.acting_as(who.commune_officer):
		save("Application List", name, {"policy": make.WORKER})
	row = frappe.get_doc("Application List", name)
	assert (row.policy_version, row.approval_route) == (f"{make.WORKER}-v1", "BA-CAP-LAO-DONG")


def test_nobody_files_for_a_person_of_another_area(who):
	"""Not even by naming an own commune on the application."""
	stranger = make.person(make.FAR_COMMUNE)
	values = {"doctype": "Support Application", "policy": make.MERIT, "beneficiary": stranger.name}
	with refused("không thuộc địa bàn"), make.acting_as(who.commune_officer):
		frappe.get_doc({**values, "commune": make.COMMUNE, "application_date": "2020-05-04"}).insert()
	assert not frappe.db.exists("Support Application", {"beneficiary": stranger.name})


def test_names_of_another_area_are_not_told(who):
	"""Putting a stranger on a list is refused without telling the stranger's name."""
	stranger = make.person(make.FAR_COMMUNE)
	told = make.add_people(make.empty_list(who.commune_officer), [stranger], who.commune_officer)
	assert told["people"] == 0
	assert stranger.full_name not in str(told)
