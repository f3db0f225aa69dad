"""Pressing a workflow button: the one door by which documents with a workflow move, alone or by the hundred."""

from functools import partial

import frappe
from frappe.model.workflow import apply_workflow

from covid_support.policies.delegations import acting_by_delegation
from covid_support.workflows.read_once import unread


def press(doctype: str, name: str, action: str, reason: str = "") -> str:
	"""Press `action` on a document as the session's user, by a delegation where one lends the role.

	`reason` goes with returns and refusals. Returns the new state; raises what the workflow and the actions raise.
	"""
	with acting_by_delegation(partial(frappe.get_doc, doctype, name)):
		if (reason or "").strip():
			_note_reason(doctype, name, reason.strip())
		return apply_workflow(unread(doctype, name), action).workflow_state


def _note_reason(doctype: str, name: str, reason: str) -> None:
	"""Keep the reason on the document: Frappe's workflow reads the document afresh."""
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	document.db_set("pending_reason", reason, update_modified=False)
