"""Which lists of the user's area the user may move, and by which button. Only reads.

The workflow's transitions say so by state, role and condition; lists that stand alike are asked about once. What
only the action itself can tell (own work, relatives, papers) is refused list by list when they are moved.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.model.workflow import get_workflow, has_approval_access, is_transition_condition_satisfied

from covid_support.policies.area import area_sql
from covid_support.policies.delegations import delegation_for, lent_roles
from covid_support.registry.units import unit_place
from covid_support.workflows.words import APPROVE

DOCTYPE = "Application List"
ASKED = re.compile(r"\bdoc\.(\w+)")


def possible_moves(filters: dict) -> list[dict]:
	"""[{action, state, target, lists, people, amount}] of what the user may press now; amount in VND."""
	sums: dict[tuple, list[int]] = defaultdict(lambda: [0, 0, 0])
	for row, action, target in _offers(filters):
		total = sums[(action, row.workflow_state, target)]
		for place, value in enumerate((1, row.people, row.amount)):
			total[place] += int(value or 0)
	return [
		{
			"action": action,
			"state": state,
			"target": target,
			"lists": lists,
			"people": people,
			"amount": amount,
		}
		for (action, state, target), (lists, people, amount) in sorted(sums.items())
	]


def lists_to_move(action: str, filters: dict) -> list[dict]:
	"""The lists (name, workflow_state, people) for which the user may press `action`, in the order of their titles."""
	return list({row.name: row for row, offered, _target in _offers(filters) if offered == action}.values())


def chosen_lists(names: Iterable[str]) -> list[dict]:
	"""The same columns of lists that were chosen by name, those of other areas left out."""
	return _standing({"names": names})


def _offers(filters: dict):
	"""(row, action, target) of every button that is offered on a list that fits `filters`."""
	buttons = Buttons()
	for row in _standing(filters, buttons.columns):
		for transition in buttons.on(row):
			if transition.action != APPROVE:  # which a decision does by itself
				yield row, transition.action, transition.next_state


class Buttons:
	"""The workflow's buttons that the session's user has on lists; lists that stand alike are asked about once."""

	def __init__(self):
		self.user = frappe.session.user
		self.own, self.lent = set(frappe.get_roles(self.user)), lent_roles(self.user)
		self.transitions = get_workflow(DOCTYPE).transitions
		self.columns = _asked_by([row.condition or "" for row in self.transitions])
		self.offered: dict[tuple, list] = {}

	def on(self, row) -> list:
		"""The transitions offered on a list: a document, or a row with `columns`."""
		place = tuple(str(row.get(column) or "") for column in self.columns)
		if place not in self.offered:
			self.offered[place] = self._transitions(row)
		return [
			transition
			for transition in self.offered[place]
			if transition.allowed in self.own or _is_lent(self.user, transition.allowed, row)
		]

	def target_of(self, action: str, document) -> str | None:
		"""The state to which `action` leads a list; None when the button is not offered on it."""
		for transition in self.on(document):
			if transition.action == action and has_approval_access(self.user, document, transition):
				return transition.next_state
		return None

	def _transitions(self, row) -> list:
		document = frappe.get_doc({"doctype": DOCTYPE, **row}) if isinstance(row, dict) else row
		return [
			transition
			for transition in self.transitions
			if transition.state == row.get("workflow_state")
			and transition.allowed in self.own | self.lent
			and is_transition_condition_satisfied(transition, document)
		]


def _asked_by(conditions: list[str]) -> list[str]:
	"""The columns of a list on which its buttons depend; its name too, where a condition asks for more than columns."""
	asked = {column for condition in conditions for column in ASKED.findall(condition)}
	known = asked & set(frappe.get_meta(DOCTYPE).get_valid_columns())
	alone = asked - known or any("frappe" in condition for condition in conditions)
	return sorted({"workflow_state", *known, *(["name"] if alone else [])})


def _is_lent(user: str, role: str, row: dict) -> bool:
	programme = frappe.get_cached_value("Support Policy", row.policy, "programme")
	return bool(delegation_for(user, [role], row.administrative_unit, programme))


def _standing(filters: dict, more: Iterable[str] = ()) -> list[dict]:
	"""Unfinished lists of the user's area, with `more` columns: filters are administrative_unit, programme, policy,
	state and names.
	"""
	columns = sorted({"name", "title", "administrative_unit", "policy", "workflow_state", *more})
	conditions, values = _conditions(filters)
	area = area_sql("list.administrative_unit")
	if area:
		conditions.append(area)
	return frappe.db.sql(
		f"""select {", ".join(f"list.{column}" for column in columns)},
			coalesce(list.approved_people, 0) people, coalesce(list.approved_amount, 0) amount
		from `tabApplication List` list
		join `tabSupport Policy` policy on policy.name = list.policy
		join `tabAdministrative Unit` unit on unit.name = list.administrative_unit
		where list.docstatus = 0 and {" and ".join(conditions)}
		order by list.title, list.name""",
		values,
		as_dict=True,
	)


def _conditions(filters: dict) -> tuple[list[str], dict]:
	conditions, values = ["list.workflow_state <> 'Rejected'"], {}
	columns = {"policy": "list.policy", "programme": "policy.programme", "state": "list.workflow_state"}
	for key, column in columns.items():
		if filters.get(key):
			conditions.append(f"{column} = %({key})s")
			values[key] = filters[key]
	if filters.get("administrative_unit"):
		conditions.append("unit.lft between %(lft)s and %(rgt)s")
		values["lft"], values["rgt"] = unit_place(filters["administrative_unit"])
	if filters.get("names"):
		conditions.append("list.name in %(names)s")
		values["names"] = tuple(filters["names"])
	return conditions, values
