"""Shipped workflows: brought up to date while nobody changed them, left alone afterwards."""

import json

import frappe

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
