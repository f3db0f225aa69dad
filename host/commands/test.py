"""./run test: a fresh test site with its own services, the linters, then every test."""

import fcntl
import os
import subprocess
from pathlib import Path

from host import groups, layout, setup
from host.commands import lint
from host.passwords import secret
from host.progress import Progress
from host.services import site_environment

PLACES = ("apps/covid_support/covid_support/tests", "tests")


def run(arguments: list[str]) -> int:
	"""Run the tests with pytest's own arguments; --reuse-site keeps the test site of the last run."""
	fresh = "--reuse-site" not in arguments
	chosen = [argument for argument in arguments if argument != "--reuse-site"]
	layout.make_folders()
	with (layout.RUN / "test.lock").open("w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		data_ran = groups.is_running("data")
		prepare(fresh)
		try:
			clean = lint.run(None) == 0
			passed = pytest(chosen) == 0
		finally:
			groups.stop("test")
			if not data_ran and not groups.is_running("main"):
				groups.stop("data")
	return 0 if clean and passed else 1


def prepare(fresh: bool) -> None:
	"""Everything that the tests need, running."""
	with setup.exclusively():
		progress = Progress()
		setup.add_installation(progress, for_tests=True)
		setup.add_services(progress, "test", fresh)
		progress.run()


def pytest(arguments: list[str]) -> int:
	"""Run pytest over all tests, or over those that were named. No tests at all counts as a failure."""
	named = any(
		Path(argument.split("::")[0]).exists() for argument in arguments if not argument.startswith("-")
	)
	places = [] if named else [place for place in PLACES if (layout.ROOT / place).is_dir()]
	environment = {
		**os.environ,
		**site_environment("test"),
		"COVID_TEST_SITE": layout.TEST_SITE,
		"COVID_TEST_URL": groups.address("test"),
		"COVID_TEST_PASSWORD": secret(f"administrator-{layout.TEST_SITE}"),
		"COVID_SITES_PATH": str(layout.SITES),
		"PATH": f"{layout.ENV / 'bin'}:{os.environ['PATH']}",
	}
	command = [layout.PYTHON, "-m", "pytest", *places, *arguments]
	return subprocess.run(command, cwd=layout.ROOT, env=environment).returncode
