"""Progress on the command line: what is being done, how far it is, how long it took."""

import sys
import time


class Progress:
	"""Prints numbered steps with a running count; quiet=True prints nothing."""

	def __init__(self, steps: int, quiet: bool = False):
		self.steps = steps
		self.quiet = quiet
		self.step = 0
		self.started = time.monotonic()
		self.step_started = self.started
		self.title = ""

	def begin(self, title: str) -> None:
		"""Start the next step."""
		self.finish()
		self.step += 1
		self.title = title
		self.step_started = time.monotonic()
		self._show(f"[{self.step}/{self.steps}] {title} …", end="" if sys.stdout.isatty() else "\n")

	def at(self, done: int, total: int) -> None:
		"""How far the running step is (shown on a terminal only)."""
		if sys.stdout.isatty():
			self._show(f"\r[{self.step}/{self.steps}] {self.title} … {done}/{total}", end="")

	def finish(self) -> None:
		"""End the running step."""
		if self.title:
			seconds = time.monotonic() - self.step_started
			lead = "\r" if sys.stdout.isatty() else ""
			self._show(f"{lead}[{self.step}/{self.steps}] {self.title}: xong sau {seconds:.1f} giây")
			self.title = ""

	@property
	def seconds(self) -> float:
		"""Seconds since the first step."""
		return time.monotonic() - self.started

	def _show(self, text: str, end: str = "\n") -> None:
		if not self.quiet:
			sys.stdout.write(text + end)
			sys.stdout.flush()
