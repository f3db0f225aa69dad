"""Python environments: env/ for the bench, and one each for tools whose dependencies clash with it."""

import shutil
import subprocess
import sys
from pathlib import Path

from host import layout, stamps
from host.failure import Failure
from host.process import run_quietly

WANTED = (3, 11)
REGISTRY_TROUBLE = Failure(
	"Không tải được gói Python. Kiểm tra kết nối tới PyPI (hoặc cấu hình pip) rồi chạy lại lệnh.",
	"Python packages could not be fetched. Check the way to PyPI (or pip's settings) and run again.",
)


def make_bench_environment() -> str:
	"""env/ with everything that Frappe and the app import. Returns a remark."""
	return make_environment(layout.ENV, layout.HOST / "requirements.lock", "python")


def add_test_packages() -> str:
	"""pytest, Playwright and the like, into env/."""
	return install_locked(layout.ENV, layout.HOST / "requirements-tests.lock", "python-tests")


def make_bench_tool() -> str:
	"""Frappe's bench command."""
	return make_environment(layout.BENCH_TOOL, layout.HOST / "bench-tool.lock", "bench-tool")


def make_semgrep() -> str:
	"""semgrep, for ./run lint."""
	return make_environment(layout.SEMGREP_TOOL, layout.HOST / "semgrep.lock", "semgrep")


def make_environment(folder: Path, lock: Path, step: str) -> str:
	"""A virtual environment holding exactly what the lock says."""
	if not works(folder):
		stamps.forget(step)
		shutil.rmtree(folder, ignore_errors=True)
		run_quietly([base_python(), "-m", "venv", folder], "pip.log")
	return install_locked(folder, lock, step)


def works(folder: Path) -> bool:
	"""Whether the environment's Python starts."""
	python = folder / "bin/python"
	return (
		python.exists() and subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0
	)


def install_locked(folder: Path, lock: Path, step: str) -> str:
	"""Install a lock file, checking every digest; skipped when it was installed before."""
	digest = stamps.digest_of([lock], str(folder))
	if stamps.is_current(step, digest):
		return "unchanged"
	pip = [folder / "bin/python", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
	try:
		# Compiling everything at once takes longer than the download; Python compiles what it imports.
		run_quietly([*pip, "--no-compile", "--require-hashes", "--no-deps", "-r", lock], "pip.log")
	except Failure as failure:
		raise Failure(
			f"{REGISTRY_TROUBLE.vietnamese}", f"{REGISTRY_TROUBLE.english}\n{failure.english}"
		) from None
	stamps.record(step, digest)
	return "installed"


def base_python() -> str:
	"""A Python of the wanted version; raises Failure when there is none."""
	if sys.version_info[:2] == WANTED:
		return sys.executable
	found = shutil.which("python{}.{}".format(*WANTED))
	if not found:
		raise Failure(
			"Cần Python {}.{} (Debian 12: apt-get install python3 python3-venv).".format(*WANTED),
			"Python {}.{} is needed (Debian 12: apt-get install python3 python3-venv).".format(*WANTED),
		)
	return found


def make_apps_importable(folders: list[Path]) -> None:
	"""Let env/ import the apps from where they lie."""
	packages = layout.ENV / "lib/python{}.{}/site-packages".format(*WANTED)
	(packages / "bench_apps.pth").write_text("".join(f"{folder}\n" for folder in folders))
	(packages / "covid_bench_apps.pth").unlink(missing_ok=True)
