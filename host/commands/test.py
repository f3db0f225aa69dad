"""./run test: a fresh test site with its own services, the linters, then every test.

The whole suite runs in parts, so that two cores are busy; chosen tests run as one.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from host import groups, layout, setup
from host.commands import lint
from host.passwords import secret
from host.progress import Progress
from host.services import site_environment
from host.test_run import runs

PLACES = ("apps/covid_support/covid_support/tests", "tests")
# what needs nothing of the test site runs at the same time as the rest; what kills services runs alone at the end
BESIDE = ("apps/covid_support/covid_support/tests/pure", "tests/test_host.py", "tests/test_scenario.py")
LAST = ("tests/test_services.py",)
KEEP_IT_WHOLE = ("-v", "-q", "-x", "-r", "--durations", "--tb")


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
	if all(argument.startswith(KEEP_IT_WHOLE) for argument in arguments):
		return in_parts(arguments)
	named = any(
		Path(argument.split("::")[0]).exists() for argument in arguments if not argument.startswith("-")
	)
	with runs() as start:
		return start(command([] if named else PLACES, arguments), environment()).wait()


def in_parts(arguments: list[str]) -> int:
	"""The whole suite on two cores: what needs no test site runs beside the rest, and is shown after it."""
	apart = [
		f"--ignore={layout.ROOT / place}" for place in (*BESIDE, *LAST)
	]  # in full: tests change the folder
	values = environment()
	with runs() as start:
		beside = start(command(BESIDE, arguments), values, layout.LOGS / "tests-beside.log")
		with_site = start(command(PLACES, [*apart, *arguments]), values)
		codes = [with_site.wait(), beside.wait()]
		return max(*codes, start(command(LAST, arguments), values).wait())


def command(places: Iterable[str], arguments: list[str]) -> list:
	"""pytest over places."""
	return [layout.PYTHON, "-m", "pytest", *places, *arguments]


def environment() -> dict[str, str]:
	"""What the tests know of the test site."""
	return {
		**os.environ,
		**site_environment("test"),
		"COVID_TEST_SITE": layout.TEST_SITE,
		"COVID_TEST_URL": groups.address("test"),
		"COVID_TEST_PASSWORD": secret(f"administrator-{layout.TEST_SITE}"),
		"COVID_SITES_PATH": str(layout.SITES),
		"PATH": f"{layout.ENV / 'bin'}:{os.environ['PATH']}",
	}
