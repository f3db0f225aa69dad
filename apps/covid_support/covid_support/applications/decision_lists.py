"""Which lists a decision may hold, and binding them to it."""

import frappe

from covid_support.messages import refuse
from covid_support.registry.units import lies_in

READY = "Province Decision"


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
			"workflow_state",
			"decision",
			"approved_people",
			"approved_amount",
		],
	)
	return {row.name: row for row in rows}


def check(decision, lists: dict[str, dict]) -> None:
	"""Refuse lists that stand twice, are not ready, or belong elsewhere."""
	seen = set()
	for row in decision.lists:
		item = lists[row.application_list]
		if row.application_list in seen:
			refuse("Row {0}: list {1} stands twice on the decision.", row.idx, item.title)
		seen.add(row.application_list)
		_check_ready(decision, row, item)


def _check_ready(decision, row, item) -> None:
	if item.workflow_state != READY:
		refuse("Row {0}: list {1} has not been appraised yet, or is decided already.", row.idx, item.title)
	if item.decision and item.decision != decision.name:
		refuse("Row {0}: list {1} already stands on decision {2}.", row.idx, item.title, item.decision)
	if not lies_in(item.administrative_unit, decision.administrative_unit):
		refuse("Row {0}: list {1} belongs to a unit outside the area of the decision.", row.idx, item.title)
	programme = frappe.get_cached_value("Support Policy", item.policy, "programme")
	if programme != decision.programme:
		refuse("Row {0}: list {1} belongs to another programme than the decision.", row.idx, item.title)


def bind(decision) -> None:
	"""Write the decision on its lists and take it off those that were removed."""
	wanted = {row.application_list for row in decision.lists}
	bound = set(frappe.get_all("Application List", filters={"decision": decision.name}, pluck="name"))
	for name in sorted(wanted - bound):
		frappe.db.set_value("Application List", name, "decision", decision.name, update_modified=False)
	for name in sorted(bound - wanted):
		frappe.db.set_value("Application List", name, "decision", None, update_modified=False)


def unbind(decision_name: str) -> None:
	"""Free all lists of a decision that is deleted."""
	table = frappe.qb.DocType("Application List")
	frappe.qb.update(table).set(table.decision, None).where(table.decision == decision_name).run()
