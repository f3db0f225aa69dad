"""Where the fault suite works: a folder with a database, Redis and a site of its own, and states to go back to."""

import os
import shutil
import subprocess
import sys
import time

from host import database, groups, layout, setup, site, stamps
from host.failure import Failure
from host.services import site_environment

GROUP = "scenario"  # of the site in the folder; the checkout's own site of that name is another
FOLDER = layout.ROOT / ".run/faults"
STATES = layout.RUN / "states"
# a state is a copy of the whole data folder, so it is kept small
SETTINGS = "[mariadbd]\ninnodb-log-file-size=96M\ninnodb-buffer-pool-size=512M\n"
TASKS = "covid_support.scenarios.faults"
BEFORE = {"officials": "empty", "people": "officials", "lists": "officials"}


def enter(words: list[str]) -> int:
	"""Run this command again as one that knows the folder alone; returns its exit code."""
	command = [sys.executable, "-m", "host", "faults", *words]
	return subprocess.run(command, cwd=layout.ROOT, env={**os.environ, "COVID_APART": str(FOLDER)}).returncode


def prepare() -> None:
	"""What has to lie in the folder before its servers start."""
	layout.make_folders()
	shutil.copy(layout.ROOT / "sites/apps.txt", layout.SITES)
	apps = layout.RUN / "apps"
	if not apps.is_symlink():
		apps.symlink_to(layout.APPS)  # Frappe looks for its commands beside the sites
	local = database.FOLDER / "local"
	local.mkdir(parents=True, exist_ok=True, mode=0o700)
	(local / "faults.cnf").write_text(SETTINGS)


class States:
	"""Copies of the data folder with `people` people, made by the code that stood here when the suite began.

	With `reuse` what the last run has made is taken, though the code or the number has changed.
	"""

	def __init__(self, people: int, reuse: bool):
		self.people = people
		self.reuse = reuse
		self.code = site.code_digest()

	def go_to(self, state: str) -> None:
		"""Bring the database into a state and empty Redis; the state is made when it is missing."""
		if self._is_kept(state):
			restore(state)
			return
		if state == "empty":
			make_site()
		else:
			self.go_to(BEFORE[state])
			ask("prepare", state, str(self.people))
		keep(state)
		stamps.record(f"faults-{state}", self._digest(state))

	def _is_kept(self, state: str) -> bool:
		if not (STATES / state).is_dir():
			return False
		return self.reuse or stamps.is_current(f"faults-{state}", self._digest(state))

	def _digest(self, state: str) -> str:
		return self.code if state == "empty" else f"{self.code} {self.people}"


def make_site() -> None:
	"""A site that holds nothing yet, with the code of now."""
	setup.start_data()
	site.remove(GROUP)
	site.make(GROUP)
	site.configure()


def keep(state: str) -> None:
	"""Copy the data folder; the servers are stopped for it and started again."""
	groups.stop("data")
	STATES.mkdir(exist_ok=True)
	shutil.rmtree(STATES / state, ignore_errors=True)
	copy(database.DATA, STATES / state)
	setup.start_data()


def restore(state: str) -> None:
	"""Put a state back; Redis is empty afterwards."""
	groups.stop("data")
	shutil.rmtree(database.DATA, ignore_errors=True)
	copy(STATES / state, database.DATA)
	setup.start_data()
	groups.empty_redis(GROUP)


def copy(source, target) -> None:
	"""A whole folder, sharing blocks where the disk can."""
	subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


def stop() -> None:
	"""End the folder's servers."""
	groups.stop("data")


def command(*words: str) -> list[str]:
	"""One of the app's own tasks on the site."""
	return [str(layout.PYTHON), "-m", TASKS, site.SITE_OF[GROUP], *words]


def environment() -> dict[str, str]:
	"""What programs of the site need to know."""
	return {**os.environ, **site_environment(GROUP)}


def run(*words: str) -> subprocess.CompletedProcess:
	"""Run a task; its words and exit code."""
	return subprocess.run(
		command(*words),
		cwd=layout.SITES,
		env=environment(),
		stdin=subprocess.DEVNULL,
		capture_output=True,
		text=True,
	)


def ask(*words: str) -> str:
	"""What a task prints; raises Failure when it fails."""
	done = run(*words)
	if done.returncode:
		raise failed(done)
	return done.stdout.strip()


def failed(done: subprocess.CompletedProcess) -> Failure:
	"""What a task said that should not have failed."""
	task = " ".join(done.args[4:])
	return Failure(
		f"Việc `{task}` trên trang thử không xong:\n{done.stdout[-1500:]}{done.stderr[-3000:]}",
		f"The task `{task}` failed on the suite's site.",
	)


def figures(sql: str) -> list[int] | None:
	"""The first row of a question to the site's database; None while the server is away."""
	done = database.execute(f"use {site.DATABASE_OF[GROUP]}; {sql}", check=False)
	lines = done.stdout.splitlines()
	return [int(value) for value in lines[1].split("\t")] if done.returncode == 0 and len(lines) > 1 else None


def wait_for(condition, seconds: float, what: str) -> None:
	"""Wait until `condition()` is true; raises Failure after `seconds`."""
	deadline = time.monotonic() + seconds
	while not condition():
		if time.monotonic() > deadline:
			raise Failure(
				f"Chờ quá {seconds:.0f} giây: {what}. Xem {layout.LOGS}.", f"Waited too long: {what}."
			)
		time.sleep(0.05)
