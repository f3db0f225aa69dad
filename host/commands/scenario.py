"""./run scenario NAME: play a scenario, on the main site or, when that holds another, on a site of its own."""

import os

from host import layout, setup, site

OTHER_STORY = 3  # the app's exit code for a site that holds the story at another scale


def add_arguments(parser) -> None:
	"""What to play, how large, and where figures and documents go."""
	parser.add_argument("name", help="soc-trang, thai-nguyen, can-tho-2021 or can-tho-2024")
	parser.add_argument("--scale", help="1 is the whole place; each story has its own default")
	parser.add_argument("--district", help="code of the only district in which it is played; default: all")
	parser.add_argument("--json", help="write the figures to this file")
	parser.add_argument("--output", help="folder for the printed documents and the report")
	parser.add_argument(
		"--own-site",
		action="store_true",
		help=f"play on {layout.SCENARIO_SITE}, whatever the main site holds",
	)


def run(arguments) -> int:
	"""Pass on to the app's command; its exit code is ours."""
	code = OTHER_STORY
	if not arguments.own_site:
		setup.ensure_main_site()
		code = play("main", arguments)
	if code == OTHER_STORY:
		print(
			f"Chạy trên trang riêng {layout.SCENARIO_SITE}; kiểm tra sau đó bằng: "
			f"./run check --site {layout.SCENARIO_SITE} (a site of its own)",
			flush=True,
		)
		setup.make_scenario_site(fresh=False)
		code = play("scenario", arguments)
	if code == OTHER_STORY:
		setup.make_scenario_site(fresh=True)
		code = play("scenario", arguments)
	return code


def play(group: str, arguments) -> int:
	"""The app's command on one site."""
	command = ["covid-scenario", arguments.name]
	for option in ("scale", "district"):
		if given := getattr(arguments, option):
			command += [f"--{option}", given]
	for option in ("json", "output"):
		if given := getattr(arguments, option):
			command += [f"--{option}", os.path.join(os.environ.get("RUN_FROM", ""), given)]
	return site.call_frappe(group, command)
