"""./run check: verify the invariants on a live site."""

from host import layout, setup, site
from host.failure import Failure


def add_arguments(parser) -> None:
	"""Form of the answer, and the site."""
	parser.add_argument("--json", action="store_true", help="answer as JSON")
	parser.add_argument("--site", default=layout.MAIN_SITE, help=f"default {layout.MAIN_SITE}")


def run(arguments) -> int:
	"""Pass on to the app's command; its exit code is ours."""
	if arguments.site == layout.MAIN_SITE:
		setup.ensure_main_site()
	else:
		setup.ensure_data()
	group = next((group for group, name in site.SITE_OF.items() if name == arguments.site), None)
	if not group or not site.exists(group):
		raise Failure(f"Không có trang {arguments.site}.", f"There is no site {arguments.site}.")
	return site.call_frappe(group, ["covid-check", *(["--json"] if arguments.json else [])])
