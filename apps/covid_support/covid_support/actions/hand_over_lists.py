"""Unfinished lists of an abolished unit go on in its successor, by the route after the reform."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications.deadlines import due_date
from covid_support.applications.list_route import PLACE_FIELDS, states_of, states_of_route
from covid_support.messages import refuse
from covid_support.programmes.route_hand_over import place_on, route_after
from covid_support.programmes.route_places import START
from covid_support.programmes.routes import find, next_state, previous_state

ACTION = "Hand Over"


@dataclass(frozen=True)
class Move:
	"""What lists that stand alike have in common: where they stood and where they go on."""

	route: str
	snapshot: str | None
	from_state: str
	to_state: str
	next_state: str | None
	previous_state: str | None
	route_states: str
	role: str | None
	due: date | None
	unit: str


class HandOverLists:
	"""The unfinished lists of one old unit. `successor` None leaves them with the old unit, on the new route."""

	def __init__(self, hand_over, old_unit: str, successor: str | None):
		self.hand_over = hand_over
		self.old_unit = old_unit
		self.unit = successor or old_unit
		self.day = getdate(hand_over.handover_date)

	def run(self) -> int:
		"""Move them within the caller's transaction, those that stand alike together; returns how many changed."""
		groups: dict[Move, list[str]] = defaultdict(list)
		for row in self._unfinished():
			move = self._move(row)
			if move:
				groups[move].append(row.name)
		for move, names in groups.items():
			self._write(names, move)
			self._write_history(names, move)
		return sum(len(names) for names in groups.values())

	def _unfinished(self) -> list[dict]:
		return frappe.get_all(
			"Application List",
			filters={
				"administrative_unit": self.old_unit,
				"docstatus": 0,
				"workflow_state": ["!=", "Rejected"],
			},
			fields=["name", "title", "due_date", "policy", "responsible_role", *PLACE_FIELDS],
			order_by="name",
			limit_page_length=0,
		)

	def _move(self, row: dict) -> Move | None:
		"""Where the list goes on; None when neither its unit nor its route changes."""
		route = self._route_after(row.approval_route)
		if self.unit == self.old_unit and route == row.approval_route:
			return None
		old = states_of(row)
		live = states_of_route(route)
		new = route_after(old, live) if route != row.approval_route else old
		amount = int(row.approved_amount or 0)
		state = place_on(old, new, row.workflow_state, amount)
		if not state:
			refuse(
				"List {0} stands at “{1}”, which has no place on its route after the reform. Mend that route first.",
				row.title,
				frappe._(row.workflow_state),
			)
		target = find(new, state)
		stays = state == row.workflow_state
		return Move(
			route=route,
			snapshot=None
			if state == START and new == live
			else json.dumps([each.to_dict() for each in new], ensure_ascii=False),
			from_state=row.workflow_state,
			to_state=state,
			next_state=next_state(new, state, amount),
			previous_state=previous_state(new, state, amount),
			route_states="\n".join(each.state for each in new),
			role=target.role,
			due=row.due_date if stays else self._due(row, target.working_days),
			unit=self.unit,
		)

	def _route_after(self, route: str) -> str:
		valid_to, after = frappe.get_cached_value("Approval Route", route, ["valid_to", "handover_route"])
		return after if after and valid_to and getdate(valid_to) < self.day else route

	def _due(self, row: dict, working_days: int) -> date:
		programme = frappe.get_cached_value("Support Policy", row.policy, "programme")
		return due_date(max(self.day, clock.today()), working_days, self.unit, programme)

	def _write(self, names: list[str], move: Move) -> None:
		values = {
			"administrative_unit": move.unit,
			"approval_route": move.route,
			"route_snapshot": move.snapshot,
			"workflow_state": move.to_state,
			"next_state": move.next_state,
			"previous_state": move.previous_state,
			"route_states": move.route_states,
			"responsible_role": move.role,
			"due_date": move.due,
		}
		if move.to_state != move.from_state:
			values["responsible_user"] = None
		frappe.db.set_value("Application List", {"name": ["in", names]}, values)

	def _write_history(self, names: list[str], move: Move) -> None:
		"""One step for each list; its name holds the hand-over's, so that it is written once."""
		frappe.db.sql(
			"""insert into `tabList Step` (name, creation, modified, owner, modified_by, docstatus, idx, parent,
				parenttype, parentfield, action, from_state, to_state, user, taken_at, due_date, reason, people, amount)
			select concat(%(hand_over)s, '-', list.name), %(now)s, %(now)s, %(user)s, %(user)s, 0,
				1 + (select coalesce(max(step.idx), 0) from `tabList Step` step where step.parent = list.name),
				list.name, 'Application List', 'steps', %(action)s, %(from_state)s, %(to_state)s, %(user)s, %(now)s,
				%(due)s, %(reason)s, list.approved_people, list.approved_amount
			from `tabApplication List` list where list.name in %(names)s""",
			{
				"hand_over": self.hand_over.name,
				"now": clock.now(),
				"user": frappe.session.user,
				"action": ACTION,
				"from_state": move.from_state,
				"to_state": move.to_state,
				"due": move.due,
				"reason": f"{self.hand_over.reason} ({self.hand_over.name})",
				"names": names,
			},
		)
