"""./run test: a fresh test site with its own services, the linters, then every test.

The whole suite runs in parts, so that two cores are busy; chosen tests run as one.
"""

import fcntl
import os
from collections.abc import Iterable

from host import groups, guide_pictures, layout, setup
from host.commands import lint
from host.passwords import secret
from host.progress import Progress
from host.services import site_environment
from host.test_run import runs

SITE_TESTS = "apps/covid_support/covid_support/tests"
PLACES = (SITE_TESTS, "tests")
# The whole suite is two lanes. What asks for no services has the scenario site to itself, which is empty until its
# last file plays a story there; what goes through the web server has the test site; what kills services runs last.
WITHOUT_SERVICES = (SITE_TESTS, "tests/test_host.py", "tests/test_scenario.py")
LAST = ("tests/test_services.py",)
REUSE, PICTURES = "--reuse-site", "--guide-pictures"
KEEP_IT_WHOLE = ("-v", "-q", "-x", "-r", "--durations", "--tb")


def run(arguments: list[str]) -> int:
	"""Run the tests with pytest's own arguments; --reuse-site keeps the test site of the last run, and
	--guide-pictures puts what the browser tests have photographed for the guides into docs/images.
	"""
	fresh = REUSE not in arguments
	chosen = [argument for argument in arguments if argument not in (REUSE, PICTURES)]
	layout.make_folders()
	with (layout.RUN / "test.lock").open("w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		data_ran = groups.is_running("data")
		prepare(fresh)
		if is_whole(chosen):
			prepare_second_site()
		try:
			clean = lint.run(None) == 0
			guide_pictures.forget()
			passed = pytest(chosen) == 0
			if passed and PICTURES in arguments:
				print(*guide_pictures.take_over(), sep="\n")
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


def prepare_second_site() -> None:
	"""An empty scenario site, whatever it held: another run's story, or what a failed test left."""
	progress = Progress()
	progress.add(f"Site {layout.SCENARIO_SITE}", lambda: setup.make_scenario_site(fresh=True))
	progress.run()


def is_whole(arguments: list[str]) -> bool:
	"""Whether these arguments of pytest choose no tests."""
	return all(argument.startswith(KEEP_IT_WHOLE) for argument in arguments)


def pytest(arguments: list[str]) -> int:
	"""Run pytest over all tests, or over those that were named. No tests at all counts as a failure."""
	if is_whole(arguments):
		return in_parts(arguments)
	words = [argument for argument in arguments if not argument.startswith("-")]
	named = any((layout.ROOT / word.split("::")[0]).exists() for word in words)
	with runs() as start:
		return start(command([] if named else PLACES, arguments), environment()).wait()


def in_parts(arguments: list[str]) -> int:
	"""The whole suite on two cores; what the second lane prints is shown when the first has ended."""
	with_services = [place for place in PLACES if place not in WITHOUT_SERVICES]
	apart = [
		f"--ignore={layout.ROOT / place}" for place in (*WITHOUT_SERVICES, *LAST)
	]  # tests change the folder
	second_site = {**site_environment("scenario"), "COVID_TEST_SITE": layout.SCENARIO_SITE}
	values = environment()
	with runs() as start:
		beside = start(
			command(with_services, [*apart, *arguments]), values, layout.LOGS / "tests-browser.log"
		)
		without_services = start(command(WITHOUT_SERVICES, arguments), {**values, **second_site})
		codes = [without_services.wait(), beside.wait()]
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
