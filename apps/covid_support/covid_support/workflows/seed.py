"""Put the workflows on the site; what an administrator changed in the Workflow Builder is left alone.

The list's workflow holds what the Approval Routes of the site need. A route that is saved adds the rows that
are missing; no row is taken away, because lists under way keep the route by which they were submitted.
"""

import json
from hashlib import sha256

import frappe

from covid_support.programmes.routes import DECIDE, RouteState, route_states, states_from
from covid_support.workflows import words
from covid_support.workflows.definitions import (
	DECISION_WORKFLOW,
	DOCUMENT_TYPES,
	LIST_WORKFLOW,
	STATE_STYLES,
	WORKFLOWS,
)
from covid_support.workflows.route_transitions import state_rows, transition_rows

SHIPPED_DIGESTS = "covid_support_shipped_workflows"
# definitions of earlier releases: a site that still has one of them word for word has not changed it
EARLIER_DIGESTS = frozenset(
	{
		"fa05a7fe2c35a508c0056a79f7eca2e5837098b53ded3e26d6a3318713383a56",
		"eb8aac31f46ac71453b8aaffcc22ac7ae0b02ed640d797cfd299c3392ad41327",
		"ef975ba2347aee6244cf84cd770e950891279dcdc12fb63dbf65a1093df2a4d0",
	}
)


def seed_workflows() -> None:
	"""Create or update all workflows; safe to run again."""
	_seed_states_and_actions()
	routes = _routes_of_site()
	for name in DOCUMENT_TYPES:
		wanted = _wanted(name, routes)
		if not frappe.db.exists("Workflow", name) or _is_as_shipped(name):
			_write(name, wanted)
			_remember(name)
		else:
			_add_missing(name, wanted)


def route_saved(document, _event: str) -> None:
	"""An Approval Route has been saved (hooks.py)."""
	carry_route(document.states())


def carry_route(states: list[RouteState]) -> None:
	"""Add what a saved route needs to the workflows; before they exist there is nothing to add to."""
	_seed_states_and_actions()  # a release may bring routes and their states at once
	for name in (LIST_WORKFLOW, DECISION_WORKFLOW):
		if frappe.db.exists("Workflow", name):
			as_shipped = _is_as_shipped(name)
			if _add_missing(name, _wanted(name, [states])) and as_shipped:
				_remember(name)


def _routes_of_site() -> list[list[RouteState]]:
	"""The routes as they stand, and as lists under way keep them."""
	names = frappe.get_all("Approval Route", pluck="name", order_by="name")
	routes = [
		route_states([row.as_dict() for row in frappe.get_doc("Approval Route", name).steps])
		for name in names
	]
	kept = frappe.db.sql(
		"select distinct route_snapshot from `tabApplication List` where docstatus = 0 and route_snapshot is not null"
	)
	return routes + [states_from(json.loads(row[0])) for row in kept]


def _wanted(name: str, routes: list[list[RouteState]]) -> dict:
	"""{"states": [...], "transitions": [...]} of one workflow for these routes, without doubles."""
	definition = WORKFLOWS.get(name, {"states": (), "transitions": ()})
	states, transitions = list(definition["states"]), list(definition["transitions"])
	for route in routes:
		if name == LIST_WORKFLOW:
			states += state_rows(route)
			transitions += [
				(row.state, row.action, row.target, row.role, row.condition) for row in transition_rows(route)
			]
		if name == DECISION_WORKFLOW:
			more = _decision_rows(route)
			states, transitions = states + more["states"], transitions + more["transitions"]
	return {
		"states": [_state(*row) for row in dict.fromkeys(states)],
		"transitions": [_transition(*row) for row in dict.fromkeys(transitions)],
	}


def _decision_rows(route: list[RouteState]) -> dict:
	rows = {"states": [], "transitions": []}
	for state in route:
		if state.work == DECIDE:
			preparer, signer = state.role, state.second_role
			rows["states"] += [
				("Draft", 0, preparer),
				("Pending Signature", 0, signer),
				("Issued", 1, signer),
			]
			rows["transitions"] += [
				("Draft", words.SUBMIT, "Pending Signature", preparer, ""),
				("Pending Signature", words.ISSUE, "Issued", signer, ""),
				("Pending Signature", words.RETURN, "Draft", signer, ""),
			]
	return rows


def _state(state: str, docstatus: int, role: str) -> dict:
	return {"state": state, "doc_status": str(docstatus), "allow_edit": role}


def _transition(state: str, action: str, target: str, role: str, condition: str) -> dict:
	# makers and checkers are told apart by our own actions
	return {
		"state": state,
		"action": action,
		"next_state": target,
		"allowed": role,
		"condition": condition,
		"allow_self_approval": 1,
	}


def _seed_states_and_actions() -> None:
	for state, style in STATE_STYLES.items():
		if not frappe.db.exists("Workflow State", state):
			values = {"doctype": "Workflow State", "workflow_state_name": state, "style": style}
			frappe.get_doc(values).insert(ignore_permissions=True)
	actions = {value for key, value in vars(words).items() if key.isupper() and isinstance(value, str)}
	for action in sorted(actions):
		if not frappe.db.exists("Workflow Action Master", action):
			values = {"doctype": "Workflow Action Master", "workflow_action_name": action}
			frappe.get_doc(values).insert(ignore_permissions=True)


def _write(name: str, rows: dict) -> None:
	exists = frappe.db.exists("Workflow", name)
	if exists and _same(_current(name), rows):
		return
	workflow = frappe.get_doc("Workflow", name) if exists else frappe.new_doc("Workflow")
	workflow.update(
		{
			"workflow_name": name,
			"document_type": DOCUMENT_TYPES[name],
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			**rows,
		}
	)
	workflow.save(ignore_permissions=True)


def _same(first: dict, second: dict) -> bool:
	return all({_key(row) for row in first[part]} == {_key(row) for row in second[part]} for part in first)


def _key(row: dict) -> tuple:
	return tuple(sorted((name, str(value)) for name, value in row.items()))


def _add_missing(name: str, wanted: dict) -> bool:
	"""Append the rows of `wanted` that the workflow lacks; True when there were any."""
	current = _current(name)
	workflow = frappe.get_doc("Workflow", name)
	added = False
	for part, rows in wanted.items():
		there = {_key(row) for row in current[part]}
		for row in rows:
			if _key(row) not in there:
				workflow.append(part, row)
				added = True
	if added:
		workflow.save(ignore_permissions=True)
	return added


def _current(name: str) -> dict:
	workflow = frappe.get_doc("Workflow", name)
	return {
		"states": [_state(row.state, row.doc_status, row.allow_edit) for row in workflow.states],
		"transitions": [
			{
				**_transition(row.state, row.action, row.next_state, row.allowed, row.condition or ""),
				"allow_self_approval": row.allow_self_approval,
			}
			for row in workflow.transitions
		],
	}


def _is_as_shipped(name: str) -> bool:
	"""Whether the workflow is still what we wrote, now or in an earlier release."""
	remembered = json.loads(frappe.db.get_default(SHIPPED_DIGESTS) or "{}").get(name)
	return remembered is None or _digest(_current(name)) in {remembered, *EARLIER_DIGESTS}


def _remember(name: str) -> None:
	digests = json.loads(frappe.db.get_default(SHIPPED_DIGESTS) or "{}")
	frappe.db.set_default(SHIPPED_DIGESTS, json.dumps({**digests, name: _digest(_current(name))}))


def _digest(rows: dict) -> str:
	return sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
