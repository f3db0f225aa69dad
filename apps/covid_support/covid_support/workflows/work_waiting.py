"""Frappe's Workflow Action rows: which role has work waiting on a document.

Frappe makes these rows by asking the permission of every user who holds a role, which takes seconds with
hundreds of officials. Ours are made first, by role alone, in a few statements; Frappe then finds them and
leaves the document be. Areas are looked after by the permission query of the document itself.
"""

import frappe

from covid_support.applications.list_route import standing_of
from covid_support.bulk.insert import insert_child_rows, insert_rows
from covid_support.core.record_name import record_names


def refresh(*documents) -> None:
	"""Close what was waiting on `documents` (all of one DocType) and open what their present states ask for."""
	if not documents:
		return
	# their names come first: a search for a change would lock the place where the next document's row comes
	done, standing = _rows_of(documents)
	if done:
		frappe.db.sql(
			"update `tabWorkflow Action` set status = 'Completed', completed_by = %s where name in %s",
			(frappe.session.user, done),
		)
	roles = {document.name: roles_now(document) for document in documents}
	open_again = [standing[name] for name in standing if roles[name]]
	if open_again:
		frappe.db.sql(
			"update `tabWorkflow Action` set status = 'Open', completed_by = null where name in %s",
			(open_again,),
		)
	_insert({document: roles[document.name] for document in documents if document.name not in standing})


def _rows_of(documents: tuple) -> tuple[list[str], dict[str, str]]:
	"""(open rows of states that the documents have left, {document: a row of the state where it stands})."""
	states = {document.name: document.workflow_state for document in documents}
	rows = frappe.db.sql(
		"""select name, reference_name, workflow_state, status from `tabWorkflow Action`
		where reference_doctype = %s and reference_name in %s""",
		(documents[0].doctype, list(states)),
	)
	done, standing = [], {}
	for name, document, state, status in rows:
		if state == states[document]:
			standing.setdefault(document, name)
		elif status == "Open":
			done.append(name)
	return done, standing


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


def _insert(waiting: dict) -> None:
	"""Rows for {document: roles}. Nothing waits at the end of the way; a closed row tells Frappe not to look for whose
	work it could be."""
	names = dict(zip(waiting, record_names(len(waiting)), strict=True))
	insert_rows(
		"Workflow Action",
		["name", "reference_doctype", "reference_name", "workflow_state", "status"],
		[
			(
				names[document],
				document.doctype,
				document.name,
				document.workflow_state,
				"Open" if roles else "Completed",
			)
			for document, roles in waiting.items()
		],
	)
	permitted = [(names[document], role) for document, roles in waiting.items() for role in roles]
	insert_child_rows(
		"Workflow Action Permitted Role",
		"Workflow Action",
		"permitted_roles",
		["name", "parent", "role"],
		((key, *row) for key, row in zip(record_names(len(permitted)), permitted, strict=True)),
	)
