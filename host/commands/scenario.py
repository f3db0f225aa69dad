"""./run scenario NAME: play a scenario on the main site."""

import os

from host import setup, site


def add_arguments(parser) -> None:
	"""What to play, how large, and where the figures go."""
	parser.add_argument("name", help="soc-trang")
	parser.add_argument("--scale", default="0.01", help="1 is the whole province; default 0.01")
	parser.add_argument("--json", help="write the figures to this file")


def run(arguments) -> int:
	"""Pass on to the app's command; its exit code is ours."""
	setup.ensure_main_site()
	command = ["covid-scenario", arguments.name, "--scale", arguments.scale]
	if arguments.json:
		command += ["--json", os.path.join(os.environ.get("RUN_FROM", ""), arguments.json)]
	return site.call_frappe("main", command)
