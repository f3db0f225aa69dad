"""The way from an empty machine to running services, as steps that do nothing when there is nothing to do."""

import fcntl
import os
import shutil
from contextlib import contextmanager

from host import database, debian, framework, frontend, groups, layout, python_env, site
from host.failure import Failure
from host.progress import Progress

SPACE_NEEDED = 4 * 1024**3


@contextmanager
def exclusively():
	"""One set-up at a time in this checkout; a second one waits for the first."""
	layout.RUN.mkdir(exist_ok=True)
	with (layout.RUN / "setup.lock").open("w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		yield


def add_installation(progress: Progress, for_tests: bool = False) -> None:
	"""Everything that has to be on disk."""
	progress.add("Debian packages", lambda: check_machine() or debian.install(for_tests))
	progress.add("Python packages", python_env.make_bench_environment)
	if for_tests:
		progress.add("Python packages for tests", python_env.add_test_packages)
		if (layout.ROOT / "tools/semgrep").is_dir():
			progress.add("semgrep", python_env.make_semgrep)
	progress.add("Frappe's bench command", python_env.make_bench_tool)
	progress.add("Frappe 15", framework.put_in_place)
	progress.add("npm packages", frontend.install_packages)
	progress.add("Front end", frontend.build)


def add_services(progress: Progress, group: str, fresh: bool = False) -> None:
	"""Database, Redis, the site, and what serves it."""
	progress.add("Database and Redis", start_data)
	if fresh:
		progress.add("Removing the old test site", lambda: remove_site(group))
	progress.add(f"Site {site.SITE_OF[group]}", lambda: make_site(group))
	progress.add("Services", lambda: start_group(group))


def check_machine() -> None:
	"""Raises Failure when the disk is too full to begin."""
	layout.make_folders()
	free = shutil.disk_usage(layout.ROOT).free
	if free < SPACE_NEEDED and not layout.ENV.exists():
		raise Failure(
			f"Ổ đĩa còn {free / 1024**3:.1f} GB; cần ít nhất {SPACE_NEEDED / 1024**3:.0f} GB trống.",
			f"Only {free / 1024**3:.1f} GB left on this disk; {SPACE_NEEDED / 1024**3:.0f} GB are needed.",
		)
	if not os.access(layout.ROOT, os.W_OK):
		raise Failure(
			f"Không có quyền ghi vào {layout.ROOT}.",
			f"{layout.ROOT} cannot be written to by this user.",
		)


def start_data() -> str:
	"""MariaDB and Redis, with ports that are free, and configuration that says so."""
	groups.settle_ports()
	remark = database.prepare()
	site.configure()
	started = groups.start("data")
	database.wait_until_ready()
	return "started" if started else f"running, {remark}"


def remove_site(group: str) -> None:
	"""Remove a site and what its Redis servers hold."""
	groups.stop(group)
	site.remove(group)
	groups.empty_redis(group)


def make_site(group: str) -> str:
	"""The site itself; a changed site takes its services down, so that they come back with the new code."""
	remark = site.make(group)
	site.configure()
	if remark != "unchanged":
		groups.stop(group)
	return remark


def start_group(group: str) -> str:
	"""Web, realtime, workers (and scheduler) of a site; waits until the site answers."""
	started = groups.start(group)
	groups.wait_until_served(group)
	return "started" if started else "running"


def ensure_data() -> None:
	"""For commands that need database and Redis alone."""
	if groups.is_running("data"):
		return
	with exclusively():
		progress = Progress()
		add_installation(progress)
		progress.add("Database and Redis", start_data)
		progress.run()


def make_scenario_site(fresh: bool) -> None:
	"""A site for stories from the command line; `fresh` removes what it held."""
	ensure_data()
	with exclusively():
		start_data()
		if fresh:
			remove_site("scenario")
		site.make("scenario")
		site.configure()


def make_benchmark_site(group: str = "benchmark") -> None:
	"""The site on which a benchmark is run: made once, its people stay from run to run."""
	ensure_data()
	with exclusively():
		start_data()
		make_site(group)


def ensure_main_site() -> None:
	"""For commands that need the main site: set up quietly whatever is not."""
	if groups.is_running("data") and groups.is_running("main") and site.exists("main"):
		return
	with exclusively():
		progress = Progress()
		add_installation(progress)
		add_services(progress, "main")
		progress.run()
