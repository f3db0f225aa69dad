"""./run lint: ruff, and semgrep when its rules are there."""

import subprocess

from host import layout, python_env

RULES = layout.ROOT / "tools/semgrep"
LOOKED_AT = ("apps/covid_support", "host", "tests")


def add_arguments(parser) -> None:
	"""No options."""


def run(arguments) -> int:
	"""Run all linters; 1 when any of them complains."""
	python_env.make_bench_environment()
	python_env.add_test_packages()
	results = [
		show("ruff check", ruff("check", "--quiet")),
		show("ruff format", ruff("format", "--check", "--quiet")),
	]
	if RULES.is_dir():
		python_env.make_semgrep()
		results.append(show("semgrep", semgrep()))
	return 0 if all(results) else 1


def ruff(*arguments: str) -> int:
	"""ruff over the whole repository, with the settings that lie beside the code."""
	return subprocess.run([layout.ENV / "bin/ruff", *arguments, "."], cwd=layout.ROOT).returncode


def semgrep() -> int:
	"""semgrep with our own rules; asks no server for anything."""
	command = [layout.SEMGREP_TOOL / "bin/semgrep", "--config", RULES, "--error", "--metrics=off"]
	command += ["--disable-version-check", "--quiet", *LOOKED_AT]
	return subprocess.run(command, cwd=layout.ROOT).returncode


def show(title: str, code: int) -> bool:
	"""One line of result."""
	print(f"{title}: {'ok' if code == 0 else 'có lỗi (problems found)'}", flush=True)
	return code == 0
