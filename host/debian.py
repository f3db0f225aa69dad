"""Debian packages: installs what is not there. Programs only; Debian's own services are left alone.

mariadb-server-core and redis-tools bring the programs without a service that would start by itself.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from host.failure import Failure
from host.process import run_quietly

# package -> a file that it brings, by any of the places where it may lie
NEEDED = {
	"mariadb-server-core": ("/usr/sbin/mariadbd",),
	"mariadb-client": ("/usr/bin/mariadb-dump",),
	"redis-tools": ("/usr/bin/redis-check-rdb",),
	"fonts-liberation2": ("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",),
	"gnupg": ("/usr/bin/gpg",),
	"wkhtmltopdf": ("/usr/bin/wkhtmltopdf", "/usr/local/bin/wkhtmltopdf"),
}
NEEDED_FOR_TESTS = {
	"chromium": ("/usr/bin/chromium", "/usr/bin/chromium-browser"),
	"poppler-utils": ("/usr/bin/pdftotext",),
}


def install(for_tests: bool = False) -> str:
	"""Install missing packages; returns a remark. Raises Failure without apt, root or sudo."""
	wanted = missing_packages(NEEDED | NEEDED_FOR_TESTS if for_tests else NEEDED)
	if not wanted:
		return "all there"
	if not shutil.which("apt-get"):
		raise Failure(
			"Thiếu các gói phần mềm: " + ", ".join(wanted) + ". Máy không có apt-get; hãy tự cài đặt.",
			"These packages are missing and there is no apt-get; install them by hand.",
		)
	root = as_root(wanted)
	environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
	apt = [*root, *environment, "apt-get", "-o", "DPkg::Lock::Timeout=300"]
	run_quietly([*apt, "update"], "apt.log", ask=True)
	run_quietly([*apt, "install", "-y", "--no-install-recommends", *wanted], "apt.log", ask=True)
	return "installed " + ", ".join(wanted)


def missing_packages(packages: dict[str, tuple[str, ...]]) -> list[str]:
	"""Those of which no file is found."""
	names = [name for name, files in packages.items() if not any(Path(file).exists() for file in files)]
	return names if has_venv() else [*names, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def has_venv() -> bool:
	"""Whether this Python can make virtual environments (Debian packs that apart)."""
	probe = [sys.executable, "-c", "import ensurepip, venv"]
	return subprocess.run(probe, capture_output=True).returncode == 0


def as_root(wanted: list[str]) -> list[str]:
	"""The words before a command that needs root."""
	if os.geteuid() == 0:
		return []
	sudo = shutil.which("sudo")
	if sudo and sys.stdin.isatty():
		return [sudo]
	if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
		return [sudo, "-n"]
	packages = " ".join(wanted)
	raise Failure(
		f"Cần quyền quản trị để cài: {packages}. Hãy nhờ người quản trị chạy: apt-get install {packages}",
		f"Root or sudo is needed to install packages. Ask an administrator to run: apt-get install {packages}",
	)
