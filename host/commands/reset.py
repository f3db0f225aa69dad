"""./run reset: remove the sites and all data made here."""

import shutil
import sys

from host import groups, layout, setup, stamps
from host.failure import Failure
from host.services import SITE_OF


def add_arguments(parser) -> None:
	"""Consent in advance."""
	parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments) -> int:
	"""Stop the services and delete sites, database and Redis data. Installed packages stay."""
	if not arguments.yes and not agreed():
		print("Không xóa gì. (Nothing was removed.)")
		return 1
	with setup.exclusively():
		groups.stop_all()
		for site in SITE_OF.values():
			shutil.rmtree(layout.SITES / site, ignore_errors=True)
			stamps.forget(f"site-{site}")
		for folder in ("mariadb", "redis", "secrets", "data", "main", "test", "faults"):
			shutil.rmtree(layout.RUN / folder, ignore_errors=True)
		(layout.SITES / "common_site_config.json").unlink(missing_ok=True)
	print("Đã xóa dữ liệu. ./run start tạo lại từ đầu. (Data removed; ./run start makes it anew.)")
	return 0


def agreed() -> bool:
	"""Ask on the terminal."""
	if not sys.stdin.isatty():
		raise Failure(
			"Lệnh này xóa toàn bộ dữ liệu. Chạy không có bàn phím thì thêm --yes.",
			"This removes all data; without a terminal add --yes.",
		)
	answer = input(
		f"Xóa các trang {', '.join(SITE_OF.values())} và toàn bộ dữ liệu? (remove all data?) [y/N] "
	)
	return answer.strip().lower() in ("y", "yes", "c", "có")
