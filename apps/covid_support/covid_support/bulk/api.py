"""What the form of a Bulk Operation and the menus of lists ask and press."""

import frappe

from covid_support.bulk import chunk_rows, progress, queue
from covid_support.bulk.start import start as start_operation
from covid_support.messages import forbid, problems_shown, refuse

PAGE = 100
ENDED = ("Completed", "Completed with Exceptions", "Unsuccessful")


@frappe.whitelist(methods=["POST"])
def start(kind: str, parameters: dict | str | None = None) -> str:
	"""Begin an operation of `kind`; its own check says who may. Returns the Bulk Operation's name."""
	with problems_shown():
		return start_operation(kind, frappe.parse_json(parameters or {}))


@frappe.whitelist()
def get_progress(operation: str) -> dict:
	"""The figures of an operation: {status, rows_done, rows_planned, seconds_left, …}."""
	frappe.get_doc("Bulk Operation", operation).check_permission("read")
	return progress.shown(operation)


@frappe.whitelist()
def get_exceptions(operation: str, start: int = 0) -> dict:
	"""One page of what was left alone: {"total", "rows": [{message, doctype, name, label}], "page_length"}."""
	document = frappe.get_doc("Bulk Operation", operation)
	document.check_permission("read")
	rows = chunk_rows.exceptions_of(operation, int(start), PAGE)
	return {"total": document.exceptions, "rows": rows, "page_length": PAGE}


@frappe.whitelist(methods=["POST"])
def cancel(operation: str) -> None:
	"""Stop after the chunks that are running; what is done stays done."""
	document = _own(operation)
	if document.status not in ("Planned", "Running"):
		refuse("Operation {0} has already ended, so there is nothing to stop.", operation)
	progress.set_status(operation, "Cancelled")


@frappe.whitelist(methods=["POST"])
def resume(operation: str) -> None:
	"""Go on with a cancelled operation, or with one whose worker is gone."""
	document = _own(operation)
	if document.status in ENDED:
		refuse("Operation {0} has ended. What failed can be run once more.", operation)
	_go_on(document)


@frappe.whitelist(methods=["POST"])
def run_failed_again(operation: str) -> int:
	"""Run the parts that failed once more; returns how many they are."""
	document = _own(operation)
	if document.status not in ENDED:
		refuse("Operation {0} has not ended yet. Wait until it has, or stop it.", operation)
	failed = chunk_rows.wait_again(operation)
	if not failed and document.planned:
		refuse("No part of operation {0} has failed as a whole, so there is nothing to run again.", operation)
	_go_on(document)
	return failed


def _own(operation: str):
	"""The document, locked; for whoever started it and for the system manager."""
	document = frappe.get_doc("Bulk Operation", operation, for_update=True)
	document.check_permission("read")
	if document.started_by != frappe.session.user and "System Manager" not in frappe.get_roles():
		forbid("Operation {0} was started by {1}. Only they may do this.", operation, document.started_by)
	return document


def _go_on(document) -> None:
	same = {"live_operation": document.parameters_digest, "name": ["!=", document.name]}
	other = frappe.db.get_value("Bulk Operation", same)
	if other:
		refuse("The same work is already on its way as operation {0}.", other)
	frappe.db.set_value("Bulk Operation", document.name, {"status": "Running", "finished_on": None})
	progress.beat(document.name)
	queue.call_workers_after_commit(document.name)
