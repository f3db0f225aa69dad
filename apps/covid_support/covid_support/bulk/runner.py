"""A worker of an operation: takes chunk after chunk until none is left, each in a transaction of its own.

Chunk and row of the chunk are committed together, so whatever is killed leaves the chunk waiting and nothing
of its work. Any number of workers may serve one operation, on as many machines.
"""

import json
import random
import time
from collections.abc import Callable
from contextlib import contextmanager

import frappe

from covid_support import clock
from covid_support.bulk import chunk_rows, progress, trouble
from covid_support.bulk.acting import acting_for, may_act
from covid_support.bulk.operation import Refusal, operation_of
from covid_support.remembered import forget_everything

TRIES = 4  # of one chunk, when others write the same rows
MOST_ATTEMPTS = 12  # begun that often and never ended: the chunk kills its worker
TOLD_EVERY = 1.0  # seconds


def work(operation: str, say: Callable[[dict], None] | None = None) -> str:
	"""Serve `operation` (name of a Bulk Operation) and return its status; `say` gets the figures now and then.

	Commits. Raises what the database raises when the connection is lost; the rest then waits to be resumed.
	"""
	record = frappe.get_doc("Bulk Operation", operation)
	with acting_for(record.started_by, record.story_day):
		Worker(record, say).work()
	return progress.status_of(operation)


