"""The workers of the queue `long` on the suite's site: kept running here, killed with all that they have started."""

import os
import signal
import subprocess
from pathlib import Path

from host import layout
from host.faults import place
from host.services import frappe_command

COUNT = 2


class Workers:
	"""Processes of `bench worker`, as a supervisor would run them."""

	def __init__(self):
		self.running: list[subprocess.Popen] = []

	def __enter__(self):
		self.keep()
		return self

	def __exit__(self, *_exception):
		for worker in self.running:
			kill_with_children(worker)

	def keep(self) -> None:
		"""Start those that are missing."""
		self.running = [worker for worker in self.running if worker.poll() is None]
		with (layout.LOGS / "faults-workers.log").open("ab") as log:
			while len(self.running) < COUNT:
				self.running.append(
					subprocess.Popen(
						[*frappe_command(), "worker", "--queue", "long", "--quiet"],
						cwd=layout.SITES,
						env=place.environment(),
						stdin=subprocess.DEVNULL,
						stdout=log,
						stderr=subprocess.STDOUT,
						start_new_session=True,
					)
				)

	def kill(self, share: float) -> None:
		"""kill -9 of one of them; of those at work when there are some."""
		at_work = [worker for worker in self.running if children(worker.pid)] or self.running
		kill_with_children(at_work[int(share * len(at_work))])


def kill_with_children(worker: subprocess.Popen) -> None:
	"""kill -9, as when the machine runs out of memory or power."""
	for pid in [worker.pid, *children(worker.pid)]:
		try:
			os.kill(pid, signal.SIGKILL)
		except ProcessLookupError:
			continue
	worker.wait()


def children(pid: int) -> list[int]:
	"""Processes that `pid` has started: for each job, a worker starts one."""
	file = Path(f"/proc/{pid}/task/{pid}/children")
	try:
		return [int(word) for word in file.read_text().split()]
	except OSError:
		return []
