"""Shipped workflows: brought up to date while nobody changed them, left alone afterwards."""

import json

import frappe

from covid_support.patches import keep_routes_of_lists
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.workflows import seed

NAME = "Decision Signing"


def seed_afresh() -> None:
	frappe.db.set_default(seed.SHIPPED_DIGESTS, "{}")
	seed.seed_workflows()


def test_a_workflow_as_shipped_does_not_count_as_changed():
	seed_afresh()
	shipped = json.loads(frappe.db.get_default(seed.SHIPPED_DIGESTS))
	assert shipped and all(seed._is_as_shipped(name) for name in shipped)


def test_a_workflow_that_an_administrator_changed_is_left_alone():
	seed_afresh()
	workflow = frappe.get_doc("Workflow", NAME)
	workflow.transitions[0].allowed = "System Manager"
	workflow.save()
	seed.seed_workflows()
	assert frappe.get_doc("Workflow", NAME).transitions[0].allowed == "System Manager"


def shortened(name: str):
	"""The workflow without its last transition, as an earlier release may have shipped it."""
	workflow = frappe.get_doc("Workflow", name)
	workflow.transitions = workflow.transitions[:-1]
	workflow.save()
	return workflow


def test_what_an_earlier_release_shipped_is_brought_up_to_date(monkeypatch):
	seed_afresh()
	whole = seed._current(NAME)
	shortened(NAME)
	digest = seed._digest(seed._current(NAME))
	monkeypatch.setattr(seed, "EARLIER_DIGESTS", seed.EARLIER_DIGESTS | {digest})
	seed.seed_workflows()
	assert seed._current(NAME) == whole


def test_a_changed_workflow_gets_what_a_new_route_needs_and_keeps_its_change():
	seed_afresh()
	workflow = frappe.get_doc("Workflow", seed.LIST_WORKFLOW)
	workflow.transitions[0].allowed = "System Manager"
	workflow.save()
	steps = [
		{"step_kind": "Verify", "level": "Province", "office_kind": "Job Centre"}
		| {"prepare_role": roles.JOB_CENTRE_OFFICER, "sign_role": roles.JOB_CENTRE_OFFICER},
		{"step_kind": "Decide", "level": "Province", "office_kind": "Labour Office"}
		| {"prepare_role": roles.DEPARTMENT_OFFICER, "sign_role": roles.PROVINCIAL_LEADER},
	]
	values = {"doctype": "Approval Route", "route_code": "VIEC-LAM", "title": "Việc làm", "steps": steps}
	frappe.get_doc(values).insert()
	rows = seed._current(seed.LIST_WORKFLOW)["transitions"]
	assert rows[0]["allowed"] == "System Manager"
	offered = {(row["state"], row["action"], row["next_state"]) for row in rows}
	assert ("Draft", "Submit for Signature", "Job Centre Signing") in offered
	assert ("Job Centre Signing", "Sign", "Department Decision") in offered
	assert not seed._is_as_shipped(seed.LIST_WORKFLOW)


def test_saving_a_route_again_adds_nothing():
	seed_afresh()
	before = seed._current(seed.LIST_WORKFLOW)
	frappe.get_doc("Approval Route", "BA-CAP-DANH-SACH").save()
	assert seed._current(seed.LIST_WORKFLOW) == before
	assert seed._is_as_shipped(seed.LIST_WORKFLOW)


def test_lists_under_way_are_given_their_route_by_the_patch():
	who = make.officials()
	name, draft = make.list_in("District Appraisal", who), make.draft_list(who)
	kept = frappe.db.get_value("Application List", name, ["route_snapshot", "next_state", "previous_state"])
	frappe.db.set_value("Application List", name, {"route_snapshot": None, "previous_state": None})
	keep_routes_of_lists.execute()
	assert (
		frappe.db.get_value("Application List", name, ["route_snapshot", "next_state", "previous_state"])
		== kept
	)
	assert not frappe.db.get_value("Application List", draft, "route_snapshot")
