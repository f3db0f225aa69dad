"""./run test: a fresh test site with its own services, the linters, then every test."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

from host import groups, layout, setup
from host.commands import lint
from host.passwords import secret
from host.progress import Progress
from host.services import site_environment

PATIENCE = 40
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
	return run_to_the_summary([layout.PYTHON, "-m", "pytest", *places, *arguments], environment)


def run_to_the_summary(command: list, environment: dict[str, str]) -> int:
	"""Run pytest; when we are told to stop, it is interrupted in a way that lets it print what failed so far."""
	process = subprocess.Popen(
		command,
		cwd=layout.ROOT,
		env=environment,
		start_new_session=not sys.stdin.isatty(),  # a signal to our whole group would end it without a word
		preexec_fn=take_interrupts,
	)
	try:
		return process.wait()
	except KeyboardInterrupt:
		process.send_signal(signal.SIGINT)
		process.wait(PATIENCE)
		raise


def take_interrupts() -> None:
	"""In the child: be interruptible also when our own starter had interrupts switched off."""
	signal.signal(signal.SIGINT, signal.SIG_DFL)
