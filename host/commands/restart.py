"""./run restart: take up changed Python code."""

from host import groups, setup, site

SITE_GROUPS = ("main", "test")


def add_arguments(parser) -> None:
	"""Which site's services."""
	parser.add_argument("group", nargs="?", choices=SITE_GROUPS, default="main")


def run(arguments) -> int:
	"""Restart web, realtime, workers and scheduler of a site, and empty its cache. MariaDB and Redis stay."""
	with setup.exclusively():
		setup.start_data()
		site.run_task("clear-cache", arguments.group)
		groups.restart(arguments.group)
		groups.wait_until_served(arguments.group)
	print(f"Đã khởi động lại (restarted): {groups.address(arguments.group)}")
	return 0
