"""What the forms ask about routes and delegations, and the steps of a hand-over of units."""

import frappe
from frappe.model.workflow import get_transitions
from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.hand_over_plan import plan
from covid_support.actions.hand_over_units import KIND
from covid_support.applications.movable_lists import possible_moves
from covid_support.applications.route_preview import preview_of
from covid_support.bulk.start import start
from covid_support.core.problem import Problem
from covid_support.messages import text_of
from covid_support.policies import roles
from covid_support.policies.delegations import acting_by_delegation
from covid_support.programmes.routes import route_states


@frappe.whitelist()
def get_delegation(doctype: str, name: str) -> dict:
	"""By which delegation the user may act on the document, and the buttons it lends: {} without one."""
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	if document.docstatus != 0:
		return {}
	own = {row["action"] for row in get_transitions(document)}
	with acting_by_delegation(lambda: document) as delegation:
		if not delegation:
			return {}
		lent = [row["action"] for row in get_transitions(document) if row["action"] not in own]
	return {
		"actions": lent,
		"form": delegation.signing_form,
		"delegator": frappe.get_cached_value("User", delegation.delegator, "full_name"),
	}


@frappe.whitelist()
def get_route_preview(steps: list | str, start: str = "", unit: str = "") -> dict:
	"""The route of `steps` (rows of the grid, saved or not) in words, and its deadlines from `start` on."""
	frappe.has_permission("Approval Route", "read", throw=True)
	try:
		states = route_states(frappe.parse_json(steps))
	except Problem as problem:
		return {"problem": text_of(problem)}  # said beside the grid while it is being typed
	return preview_of(states, getdate(start) if start else clock.today(), unit or None)


@frappe.whitelist()
def get_route_roles() -> list[dict]:
	"""[{"value", "label"}] of the roles that can take a step of a route."""
	frappe.has_permission("Approval Route", "read", throw=True)
	return [{"value": role, "label": frappe._(role)} for role in roles.STEP_ROLES]


@frappe.whitelist()
def get_possible_moves(policy: str = "", administrative_unit: str = "") -> list[dict]:
	"""What the user may press on many lists: [{action, state, target, lists, people, amount}]."""
	frappe.has_permission("Application List", "read", throw=True)
	return possible_moves({"policy": policy, "administrative_unit": administrative_unit})


@frappe.whitelist(methods=["POST"])
def plan_hand_over(name: str) -> None:
	"""Fill the grid of a Unit Hand Over with what would move; changes nothing else."""
	document = frappe.get_doc("Unit Hand Over", name)
	document.check_permission("write")
	plan(document)
	document.status, document.flags.by_action = "Planned", True
	document.save()


@frappe.whitelist(methods=["POST"])
def start_hand_over(name: str) -> str:
	"""Let workers carry a planned hand-over out; returns the Bulk Operation's name."""
	return start(KIND, {"hand_over": name})
