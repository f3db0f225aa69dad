"""Runs programs and keeps their output out of sight until something goes wrong."""

import os
import subprocess
from pathlib import Path

from host import layout
from host.failure import Failure

LAST_LINES = 25


def run_quietly(command: list, log: str, env: dict | None = None, cwd: Path = layout.ROOT, ask=False) -> None:
	"""Run to the end, output into logs/<log>.

	Raises Failure with the last lines of the output when the program ends with an error. With `ask` the
	program may talk to the terminal (sudo's password).
	"""
	layout.LOGS.mkdir(exist_ok=True)
	file = layout.LOGS / log
	with file.open("ab") as out:
		began = out.tell()
		stdin = None if ask else subprocess.DEVNULL
		done = subprocess.run(
			[str(part) for part in command],
			stdin=stdin,
			stdout=out,
			stderr=subprocess.STDOUT,
			cwd=cwd,
			env={**os.environ, **(env or {})},
		)
	if done.returncode:
		raise Failure(
			f"Lệnh `{summary(command)}` dừng với mã lỗi {done.returncode}. Toàn bộ nhật ký: {relative(file)}",
			f"This command failed with exit code {done.returncode}; its whole output is in {relative(file)}.\n"
			+ last_lines(file, began),
		)


def output_of(command: list, env: dict | None = None, cwd: Path = layout.ROOT) -> str:
	"""What a program prints; raises CalledProcessError when it fails."""
	return subprocess.run(
		[str(part) for part in command],
		stdin=subprocess.DEVNULL,
		capture_output=True,
		text=True,
		check=True,
		cwd=cwd,
		env={**os.environ, **(env or {})},
	).stdout


def summary(command: list) -> str:
	"""The beginning of a command, for messages. Arguments may hold passwords and are left out."""
	return " ".join([Path(str(command[0])).name, *[str(part) for part in command[1:4]]])


def last_lines(file: Path, began: int) -> str:
	"""The end of what was written to a log since `began`."""
	with file.open("rb") as log:
		log.seek(began)
		text = log.read().decode(errors="replace").replace("\r", "\n")
	lines = [line for line in text.splitlines() if line.strip()]
	return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])


def relative(file: Path) -> str:
	"""A path as the operator types it."""
	return str(file.relative_to(layout.ROOT)) if file.is_relative_to(layout.ROOT) else str(file)
