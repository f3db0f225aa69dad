"""How much memory this process and those that it started take up at most."""

import os
import threading
from pathlib import Path

EVERY = 0.25  # seconds


class PeakMemory:
	"""The highest sum, in MB, that was seen while the block ran; a page that several share counts once."""

	def __init__(self):
		self.megabytes = 0.0
		self._ended = threading.Event()
		self._watch = threading.Thread(target=self._look, daemon=True)

	def __enter__(self):
		self._watch.start()
		return self

	def __exit__(self, *_error):
		self._ended.set()
		self._watch.join()

	def _look(self) -> None:
		while not self._ended.wait(EVERY):
			self.megabytes = max(self.megabytes, sum(map(_kilobytes, _family(os.getpid()))) / 1024)


def _family(process: int) -> list[int]:
	"""`process` and all that stem from it."""
	family = [process]
	for member in family:
		for task in Path(f"/proc/{member}/task").glob("*/children"):
			family += map(int, _text(task).split())
	return family


def _kilobytes(process: int) -> int:
	"""The proportional set size; 0 for a process that has just ended."""
	for line in _text(Path(f"/proc/{process}/smaps_rollup")).splitlines():
		if line.startswith("Pss:"):
			return int(line.split()[1])
	return 0


def _text(path: Path) -> str:
	try:
		return path.read_text()
	except (FileNotFoundError, ProcessLookupError):
		return ""
