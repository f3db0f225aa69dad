"""Where a list stands on its Approval Route."""

import frappe

from covid_support.programmes.routes import RouteState, next_state, route_states


def states_of(route: str) -> list[RouteState]:
	"""The states of the Approval Route named `route`."""
	steps = frappe.get_cached_doc("Approval Route", route).steps
	return route_states([row.as_dict() for row in steps])


def store_next_state(application_list) -> None:
	"""Write on the list (a document being saved) which states its route offers next."""
	states = states_of(application_list.approval_route)
	application_list.next_state = next_state(states, application_list.workflow_state or "Draft")
	application_list.route_states = "\n".join(state.state for state in states)
