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
	rows = frappe.db.sql(
		"""select name, status = 'Open' and workflow_state <> %(state)s, workflow_state = %(state)s
		from `tabWorkflow Action` where reference_doctype = %(doctype)s and reference_name = %(name)s""",
		{"doctype": document.doctype, "name": document.name, "state": document.workflow_state},
	)
	# by their names: a search for a change would lock the place where the next document's row comes
	done = [name for name, is_over, _stands in rows if is_over]
	if done:
		frappe.db.sql(
			"update `tabWorkflow Action` set status = 'Completed', completed_by = %s where name in %s",
			(frappe.session.user, done),
		)
	standing = [name for name, _is_over, stands in rows if stands]
	roles = roles_now(document)
	if not standing:
		_insert(document, roles)
	elif roles:
		frappe.db.sql(
			"update `tabWorkflow Action` set status = 'Open', completed_by = null where name = %s",
			standing[0],
		)


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
	"""Nothing waits at the end of the way; a closed row tells Frappe not to look for whose work it could be."""
	name = record_name()
	insert_rows(
		"Workflow Action",
		["name", "reference_doctype", "reference_name", "workflow_state", "status"],
		[(name, document.doctype, document.name, document.workflow_state, "Open" if roles else "Completed")],
	)
	insert_child_rows(
		"Workflow Action Permitted Role",
		"Workflow Action",
		"permitted_roles",
		["name", "parent", "role"],
		((key, name, role) for key, role in zip(record_names(len(roles)), roles, strict=True)),
	)
