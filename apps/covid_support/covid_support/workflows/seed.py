"""Put the shipped workflows on the site; a workflow that an administrator changed is left alone."""

import json
from hashlib import sha256

import frappe

from covid_support.workflows.definitions import STATE_STYLES, WORKFLOWS

SHIPPED_DIGESTS = "covid_support_shipped_workflows"


def seed_workflows() -> None:
	"""Create or update the workflows of `definitions`; safe to run again."""
	_seed_states_and_actions()
	shipped = json.loads(frappe.db.get_default(SHIPPED_DIGESTS) or "{}")
	for name, definition in WORKFLOWS.items():
		wanted = _rows(definition)
		if _changed_on_site(name, shipped.get(name)):
			continue
		digest = _digest(wanted)  # before Frappe puts columns of its own into the rows
		if shipped.get(name) != digest:
			_write(name, definition, wanted)
			shipped[name] = digest
	frappe.db.set_default(SHIPPED_DIGESTS, json.dumps(shipped))


def _seed_states_and_actions() -> None:
	for state, style in STATE_STYLES.items():
		if not frappe.db.exists("Workflow State", state):
			frappe.get_doc(
				{"doctype": "Workflow State", "workflow_state_name": state, "style": style}
			).insert(ignore_permissions=True)
	actions = {row[1] for definition in WORKFLOWS.values() for row in definition["transitions"]}
	for action in sorted(actions):
		if not frappe.db.exists("Workflow Action Master", action):
			frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": action}).insert(
				ignore_permissions=True
			)


def _rows(definition: dict) -> dict:
	return {
		"states": [
			{"state": state, "doc_status": str(docstatus), "allow_edit": role}
			for state, docstatus, role in definition["states"]
		],
		"transitions": [
			{
				"state": state,
				"action": action,
				"next_state": next_state,
				"allowed": role,
				"condition": condition,
				"allow_self_approval": 1,  # makers and checkers are told apart by our own actions
			}
			for state, action, next_state, role, condition in definition["transitions"]
		],
	}


def _write(name: str, definition: dict, rows: dict) -> None:
	exists = frappe.db.exists("Workflow", name)
	workflow = frappe.get_doc("Workflow", name) if exists else frappe.new_doc("Workflow")
	workflow.update(
		{
			"workflow_name": name,
			"document_type": definition["document_type"],
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			**rows,
		}
	)
	workflow.save(ignore_permissions=True)


def _changed_on_site(name: str, shipped_digest: str | None) -> bool:
	if not shipped_digest or not frappe.db.exists("Workflow", name):
		return False
	workflow = frappe.get_doc("Workflow", name)
	current = {
		"states": [
			{"state": row.state, "doc_status": str(row.doc_status), "allow_edit": row.allow_edit}
			for row in workflow.states
		],
		"transitions": [
			{
				"state": row.state,
				"action": row.action,
				"next_state": row.next_state,
				"allowed": row.allowed,
				"condition": row.condition or "",
				"allow_self_approval": row.allow_self_approval,
			}
			for row in workflow.transitions
		],
	}
	return _digest(current) != shipped_digest


def _digest(rows: dict) -> str:
	return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
