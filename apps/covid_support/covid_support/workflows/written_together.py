"""Documents that one button moves by the hundred, written together: what Document.save would write for each.

Frappe's save costs several times as much as the move itself. It is left aside only where nobody would miss it: as
soon as an administrator or another app has something done when such a document is saved, each is saved by itself.
"""

from collections.abc import Iterable
from copy import copy

import frappe
from frappe.model.workflow import get_workflow
from frappe.utils import now

from covid_support.bulk.insert import insert_child_rows
from covid_support.core.record_name import record_names
from covid_support.remembered import once
from covid_support.workflows import work_waiting
from covid_support.workflows.timeline import note_states, write_versions

# what has something done when a document is saved: {DocType: (column of the saved DocType, condition)}
LISTENERS = {
	"Notification": ("document_type", "enabled = 1"),
	"Webhook": ("webhook_doctype", "enabled = 1"),
	"Server Script": ("reference_doctype", "disabled = 0"),
	"Assignment Rule": ("document_type", "disabled = 0"),
	"Milestone Tracker": ("document_type", "disabled = 0"),
	"Energy Point Rule": ("reference_doctype", "enabled = 1"),
}
# columns of a row that the engine writes
WRITTEN_ANYWAY = (
	"doctype", "creation", "modified", "owner", "modified_by", "parenttype", "parentfield",
)  # fmt: skip


def may_be_written_together(doctype: str) -> bool:
	"""Whether nobody but this app and Frappe itself has anything done when a document of `doctype` is saved."""
	return once("written_together", doctype, lambda: not (_is_heard(doctype) or _is_set_by_workflow(doctype)))


def _is_heard(doctype: str) -> bool:
	events = frappe.get_hooks("doc_events", {})
	handlers = [
		path
		for key in (doctype, "*")
		for paths in (events.get(key) or {}).values()
		for path in paths
		if not path.startswith("frappe.")
	]
	listening = " or ".join(
		f"exists (select 1 from `tab{listener}` where `{column}` = %(doctype)s and {condition})"
		for listener, (column, condition) in LISTENERS.items()
	)
	return bool(handlers) or bool(frappe.db.sql(f"select {listening}", {"doctype": doctype})[0][0])


def _is_set_by_workflow(doctype: str) -> bool:
	"""Whether a state of the workflow sets another field of the document, as an administrator may have it do."""
	return any(state.update_field for state in get_workflow(doctype).states)


def write_together(documents: Iterable) -> None:
	"""Write documents of one DocType, read by `read_together`, that have changed their workflow state.

	Their columns, the rows that were added to their tables, whose work they are now, and the timeline.
	"""
	documents = list(documents)
	if not documents:
		return
	stamp = now()
	for document in documents:
		document.modified, document.modified_by = stamp, frappe.session.user
		_write_columns(document.doctype, document)
	for field in documents[0].meta.get_table_fields():
		_write_rows(documents, field)
	work_waiting.refresh(*documents)
	note_states((document, frappe._(document.workflow_state)) for document in documents)
	if documents[0].meta.track_changes and not frappe.flags.in_test:  # Frappe writes no versions in tests
		write_versions(_changes(document) for document in documents)
	for document in documents:
		document.clear_cache()
		document.notify_update()


def _write_columns(doctype: str, document) -> None:
	"""One statement with the columns that have changed."""
	before = document.get_doc_before_save()
	changed = {
		column: document.get(column)
		for column in document.meta.get_valid_columns()
		if document.get(column) != before.get(column)
	}
	if "docstatus" in changed:
		changed["docstatus"] = int(document.docstatus)
	pairs = ", ".join(f"`{column}` = %({column})s" for column in changed)
	frappe.db.sql(
		f"update `tab{doctype}` set {pairs} where name = %(name)s",
		{**changed, "name": document.name},
	)


def _write_rows(documents: list, field) -> None:
	"""Add the new rows of the table; those of submitted documents are submitted with them."""
	added = [
		(row, document) for document in documents for row in document.get(field.fieldname) if row.is_new()
	]
	for (row, document), name in zip(added, record_names(len(added)), strict=True):
		row.name, row.owner, row.modified_by = name, document.modified_by, document.modified_by
		row.creation = row.modified = document.modified
		row.docstatus = int(document.docstatus)
		row._sanitize_content()
		row._validate_length()
	columns = [
		column
		for column in frappe.get_meta(field.options).get_valid_columns()
		if column not in WRITTEN_ANYWAY
	]
	rows = (tuple(row.get(column) for column in columns) for row, _document in added)
	insert_child_rows(field.options, documents[0].doctype, field.fieldname, columns, rows)
	for row, _document in added:
		row.__dict__.pop("__islocal", None)
	submitted = [document.name for document in documents if document.docstatus == 1]
	if submitted:
		frappe.db.sql(
			f"update `tab{field.options}` set docstatus = 1 where parent in %s and docstatus = 0",
			(submitted,),
		)


def _changes(document) -> tuple:
	"""(the document as it stood, as it is now) with the rows alone that were added: the others have not changed."""
	before = document.get_doc_before_save()
	then, today = copy(before), copy(document)
	for field in document.meta.get_table_fields():
		old = {row.name for row in before.get(field.fieldname)}
		then.__dict__[field.fieldname] = []
		today.__dict__[field.fieldname] = [
			row for row in document.get(field.fieldname) if row.name not in old
		]
	return then, today
