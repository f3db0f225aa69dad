"""./run build: build the browser side again."""

from host import frontend, groups, setup, site


def add_arguments(parser) -> None:
	"""Build also what seems unchanged."""
	parser.add_argument("--force", action="store_true", help="build everything, changed or not")


def run(arguments) -> int:
	"""Build what changed and let running sites know."""
	with setup.exclusively():
		frontend.install_packages()
		print(frontend.build(force=arguments.force))
		for group in ("main", "test"):
			if groups.is_running("data") and site.exists(group):
				site.run_task("clear-cache", group)
	return 0
