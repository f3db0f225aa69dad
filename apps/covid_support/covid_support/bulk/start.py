"""Starting an operation: checked and recorded at once, carried out by workers of the queue `long`."""

import json
from collections.abc import Callable
from hashlib import sha256

import frappe
from pymysql.err import IntegrityError

from covid_support.bulk import progress, queue, runner
from covid_support.bulk.operation import operation_of


def start(kind: str, parameters: dict | None = None) -> str:
	"""Let workers run the operation; returns the name of its Bulk Operation, which is written after the commit.

	The same user with the same parameters meets the operation that is already on its way.
	"""
	name = record(kind, parameters or {})
	queue.call_workers_after_commit(name)
	return name


def run_now(kind: str, parameters: dict | None = None, say: Callable[[dict], None] | None = None) -> str:
	"""Run the operation to its end in this process, for command lines and scenarios; returns its name. Commits."""
	name = record(kind, parameters or {})
	frappe.db.commit()  # other workers and a later resume see it
	runner.work(name, say)
	return name


def record(kind: str, parameters: dict) -> str:
	"""Check, plan and write the operation within the open transaction."""
	operation = operation_of(kind, parameters=parameters)
	digest = _digest(kind, parameters)
	standing = _live(digest)
	if standing:
		return standing
	operation.check(parameters)
	frappe.db.savepoint("bulk_record")
	try:
		name = _insert(operation, kind, parameters, digest)
	except (IntegrityError, frappe.UniqueValidationError):
		frappe.db.rollback(save_point="bulk_record")
		standing = _live(digest, locked=True)  # somebody pressed the same button at the same moment
		if not standing:
			raise
		return standing
	if operation.planned_at_start:
		operation.name = name
		runner.store_plan(name, operation.plan(parameters))
	return name


def _insert(operation, kind: str, parameters: dict, digest: str) -> str:
	document = frappe.new_doc("Bulk Operation")
	document.update(
		{
			"kind": kind,
			"title": operation.describe(parameters)[:300],
			"administrative_unit": operation.unit(parameters),
			"status": "Planned",
			"started_by": frappe.session.user,
			"parameters": json.dumps(parameters, ensure_ascii=False, indent=1, default=str),
			"parameters_digest": digest,
			"story_day": frappe.flags.covid_support_day,
		}
	)
	document.flags.by_engine = True
	name = document.insert(ignore_permissions=True).name
	progress.beat(name)
	return name


def _digest(kind: str, parameters: dict) -> str:
	"""Same kind, parameters, user and day of a story: the same operation."""
	day = str(frappe.flags.covid_support_day or "")
	text = json.dumps([kind, frappe.session.user, day, parameters], sort_keys=True, default=str)
	return sha256(text.encode()).hexdigest()


def _live(digest: str, locked: bool = False) -> str | None:
	return frappe.db.get_value("Bulk Operation", {"live_operation": digest}, "name", for_update=locked)
