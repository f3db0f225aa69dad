"""Keeps one group of services alive: python -m host.supervisor GROUP.

A service that ends is started again, at once the first time and with growing pauses when it keeps failing.
The supervisor's children are told by the kernel to end when it dies itself, so `./run start` can always
begin again with a clean table. It reads .run/GROUP/services.json and writes .run/GROUP/state.json.

Signals: SIGTERM ends the services in reverse order and then itself.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from host import layout, ports

PR_SET_PDEATHSIG = 1
HEALTHY_AFTER = 20.0
LONGEST_PAUSE = 10.0
LOG_LIMIT = 20 * 1024 * 1024
SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


@dataclass
class Service:
	"""One program: how to start it, and how it is doing."""

	name: str
	command: list[str]
	environment: dict[str, str]
	folder: str
	needs: list[int]
	patience: float
	process: subprocess.Popen | None = None
	started: float = 0.0
	failures: int = 0
	restarts: int = 0
	next_try: float = 0.0

	def is_due(self) -> bool:
		"""Whether it should be started now: not running, pause over, what it needs answers."""
		due = self.process is None and time.monotonic() >= self.next_try
		return due and all(ports.answers(port) for port in self.needs)

	def start(self) -> None:
		"""Start the program in a session of its own, output into its log."""
		log = layout.LOGS / f"{self.name}.log"
		rotate(log)
		with log.open("ab") as out:
			self.process = subprocess.Popen(
				self.command,
				cwd=self.folder,
				env={**os.environ, **self.environment},
				stdin=subprocess.DEVNULL,
				stdout=out,
				stderr=subprocess.STDOUT,
				start_new_session=True,
				preexec_fn=end_with_parent,
			)
		self.started = time.monotonic()

	def ended(self) -> bool:
		"""Whether the program has ended since we last looked; if so, plan its next start."""
		if self.process is None or self.process.poll() is None:
			return False
		end_group(self.process.pid, signal.SIGTERM)
		lived = time.monotonic() - self.started
		self.failures = 0 if lived > HEALTHY_AFTER else self.failures + 1
		pause = 0.0 if not self.failures else min(0.25 * 2**self.failures, LONGEST_PAUSE)
		self.process, self.next_try = None, time.monotonic() + pause
		self.restarts += 1
		return True

	def stop(self) -> None:
		"""Ask the program to end, and end it when it does not in time."""
		if self.process is None:
			return
		self.process.terminate()
		try:
			self.process.wait(self.patience)
		except subprocess.TimeoutExpired:
			self.process.kill()
			self.process.wait()
		end_group(self.process.pid, signal.SIGTERM)
		self.process = None

	def report(self) -> dict:
		"""What `./run status` shows."""
		pid = self.process.pid if self.process else None
		return {"name": self.name, "pid": pid, "restarts": self.restarts, "needs": self.needs}


@dataclass
class Supervisor:
	"""All services of one group."""

	folder: Path
	services: list[Service] = field(default_factory=list)
	stopping: bool = False

	def read_services(self) -> None:
		"""What to run, as the starter wrote it."""
		self.services = [Service(**item) for item in json.loads((self.folder / "services.json").read_text())]

	def run(self) -> None:
		"""Watch until told to stop."""
		signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
		while not self.stopping:
			changed = [service for service in self.services if service.ended()]
			for service in self.services:
				if service.is_due():
					service.start()
					changed.append(service)
			if changed:
				self.write_state()
			self.wait()
		for service in reversed(self.services):
			service.stop()
			self.write_state()

	def wait(self) -> None:
		"""Sleep until a child ends, a signal comes or something planned is due."""
		waiting = any(service.process is None for service in self.services)
		caught = signal.sigtimedwait(SIGNALS, 0.2 if waiting else 5)
		if caught and caught.si_signo in (signal.SIGTERM, signal.SIGINT):
			self.stopping = True

	def write_state(self) -> None:
		"""Tell others how the services are doing."""
		new = self.folder / "state.json.new"
		new.write_text(json.dumps([service.report() for service in self.services], indent=1))
		new.rename(self.folder / "state.json")


def end_with_parent() -> None:
	"""In the child: end when the supervisor ends, whatever ends it, and take signals as usual."""
	ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
	signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def end_group(leader: int, how: signal.Signals) -> None:
	"""Signal what a program may have left behind in its session."""
	try:
		os.killpg(leader, how)
	except (ProcessLookupError, PermissionError):
		return


def rotate(log: Path) -> None:
	"""Keep one older log when the current one has grown large."""
	if log.exists() and log.stat().st_size > LOG_LIMIT:
		log.replace(log.with_suffix(".log.1"))


def main(group: str) -> None:
	"""Run one group, unless another supervisor already does."""
	folder = layout.RUN / group
	with (folder / "lock").open("w") as lock:
		try:
			fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			return
		lock.write(str(os.getpid()))
		lock.flush()
		os.set_inheritable(lock.fileno(), False)
		supervisor = Supervisor(folder)
		supervisor.read_services()
		supervisor.run()


if __name__ == "__main__":
	main(sys.argv[1])
