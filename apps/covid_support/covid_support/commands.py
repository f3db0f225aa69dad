"""Commands of the product for Frappe's bench: demonstration, scenarios, invariant check."""

import json
import os
import sys

import click
import frappe
from frappe.commands import get_site, pass_context

from covid_support.bulk.command_line import covid_bulk

OTHER_STORY = 3
BENCHMARKS = {
	"rules": "benchmark_report",
	"desk": "desk.benchmark",
	"duplicates": "duplicates.benchmark",
	"import": "benchmark_import",
	"lists": "benchmark_lists",
	"print": "benchmark_print",
}


def _connect(context) -> None:
	frappe.init(site=get_site(context))
	frappe.connect()
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"


@click.command("covid-demo")
@pass_context
def covid_demo(context):
	"""Load the demonstration once: the Sóc Trăng story at 1 %, with accounts to log in."""
	from covid_support.scenarios.demonstration import load

	_connect(context)
	load()


@click.command("covid-scenario")
@click.argument("name")
@click.option("--scale", type=click.FloatRange(0.001, 1), help="Default: the story's own.")
@click.option("--district", help="Code of the only district in which it is played; default: all.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False), help="Write the figures to this file.")
@click.option(
	"--output", type=click.Path(file_okay=False), help="Folder for the printed documents and the report."
)
@click.option(
	"--processes",
	type=click.IntRange(1, 8),
	default=min(2, os.cpu_count() or 1),
	show_default=True,
	help="Share the work.",
)
@pass_context
def covid_scenario(context, name, scale, district, json_file, output, processes):
	"""Run a scenario, print its figures beside the directive's; exit 1 when one is off."""
	from covid_support.scenarios.closing import play
	from covid_support.scenarios.stories import STORIES

	if name not in STORIES:
		raise click.BadParameter(f"{name}: {', '.join(STORIES)}")
	_connect(context)
	story = STORIES[name]
	if district:
		of_province = {"level": "District", "parent_administrative_unit": story.province}
		if not frappe.db.exists("Administrative Unit", {"name": district, **of_province}):
			raise click.BadParameter(f"{district}: không phải huyện của tỉnh này (not a district of it)")
		story = story.within(district)
	result = play(story, scale or story.default_scale, output, processes=processes)
	if result is None:
		sys.exit(OTHER_STORY)
	if json_file:
		with click.open_file(json_file, "w", encoding="utf-8") as file:
			json.dump(result.figures, file, ensure_ascii=False, indent=1)
	sys.exit(0 if result.exact else 1)


@click.command("covid-check")
@click.option("--json", "as_json", is_flag=True, help="Print the broken rows as JSON.")
@pass_context
def covid_check(context, as_json):
	"""Verify the invariants I1-I5, I8 and I10 on the site; exit 1 and print the rows that break them."""
	from covid_support.checks.invariants import check_all

	_connect(context)
	broken = check_all()
	if as_json:
		click.echo(json.dumps(broken, ensure_ascii=False, indent=1))
	else:
		for name, rows in broken.items():
			click.echo(f"{name}: {'đạt' if not rows else f'{len(rows)} dòng sai'}")
			for row in rows:
				click.echo(f"  {row['doctype']} {row['name']}: {row['message']}")
	sys.exit(1 if any(broken.values()) else 0)


@click.command("covid-benchmark")
@click.argument("name", type=click.Choice(list(BENCHMARKS)))
@click.option("--people", type=click.IntRange(1_000, 285_500), default=285_500, show_default=True)
@click.option("--rounds", type=click.IntRange(2), default=20, show_default=True)
@click.option("--json", "json_file", type=click.Path(dir_okay=False), help="Write the figures to this file.")
@click.option(
	"--write", type=click.Path(dir_okay=False, exists=True), help="Put the tables into this document."
)
@pass_context
def covid_benchmark(context, name, people, rounds, json_file, write):
	"""Measure a part of the product; exit 1 when its figures are off. For a site without people of its own."""
	_connect(context)
	options = {"rounds": rounds} if name in ("rules", "desk") else {}
	figures = frappe.get_attr(f"covid_support.scenarios.{BENCHMARKS[name]}.run")(
		people, write=write, **options
	)
	if json_file:
		with click.open_file(json_file, "w", encoding="utf-8") as file:
			json.dump(figures, file, ensure_ascii=False, indent=1)
	sys.exit(0 if figures["exact"] else 1)


commands = [covid_benchmark, covid_bulk, covid_check, covid_demo, covid_scenario]
