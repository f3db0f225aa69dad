"""Work on many units shared by several processes, each with its own connection to the database.

Who takes a unit is a matter of chance; what comes of it must not be, so nothing that the work draws may depend on
the units that the same process had before.
"""

import ctypes
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable

import frappe

from covid_support.bulk import trouble

TRIES = 4  # of one unit, when the others write the same rows
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Sharing:
	"""`work(item)` for each of `items`, committed one by one; each process takes the next one that is free.

	Every process goes through all of `items`, so that an iterable may draw what it yields by chance. `tell(done)`
	is called after each unit in this process.
	"""

	def __init__(self, items: Iterable, work: Callable[[object], None], tell: Callable[[int], None]):
		self.items = items
		self.work = work
		self.tell = tell
		context = multiprocessing.get_context("fork")
		self.taken = context.Value("i", 0)
		self.done = context.Value("i", 0)
		self.broken = context.Event()
		self.new_process = context.Process

	def run(self, processes: int) -> None:
		"""Begin and end with everything committed. The first refusal ends the work of all processes.

		Raises what this process met; for what a helper met, which has printed it, ChildProcessError.
		"""
		_lock_gaps(False)
		for stream in (sys.stdout, sys.stderr):
			stream.flush()
		helpers = [self.new_process(target=self._help, args=(os.getpid(),)) for _ in range(processes - 1)]
		for helper in helpers:
			helper.start()
		try:
			self._work_through()
		except BaseException:
			self.broken.set()
			frappe.db.rollback()
			raise
		finally:
			for helper in helpers:
				helper.join()
			_lock_gaps(True)
			frappe.local.cache, frappe.local.document_cache = {}, {}  # the helpers have written
		if any(helper.exitcode for helper in helpers):
			raise ChildProcessError("A helping process has failed; what it met stands above.")

	def _help(self, parent: int) -> None:
		"""What a helper does; a killed parent takes it along."""
		ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
		if os.getppid() != parent:
			return
		lent = frappe.local.db  # the parent's connection stays open
		frappe.connect()
		_lock_gaps(False)
		try:
			self._work_through()
			frappe.db.close()
		except BaseException:
			self.broken.set()
			traceback.print_exc()
			sys.stderr.flush()
			os._exit(1)
		finally:
			del lent

	def _work_through(self) -> None:
		for place, item in enumerate(self.items):
			if self.broken.is_set():
				return
			if self._take(place):
				self._do(item)
				with self.done.get_lock():
					self.done.value += 1
				self.tell(self.done.value)

	def _take(self, place: int) -> bool:
		with self.taken.get_lock():
			free = self.taken.value == place
			self.taken.value += free
		return free

	def _do(self, item) -> None:
		for turn in range(1, TRIES + 1):
			try:
				self.work(item)
				frappe.db.commit()  # one unit's part is done
				return
			except Exception as error:
				trouble.undo(error)
				if turn == TRIES or not trouble.may_pass(error):
					raise
			time.sleep(turn * (0.1 + random.random()))  # let the others finish first


def _lock_gaps(yes: bool) -> None:
	"""Whether reading for a change locks the places between rows too, so that neighbours wait for each other.

	Units that do not depend on each other need none of it, and would end each other's transactions. Commits.
	"""
	frappe.db.commit()  # a level holds from the next transaction on
	frappe.db.sql(f"set session transaction isolation level {'repeatable read' if yes else 'read committed'}")
