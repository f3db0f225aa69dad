"""Shows which step runs, out of how many, and how long it takes."""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager


class Progress:
	"""A list of steps, run in order: "[3/9] Python packages … installed (41.0 s)"."""

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
			head = f"[{number}/{len(self.steps)}] {title} … "
			began = time.monotonic()
			with self.ticking(head, began):
				remark = action()
			self.show(
				f"{head if self.out.isatty() else ''}{remark or 'ok'} ({time.monotonic() - began:.1f} s)"
			)

	@contextmanager
	def ticking(self, head: str, began: float):
		"""Show the step's title, and on a terminal the seconds that it has taken so far."""
		self.show(head, end="")
		finished = threading.Event()
		ticker = threading.Thread(target=self.tick, args=(head, began, finished), daemon=True)
		if self.out.isatty():
			ticker.start()
		try:
			yield
		finally:
			finished.set()
			if self.out.isatty():
				ticker.join()
				self.show("\r\033[K", end="")

	def tick(self, head: str, began: float, finished: threading.Event) -> None:
		"""Write the seconds over the line, until the step has finished."""
		while not finished.wait(1):
			self.show(f"\r{head}{time.monotonic() - began:.0f} s", end="")

	def elapsed(self) -> float:
		"""Seconds since the steps were put together."""
		return time.monotonic() - self.started

	def show(self, text: str, end: str = "\n") -> None:
		"""Print at once, also into a pipe."""
		print(text, end=end, file=self.out, flush=True)
