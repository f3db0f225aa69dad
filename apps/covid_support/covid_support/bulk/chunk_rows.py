"""The rows of Bulk Chunk: written when an operation is planned, taken by workers, marked when done.

A worker holds the row lock of its chunk until the chunk's transaction ends; others skip locked rows. The
candidates are read without a lock and locked by their primary key alone, so that no gap of an index is held.
"""

import json
from collections.abc import Iterable, Iterator

import frappe

from covid_support.bulk.insert import insert_rows
from covid_support.bulk.operation import Outcome, Refusal
from covid_support.core.record_name import record_names

LOOKED_AT = 50  # times as many as are taken: more than the workers that may hold chunks at the same time
MOST_ROWS = 10_000  # of several chunks in one transaction
COLUMNS = ["name", "operation", "position", "chunk_key", "rows_planned", "status"]


def write(operation: str, planned: Iterable[tuple[object, int]]) -> tuple[int, int]:
	"""Store the planned (key, rows) in their order; returns (chunks, rows)."""
	planned = list(planned)
	names = record_names(len(planned))
	insert_rows(
		"Bulk Chunk",
		COLUMNS,
		(
			(name, operation, position, json.dumps(key, ensure_ascii=False), rows, "Waiting")
			for position, (name, (key, rows)) in enumerate(zip(names, planned, strict=True), start=1)
		),
	)
	return len(planned), sum(rows for _key, rows in planned)


def take(operation: str, most: int = 1) -> list[dict]:
	"""Lock the first free waiting chunks, at most `most` that stand side by side, until the transaction ends; none when
	none is free. Commits before.

	The attempt is counted and committed first, so that a chunk which kills its worker every time is known.
	"""
	waiting = frappe.db.sql(
		"""select name, rows_planned, attempts from `tabBulk Chunk` where operation = %s and status = 'Waiting'
		order by position limit %s""",
		(operation, LOOKED_AT * most),
	)
	for names in _side_by_side(waiting, most):
		free = [chunk.name for chunk in lock(*names)]
		if free:
			frappe.db.sql("update `tabBulk Chunk` set attempts = attempts + 1 where name in %s", (free,))
			frappe.db.commit()  # counted, whatever becomes of the worker
			chunks = lock(*free)
			if chunks:
				return chunks
	return []


def _side_by_side(waiting: Iterable[tuple[str, int, int]], most: int) -> Iterator[list[str]]:
	"""The names in parts of at most `most` chunks and MOST_ROWS rows; alone whatever was begun before or is longer."""
	part, rows = [], 0
	for name, planned, attempts in waiting:
		if part and (len(part) == most or rows + planned > MOST_ROWS or attempts):
			yield part
			part, rows = [], 0
		part.append(name)
		rows += planned
		if attempts:
			yield part
			part, rows = [], 0
	if part:
		yield part


def lock(*names: str) -> list[dict]:
	"""Those of the chunks that wait, in their order, locked; not those that somebody else holds or has done."""
	return frappe.db.sql(
		"""select name, operation, chunk_key, rows_planned, attempts from `tabBulk Chunk`
		where name in %s and status = 'Waiting' order by name for update skip locked""",
		(names,),
		as_dict=True,
	)


def mark_done(name: str, outcome: Outcome, seconds: float) -> None:
	"""Within the chunk's own transaction: what it did and what it left alone."""
	_mark(name, "Done", outcome, seconds)


def mark_failed(name: str, refusal: Refusal, seconds: float) -> None:
	"""After the chunk's work has been undone: why."""
	_mark(name, "Failed", Outcome(exceptions=[refusal]), seconds)


def _mark(name: str, status: str, outcome: Outcome, seconds: float) -> None:
	frappe.db.sql(
		"""update `tabBulk Chunk` set status = %(status)s, rows_done = %(rows)s, amount = %(amount)s,
			digest = %(digest)s, exception_count = %(count)s, exceptions = %(exceptions)s, seconds = %(seconds)s
		where name = %(name)s and status = 'Waiting'""",
		{
			"name": name,
			"status": status,
			"rows": outcome.rows,
			"amount": outcome.amount,
			"digest": outcome.digest or None,
			"count": len(outcome.exceptions),
			"exceptions": _as_json(outcome.exceptions),
			"seconds": round(seconds, 3),
		},
	)


def _as_json(exceptions: list[Refusal]) -> str | None:
	rows = [refusal.as_row() for refusal in exceptions]
	return json.dumps(rows, ensure_ascii=False) if rows else None


def any_waiting(operation: str) -> bool:
	"""Whether a chunk is left, held by somebody or not."""
	return bool(frappe.db.exists("Bulk Chunk", {"operation": operation, "status": "Waiting"}))


def wait_again(operation: str) -> int:
	"""Put failed chunks back; returns how many."""
	failed = frappe.db.count("Bulk Chunk", {"operation": operation, "status": "Failed"})
	frappe.db.sql(
		"""update `tabBulk Chunk` set status = 'Waiting', attempts = 0, exceptions = null, exception_count = 0
		where operation = %s and status = 'Failed'""",
		operation,
	)
	return failed


def totals(operation: str) -> dict:
	"""Sums over the chunks: parts, finished parts, failed parts, rows handled and done, VND, exceptions."""
	row = frappe.db.sql(
		"""select count(*) parts, coalesce(sum(status <> 'Waiting'), 0) parts_done,
			coalesce(sum(status = 'Failed'), 0) parts_failed,
			coalesce(sum(if(status = 'Waiting', 0, rows_planned)), 0) handled,
			coalesce(sum(rows_done), 0) rows_done, coalesce(sum(amount), 0) amount,
			coalesce(sum(exception_count), 0) exceptions
		from `tabBulk Chunk` where operation = %s""",
		operation,
		as_dict=True,
	)[0]
	return {key: int(value) for key, value in row.items()}


def digests(operation: str) -> list[tuple]:
	"""(position, digest) of the chunks that are done, in order."""
	return frappe.db.sql(
		"select position, digest from `tabBulk Chunk` where operation = %s and status = 'Done' order by position",
		operation,
	)


def exceptions_of(operation: str, start: int, length: int) -> list[dict]:
	"""The rows of all exceptions from `start` on, in the order of the chunks."""
	found: list[dict] = []
	passed = 0
	for name, count in frappe.db.sql(
		"""select name, exception_count from `tabBulk Chunk` where operation = %s and exception_count > 0
		order by position""",
		operation,
	):
		if passed + count > start and len(found) < length:
			rows = json.loads(frappe.db.get_value("Bulk Chunk", name, "exceptions"))
			found += rows[max(0, start - passed) : max(0, start - passed) + length - len(found)]
		passed += count
	return found