class Worker:
	"""One process at work on one operation."""

	def __init__(self, record, say: Callable[[dict], None] | None = None):
		self.record = record
		self.name = record.name
		self.say = say
		self.told_at = time.monotonic()
		self.parameters = json.loads(record.parameters or "{}")
		self.operation = operation_of(record.kind, record.name, self.parameters)
		self.message = ""

	def work(self) -> None:
		"""Plan when nobody has, run chunks, finish when the last one is done."""
		if not self._begin():
			return
		with self._alone() as admitted:
			if not admitted or not self._plan():
				return
			while self._running() and (taken := chunk_rows.take(self.name, self.operation.together)):
				self._run_all(taken)
				self._tell()
			self._finish()
		self._tell(at_once=True)

	def _begin(self) -> bool:
		if not self._running():
			return False
		if not may_act(self.record.started_by):
			self._fail(frappe._("The account of whoever started this is closed. Let somebody else start it."))
			return False
		frappe.db.sql(
			"""update `tabBulk Operation` set status = 'Running', started_on = coalesce(started_on, %s)
			where name = %s and status in ('Planned', 'Running')""",
			(clock.now(), self.name),
		)
		progress.beat(self.name)
		frappe.db.commit()  # others see that somebody works
		return True

	def _running(self) -> bool:
		return progress.status_of(self.name) in ("Planned", "Running")

	@contextmanager
	def _alone(self):
		"""Whether this worker may take chunks: of an operation that is not parallel, only one may."""
		if self.operation.parallel:
			yield True
			return
		with self._lock() as admitted:
			yield admitted

	@contextmanager
	def _lock(self, purpose: str = ""):
		"""Whether this worker alone holds the operation's lock for `purpose`; it goes with the connection."""
		key = f"{frappe.conf.db_name}|{self.name}{purpose}"
		admitted = bool(frappe.db.sql("select get_lock(%s, 0)", key)[0][0])
		try:
			yield admitted
		finally:
			if admitted:
				frappe.db.sql("select release_lock(%s)", key)

	def _plan(self) -> bool:
		"""Plan what was not planned at the start; False when another worker is planning or it was refused."""
		if frappe.db.get_value("Bulk Operation", self.name, "planned"):
			return True
		rows = frappe.db.sql(
			"select planned from `tabBulk Operation` where name = %s for update skip locked", self.name
		)
		if not rows:
			return False
		if not rows[0][0]:
			try:
				store_plan(self.name, self.operation.plan(self.parameters))
			except Exception as error:
				self._end_with(error)
				return False
		frappe.db.commit()  # the plan stands
		return True

	def _run_all(self, taken: list[dict]) -> None:
		"""Several chunks in one transaction; by itself whatever cannot be run so."""
		if len(taken) > 1:
			taken = self._run_together(taken)
		for chunk in taken:
			if chunk_rows.lock(chunk.name):
				self._run(chunk)

	def _run_together(self, taken: list[dict]) -> list[dict]:
		"""The chunks that are left to be run by themselves."""
		started = time.monotonic()
		try:
			keys = [json.loads(chunk.chunk_key) for chunk in taken]
			outcomes = self.operation.run_chunks(keys, self.parameters)
			seconds = (time.monotonic() - started) / len(taken)
			for chunk, outcome in zip(taken, outcomes, strict=True):
				if outcome:
					chunk_rows.mark_done(chunk.name, outcome, seconds)
			self._commit()
		except Exception as error:
			trouble.undo(error)
			return taken
		return [chunk for chunk, outcome in zip(taken, outcomes, strict=True) if not outcome]

	def _run(self, chunk: dict) -> None:
		if chunk.attempts > MOST_ATTEMPTS:
			text = frappe._("This part has ended its worker {0} times. Tell the operator.")
			self._give_up(chunk, Refusal(text.format(chunk.attempts - 1), *self._document(chunk)), 0)
			return
		for turn in range(1, TRIES + 1):
			started = time.monotonic()
			try:
				self._do(chunk, started)
				return
			except Exception as error:
				trouble.undo(error)
				if turn == TRIES and trouble.server_away(error):
					raise
				if turn == TRIES or not trouble.may_pass(error):
					self._give_up(chunk, self._refusal(error, chunk), time.monotonic() - started)
					return
			time.sleep(turn * (0.1 + random.random()))  # let the others finish first
			if not chunk_rows.lock(chunk.name):
				return

	def _do(self, chunk: dict, started: float) -> None:
		outcome = self.operation.run_chunk(json.loads(chunk.chunk_key), self.parameters)
		chunk_rows.mark_done(chunk.name, outcome, time.monotonic() - started)
		self._commit(outcome.message)

	def _commit(self, message: str = "") -> None:
		frappe.db.commit()  # the chunks and their rows stand together
		frappe.clear_messages()
		forget_everything()
		self.message = message

	def _refusal(self, error: Exception, chunk: dict) -> Refusal:
		return trouble.refusal_of(error, self.operation.document(json.loads(chunk.chunk_key)))

	def _document(self, chunk: dict) -> tuple[str | None, str | None]:
		return self.operation.document(json.loads(chunk.chunk_key)) or (None, None)

	def _give_up(self, chunk: dict, refusal: Refusal, seconds: float) -> None:
		chunk_rows.mark_failed(chunk.name, refusal, seconds)
		frappe.db.commit()  # the chunk's work is undone, its reason stands
		frappe.clear_messages()
		self.message = refusal.message

	def _tell(self, at_once: bool = False) -> None:
		if not at_once and time.monotonic() - self.told_at < TOLD_EVERY:
			return
		self.told_at = time.monotonic()
		if self._running():
			progress.refresh(self.name, self.message)
			frappe.db.commit()  # a sign of life
		progress.tell(self.name, self.record.started_by)
		if self.say:
			self.say(progress.shown(self.name))

	def _finish(self) -> None:
		"""The worker that finds nothing left closes the operation; chunks that others hold are theirs to end."""
		if chunk_rows.any_waiting(self.name):
			return
		# not the row's lock: whoever gives a sign of life holds that too, and does not end anything
		with self._lock("|end") as admitted:
			frappe.db.commit()  # a new snapshot, which shows whether another worker has just ended it
			if admitted and self._running():
				self._end()

	def _end(self) -> None:
		try:
			self.operation.finish()
		except Exception as error:
			self._end_with(error)
			return
		progress.close(self.name)
		frappe.db.commit()  # the record of the run

	def _end_with(self, error: Exception) -> None:
		"""The plan or the end of the operation was refused; a server that is away leaves it to a later worker."""
		trouble.undo(error)
		if trouble.may_pass(error):
			raise error
		self._fail(trouble.refusal_of(error, None).message)

	def _fail(self, message: str) -> None:
		progress.set_status(self.name, "Unsuccessful", last_message=message)
		frappe.db.commit()  # why it ended
		frappe.clear_messages()


def store_plan(name: str, planned) -> None:
	"""Write the chunks of operation `name` in the open transaction."""
	parts, rows = chunk_rows.write(name, planned)
	frappe.db.set_value("Bulk Operation", name, {"planned": 1, "parts": parts, "rows_planned": rows})
