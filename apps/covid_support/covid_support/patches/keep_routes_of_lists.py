"""Lists under way keep the route by which they were submitted: write it on those that began before routes were kept."""

import json

import frappe

from covid_support.applications.list_route import states_of_route
from covid_support.programmes.route_places import PREPARING_STATES
from covid_support.programmes.routes import next_state, previous_state


def execute() -> None:
	"""One statement for each route and state; no route had a step with an amount yet."""
	places = frappe.db.sql(
		"""select distinct approval_route, workflow_state from `tabApplication List`
		where docstatus < 2 and route_snapshot is null and approval_route is not null"""
	)
	for route, state in places:
		states = states_of_route(route)
		kept = (
			None
			if state == PREPARING_STATES[0]
			else json.dumps([each.to_dict() for each in states], ensure_ascii=False)
		)
		frappe.db.sql(
			"""update `tabApplication List` set route_snapshot = %(kept)s, next_state = %(next)s,
				previous_state = %(previous)s
			where approval_route = %(route)s and workflow_state = %(state)s and route_snapshot is null""",
			{
				"kept": kept,
				"next": next_state(states, state),
				"previous": previous_state(states, state),
				"route": route,
				"state": state,
			},
		)
