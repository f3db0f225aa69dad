"""Which lists a decision may hold, and binding them to it."""

import frappe

from covid_support.applications.list_route import PLACE_FIELDS, standing_of
from covid_support.messages import forbid, refuse
from covid_support.programmes.route_places import DECIDING_STATES
from covid_support.programmes.routes import RouteState
from covid_support.registry.units import level_of, lies_in


def load(decision) -> dict[str, dict]:
	"""{list: columns} of the lists on `decision` (a document)."""
	names = [row.application_list for row in decision.lists]
	rows = frappe.get_all(
		"Application List",
		filters={"name": ["in", names]},
		fields=[
			"name",
			"title",
			"administrative_unit",
			"policy",
			*PLACE_FIELDS,
			"decision",
			"approved_people",
		],
	)
	return {row.name: row for row in rows}


def check(decision, lists: dict[str, dict]) -> None:
	"""Refuse lists that stand twice, are not ready, or belong elsewhere."""
	seen = set()
	units = {item.administrative_unit for item in lists.values()}
	inside = {unit for unit in units if lies_in(unit, decision.administrative_unit)}
	for row in decision.lists:
		item = lists[row.application_list]
		if row.application_list in seen:
			refuse("Row {0}: list {1} stands twice on the decision.", row.idx, item.title)
		seen.add(row.application_list)
		_check_ready(decision, row, item, inside)


def deciding_step(decision) -> RouteState | None:
	"""The step of their route by which the lists on `decision` are decided; None without lists."""
	return _step_of(load(decision))


def _step_of(lists: dict[str, dict]) -> RouteState | None:
	for item in lists.values():
		if item.workflow_state in DECIDING_STATES:
			return standing_of(item)
	return None


def check_step(decision, lists: dict[str, dict]) -> None:
	"""All lists are decided by one office, and the decision is that of its level."""
	states = {item.workflow_state for item in lists.values()}
	if len(states) > 1:
		refuse(
			"The lists of a decision are all decided by one office. Put those of {0} on another decision.",
			frappe._(sorted(states)[0]),
		)
	step = _step_of(lists)
	level = step.level if step else "Province"
	if level_of(decision.administrative_unit) != level:
		refuse(
			"{0}: choose a unit of level {1}; {2} is not one.",
			frappe._(decision.meta.get_label("administrative_unit")),
			frappe._(level),
			frappe.get_cached_value("Administrative Unit", decision.administrative_unit, "full_name"),
		)


def require_decider(decision, signs: bool) -> None:
	"""Only the office that the route names prepares a decision (`signs` False) or issues it."""
	step = deciding_step(decision)
	role = step and (step.second_role if signs else step.role)
	if role and role not in frappe.get_roles():
		forbid("The lists of this decision are decided by {0}, so only they may do this.", frappe._(role))


def _check_ready(decision, row, item, inside: set[str]) -> None:
	if item.workflow_state not in DECIDING_STATES:
		refuse("Row {0}: list {1} has not been appraised yet, or is decided already.", row.idx, item.title)
	if item.decision and item.decision != decision.name:
		refuse("Row {0}: list {1} already stands on decision {2}.", row.idx, item.title, item.decision)
	if item.administrative_unit not in inside:
		refuse("Row {0}: list {1} belongs to a unit outside the area of the decision.", row.idx, item.title)
	programme = frappe.get_cached_value("Support Policy", item.policy, "programme")
	if programme != decision.programme:
		refuse("Row {0}: list {1} belongs to another programme than the decision.", row.idx, item.title)


def bind(decision) -> None:
	"""Write the decision on its lists and take it off those that were removed."""
	wanted = {row.application_list for row in decision.lists}
	bound = set(frappe.get_all("Application List", filters={"decision": decision.name}, pluck="name"))
	for names, value in ((wanted - bound, decision.name), (bound - wanted, None)):
		if names:
			lists = {"name": ["in", sorted(names)]}
			frappe.db.set_value("Application List", lists, "decision", value, update_modified=False)


def unbind(decision_name: str) -> None:
	"""Free all lists of a decision that is deleted."""
	table = frappe.qb.DocType("Application List")
	frappe.qb.update(table).set(table.decision, None).where(table.decision == decision_name).run()
