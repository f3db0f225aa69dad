"""Which lists of the user's area the user may move, and by which button. Only reads.

The workflow's transitions say so by state, role and condition; lists that stand alike are asked about once. What
only the action itself can tell (own work, relatives, papers) is refused list by list when they are moved.
"""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.model.workflow import get_workflow, is_transition_condition_satisfied

from covid_support.policies.area import area_sql
from covid_support.policies.delegations import delegation_for, lent_roles
from covid_support.registry.units import unit_place
from covid_support.workflows.words import APPROVE

DOCTYPE = "Application List"
PLACE = ("workflow_state", "next_state", "previous_state", "decision")


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
	user = frappe.session.user
	own, lent = set(frappe.get_roles(user)), lent_roles(user)
	offered: dict[tuple, list] = {}
	for row in _standing(filters):
		place = (*(row[column] or "" for column in PLACE[:3]), bool(row.decision))
		if place not in offered:
			offered[place] = _transitions(row, own | lent)
		for transition in offered[place]:
			if transition.allowed in own or _is_lent(user, transition.allowed, row):
				yield row, transition.action, transition.next_state


def _transitions(row: dict, roles: set[str]) -> list:
	"""The transitions offered to `roles` where the list stands; a decision approves its lists by itself."""
	document = frappe.get_doc({"doctype": DOCTYPE, **row})
	return [
		transition
		for transition in get_workflow(DOCTYPE).transitions
		if transition.state == row.workflow_state
		and transition.action != APPROVE
		and transition.allowed in roles
		and is_transition_condition_satisfied(transition, document)
	]


def _is_lent(user: str, role: str, row: dict) -> bool:
	programme = frappe.get_cached_value("Support Policy", row.policy, "programme")
	return bool(delegation_for(user, [role], row.administrative_unit, programme))


def _standing(filters: dict) -> list[dict]:
	"""Unfinished lists of the user's area: filters are administrative_unit, programme, policy, state and names."""
	conditions, values = _conditions(filters)
	area = area_sql("list.administrative_unit")
	if area:
		conditions.append(area)
	return frappe.db.sql(
		f"""select list.name, list.title, list.administrative_unit, list.policy, list.workflow_state,
			list.next_state, list.previous_state, list.decision,
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
