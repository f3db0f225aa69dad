"""No one decides what they prepared (I6), whichever door they try: every refusal leaves the state as it was."""

import json

import frappe
import pytest

from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.doors import call, knock, resource

OWN_WORK = "đã tham gia lập hoặc thẩm định"


def with_roles(user: str, *more: str) -> str:
	"""Give an official further roles."""
	document = frappe.get_doc("User", user)
	document.flags.ignore_permissions = True
	document.append_roles(*more)
	document.save(ignore_permissions=True)
	frappe.clear_cache(user=user)
	return user


def document_json(doctype: str, name: str, **changes) -> str:
	"""The stored document as a browser sends it back, with `changes`."""
	return frappe.as_json({**frappe.get_doc(doctype, name).as_dict(), **changes})


def press(user, doctype, name, action, _state):
	return call(user, "covid_support.api.act", doctype=doctype, name=name, action=action)


def apply_workflow(user, doctype, name, action, _state):
	return call(user, "frappe.model.workflow.apply_workflow", doc=document_json(doctype, name), action=action)


def put(user, doctype, name, _action, state):
	return resource(user, f"{doctype}/{name}", "PUT", workflow_state=state)


def set_value(user, doctype, name, _action, state):
	return call(
		user, "frappe.client.set_value", doctype=doctype, name=name, fieldname="workflow_state", value=state
	)


def set_values(user, doctype, name, _action, state):
	values = json.dumps({"workflow_state": state, "prepared_by": "Administrator", "owner": "Administrator"})
	return call(user, "frappe.client.set_value", doctype=doctype, name=name, fieldname=values)


def save(user, doctype, name, _action, state):
	sent = document_json(
		doctype, name, workflow_state=state, prepared_by="Administrator", owner="Administrator"
	)
	return call(user, "frappe.client.save", doc=sent)


def savedocs(user, doctype, name, _action, state):
	return call(
		user,
		"frappe.desk.form.save.savedocs",
		doc=document_json(doctype, name, workflow_state=state),
		action="Save",
	)


def submit(user, doctype, name, _action, state):
	return call(user, "frappe.client.submit", doc=document_json(doctype, name, workflow_state=state))


def submit_docstatus(user, doctype, name, _action, state):
	return resource(user, f"{doctype}/{name}", "PUT", docstatus=1, workflow_state=state)


def bulk_approval(user, doctype, name, action, _state):
	form = {"docnames": [name], "doctype": doctype, "action": action}
	return knock(user, "/api/method/frappe.model.workflow.bulk_workflow_approval", "POST", form)


def bulk_submit(user, doctype, name, action, _state):
	form = {"doctype": doctype, "docnames": [name], "action": "submit"}
	return call(user, "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs", **form)


def bulk_update(user, doctype, name, _action, state):
	return call(
		user,
		"frappe.client.bulk_update",
		docs=[{"doctype": doctype, "docname": name, "workflow_state": state}],
	)


DOORS = (
	press, apply_workflow, put, set_value, set_values, save, savedocs, submit, submit_docstatus, bulk_approval,
	bulk_submit, bulk_update,
)  # fmt: skip
SILENT_DOORS = (bulk_approval,)  # tells the failure in a message, not by an error


def must_refuse(door, user, doctype, name, action, state):
	"""The door must refuse, and nothing may have changed."""
	columns = ["workflow_state", "docstatus", "owner", "prepared_by", "modified"]
	before = frappe.db.get_value(doctype, name, columns, as_dict=True)
	answer = door(user, doctype, name, action, state)
	if door not in SILENT_DOORS:
		assert answer.refusal is not None, door.__name__
	after = frappe.db.get_value(doctype, name, columns, as_dict=True)
	assert after == before, door.__name__
	return answer


def test_the_officer_who_drew_up_the_list_does_not_sign_it():
	who = make.officials()
	name = make.list_in("Commune Signing", who)
	maker = with_roles(who.commune_officer, roles.COMMUNE_CHAIR)
	for door in DOORS:
		answer = must_refuse(door, maker, "Application List", name, "Sign", "Public Posting")
		if door in (press, apply_workflow, put, save):
			assert OWN_WORK in str(answer.refusal)
	assert frappe.db.get_value("Application List", name, "signed_digest") is None
	assert make.act("Application List", name, "Sign", who.commune_chair) == "Public Posting"


def test_the_officer_who_appraised_does_not_sign_for_the_district():
	who = make.officials()
	name = make.list_in("District Signing", who)
	maker = with_roles(who.district_officer, roles.DISTRICT_CHAIR)
	for door in DOORS:
		must_refuse(door, maker, "Application List", name, "Sign", "Province Appraisal")


def test_whoever_drew_up_the_decision_does_not_issue_it():
	who = make.officials()
	decision = make.decision([make.list_in("Province Decision", who)], who).name
	make.act("Decision", decision, "Submit for Signature", who.department_officer)
	maker = with_roles(who.department_officer, roles.PROVINCIAL_LEADER)
	for door in DOORS:
		must_refuse(door, maker, "Decision", decision, "Issue Decision", "Issued")
	allocation = frappe.db.get_value("Decision", decision, "budget_allocation")
	assert frappe.db.get_value("Budget Allocation", allocation, "committed_amount") == 0


def test_whoever_built_the_batch_does_not_approve_it():
	who = make.officials()
	decision = make.issued_decision([make.list_in("Province Decision", who)], who)
	batch = make.batch(decision, who)
	make.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	maker = with_roles(who.paying_officer, roles.FINANCE_OFFICER)
	for door in DOORS:
		must_refuse(door, maker, "Payment Batch", batch, "Approve Payment", "Approved for Payment")
	assert {row["status"] for row in make.payments(batch)} == {"Listed"}


def test_no_role_jumps_over_the_route():
	who = make.officials()
	name = make.list_in("Commune Signing", who)
	for role in roles.ROLES:
		user = make.official(role, make.PROVINCE)
		for door in DOORS:
			must_refuse(door, user, "Application List", name, "Approve", "Approved")


def test_a_declared_relative_on_the_list_stops_the_chair():
	who = make.officials()
	name = make.list_in("Commune Signing", who)
	relative = make.lines(name)[0]
	values = {"relationship": "Anh em", "declared_on": "2020-05-04", "user": who.commune_chair}
	frappe.get_doc(
		{"doctype": "Conflict Declaration", "beneficiary": relative["beneficiary"], **values}
	).insert()
	for door in (press, apply_workflow, put, save):
		answer = must_refuse(door, who.commune_chair, "Application List", name, "Sign", "Public Posting")
		assert relative["beneficiary_name"] in str(answer.refusal)


@pytest.mark.parametrize(
	"command",
	[
		"frappe.model.workflow.apply_workflow",
		"frappe.model.workflow.bulk_workflow_approval",
		"frappe.desk.form.save.savedocs",
		"covid_support.api.act",
		"covid_support.api.take_out_line",
	],
)
def test_a_link_in_an_e_mail_approves_nothing(command):
	who = make.officials()
	name = make.list_in("Commune Signing", who)
	sent = document_json("Application List", name)
	form = {"docnames": [name], "doctype": "Application List", "action": "Sign", "doc": sent, "name": name}
	form |= {"application": make.lines(name)[0]["name"], "reason": "x"}
	for user in (who.commune_chair, "Administrator"):
		answer = knock(user, f"/api/method/{command}", "GET", form)
		assert isinstance(answer.refusal, frappe.PermissionError), command
	assert make.state_of(name) == "Commune Signing"
