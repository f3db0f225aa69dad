"""Where a list stands on its Approval Route.

While a list is drawn up it follows the route as it stands; from its first submission it keeps the route of
that day for ever (`route_snapshot`), so that an edited route changes nothing under way.
"""

import json
from functools import lru_cache

import frappe

from covid_support.programmes.routes import (
	RouteState,
	find,
	next_state,
	previous_state,
	route_states,
	states_from,
)
from covid_support.remembered import once

PLACE_FIELDS = ("approval_route", "route_snapshot", "workflow_state", "approved_amount")


def states_of(application_list) -> list[RouteState]:
	"""The states of the list (a document, or a row with PLACE_FIELDS) on its way."""
	if application_list.get("route_snapshot"):
		return list(_kept(application_list.get("route_snapshot")))
	return states_of_route(application_list.get("approval_route"))


@lru_cache(maxsize=256)
def _kept(snapshot: str) -> tuple[RouteState, ...]:
	return tuple(states_from(json.loads(snapshot)))


def states_of_route(route: str) -> list[RouteState]:
	"""The states of the Approval Route named `route`, as it stands now."""
	document = frappe.get_cached_doc("Approval Route", route)
	key = (route, str(document.modified))
	return list(
		once("states_of_routes", key, lambda: route_states([row.as_dict() for row in document.steps]))
	)


def standing_of(application_list) -> RouteState | None:
	"""The state in which the list stands, with its roles and limits; None at the end of its way."""
	return find(states_of(application_list), application_list.get("workflow_state") or "Draft")


def keep_route(application_list) -> None:
	"""Write the present route on a list that is submitted for the first time."""
	if not application_list.route_snapshot:
		states = states_of_route(application_list.approval_route)
		application_list.route_snapshot = json.dumps(
			[state.to_dict() for state in states], ensure_ascii=False
		)


def store_next_state(application_list) -> None:
	"""Write on the list (a document being saved) which states its route offers next."""
	application_list.update(_places(application_list))
	application_list.route_states = "\n".join(state.state for state in states_of(application_list))


def refresh_next_state(name: str) -> None:
	"""The same for a list whose amount has changed while it is not being saved."""
	row = frappe.db.get_value("Application List", name, PLACE_FIELDS, as_dict=True)
	frappe.db.set_value("Application List", name, _places(row), update_modified=False)


def _places(row) -> dict:
	states, current = states_of(row), row.get("workflow_state") or "Draft"
	amount = int(row.get("approved_amount") or 0)
	return {
		"next_state": next_state(states, current, amount),
		"previous_state": previous_state(states, current, amount),
	}
