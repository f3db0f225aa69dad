"""Frappe's Workflow Action rows: which role has work waiting on a document.

Frappe makes these rows by asking the permission of every user who holds a role, which takes seconds with
hundreds of officials. Ours are made first, by role alone, in a few statements; Frappe then finds them and
leaves the document be. Areas are looked after by the permission query of the document itself.
"""

import frappe

from covid_support.applications.list_route import standing_of
from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.record_name import record_name, record_names


def refresh(document) -> None:
	"""Close what was waiting on `document` and open what its present state asks for."""
	table = frappe.qb.DocType("Workflow Action")
	mine = (table.reference_doctype == document.doctype) & (table.reference_name == document.name)
	(
		frappe.qb.update(table)
		.set(table.status, "Completed")
		.set(table.completed_by, frappe.session.user)
		.where(mine & (table.status == "Open") & (table.workflow_state != document.workflow_state))
		.run()
	)
	standing = (
		frappe.qb.from_(table)
		.select(table.name)
		.where(mine & (table.workflow_state == document.workflow_state))
		.run()
	)
	if standing:
		frappe.qb.update(table).set(table.status, "Open").set(table.completed_by, None).where(
			table.name == standing[0][0]
		).run()
		return
	roles = roles_now(document)
	if roles:
		_insert(document, roles)


def roles_now(document) -> list[str]:
	"""Whose work the document is: by the list's own route, where it has one, else by the workflow."""
	if document.doctype == "Application List":
		return roles_of_list(document)
	return roles_of_state(document.doctype, document.workflow_state)


def roles_of_list(application_list) -> list[str]:
	"""The roles that act on a list where it stands; none at the end of its way."""
	standing = standing_of(application_list)
	if not standing:
		return []
	return sorted({role for role in (standing.role, standing.second_role) if role})


def roles_of_state(doctype: str, state: str) -> list[str]:
	"""The roles that have a button in `state` of the DocType's workflow."""
	name = frappe.model.workflow.get_workflow_name(doctype)
	workflow = frappe.get_cached_doc("Workflow", name)
	return sorted({row.allowed for row in workflow.transitions if row.state == state})


def _insert(document, roles: list[str]) -> None:
	name = record_name()
	insert_rows(
		"Workflow Action",
		["name", "reference_doctype", "reference_name", "workflow_state", "status"],
		[(name, document.doctype, document.name, document.workflow_state, "Open")],
	)
	insert_child_rows(
		"Workflow Action Permitted Role",
		"Workflow Action",
		"permitted_roles",
		["name", "parent", "role"],
		((key, name, role) for key, role in zip(record_names(len(roles)), roles, strict=True)),
	)
