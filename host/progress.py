"""Shows which step runs, out of how many, and how long it took."""

import sys
import time
from collections.abc import Callable


class Progress:
	"""A list of steps, run in order: "[3/9] Python packages … 41 s"."""

	def __init__(self, out=None):
		self.steps: list[tuple[str, Callable[[], object]]] = []
		self.out = out or sys.stdout
		self.started = time.monotonic()

	def add(self, title: str, action: Callable[[], object]) -> None:
		"""Put a step at the end. Its action returns a short remark, or None."""
		self.steps.append((title, action))

	def run(self) -> None:
		"""Run all steps; the first error stops the rest."""
		for number, (title, action) in enumerate(self.steps, start=1):
			self.show(f"[{number}/{len(self.steps)}] {title} … ", end="")
			began = time.monotonic()
			remark = action()
			seconds = time.monotonic() - began
			self.show(f"{remark or 'ok'} ({seconds:.1f} s)")

	def elapsed(self) -> float:
		"""Seconds since the steps were put together."""
		return time.monotonic() - self.started

	def show(self, text: str, end: str = "\n") -> None:
		"""Print at once, also into a pipe."""
		print(text, end=end, file=self.out, flush=True)
