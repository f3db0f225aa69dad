"""Remembers what a finished step was made from, so that it runs again only when that has changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from host import layout


def digest_of(files: Iterable[Path], *more: str) -> str:
	"""A digest over the names and contents of files, and over other texts that matter."""
	total = hashlib.sha256()
	for file in sorted(files):
		total.update(f"{file.relative_to(layout.ROOT)}\0".encode())
		total.update(file.read_bytes())
		total.update(b"\0")
	for text in more:
		total.update(text.encode())
		total.update(b"\0")
	return total.hexdigest()


def is_current(step: str, digest: str) -> bool:
	"""Whether the step was last finished with the same digest."""
	file = layout.STAMPS / step
	return file.is_file() and file.read_text() == digest


def record(step: str, digest: str) -> None:
	"""Write down that the step is finished."""
	layout.STAMPS.mkdir(parents=True, exist_ok=True)
	(layout.STAMPS / step).write_text(digest)


def forget(step: str) -> None:
	"""Make the step run again next time."""
	(layout.STAMPS / step).unlink(missing_ok=True)
