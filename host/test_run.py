"""Runs of pytest, each in a process group of its own: stopped with its summary, and nothing of it is left behind."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from host import layout

PATIENCE = 40


class TestRun:
	"""One run of a command; its output goes to the terminal, or to `log`, which is shown at the end."""

	__test__ = False  # not a class of tests, whatever its name

	def __init__(self, command: list, environment: dict[str, str], log: Path | None = None):
		self.log = log
		out = log.open("wb") if log else None
		self.process = subprocess.Popen(
			command,
			cwd=layout.ROOT,
			env=environment,
			stdout=out,
			stderr=out,
			start_new_session=True,  # Ctrl-C reaches us alone, and we pass it on once
			preexec_fn=take_interrupts,
		)
		if out:
			out.close()

	def wait(self) -> int:
		"""The exit code, once it has ended."""
		code = self.process.wait()
		self.end()
		return code

	def interrupt(self) -> None:
		"""Let it print what failed so far, which may take PATIENCE seconds; `end` ends it in any case."""
		if self.process.poll() is None:
			self.process.send_signal(signal.SIGINT)
		with suppress(subprocess.TimeoutExpired):
			self.process.wait(PATIENCE)

	def end(self) -> None:
		"""Kill what is left of its group, and show the log. Harmless when called again."""
		with suppress(ProcessLookupError):
			os.killpg(self.process.pid, signal.SIGKILL)
		self.process.wait()
		if self.log:
			print(self.log.read_text(errors="replace"), flush=True)
		self.log = None


def take_interrupts() -> None:
	"""In the child: be interruptible also when our own starter had interrupts switched off."""
	signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def runs() -> Iterator[Callable[..., TestRun]]:
	"""Yields a starter of TestRuns; whatever of them still runs at the end is interrupted, with its summary."""
	started: list[TestRun] = []

	def start(*arguments) -> TestRun:
		started.append(TestRun(*arguments))
		return started[-1]

	try:
		yield start
	finally:
		try:
			for run in started:
				run.interrupt()
		finally:
			for run in started:
				run.end()
