"""./run benchmark NAME: measure a part of the product at the size of a province, on a site of its own."""

import os
from pathlib import Path

from host import groups, layout, setup, site

NAMES = {
	"rules": "eligibility and amounts, Python beside SQL",
	"import": "the list of a province with planted faults, beside Frappe's Data Import",
	"lists": "lists of a province filled in and approved, beside plain Frappe documents",
	"print": "a receipt sheet of 10,000 lines and the lists of all communes, beside Frappe's print",
	"desk": "screens with the province's data and five years: one official, 50 at once, during an import",
	"duplicates": "5,000 planted pairs among 285,500 people: recall, precision, time",
}
SECTION_FILE = layout.ROOT / "docs/performance.md"


def add_arguments(parser) -> None:
	"""What to measure, how often, and where the figures go."""
	parser.add_argument(
		"name", choices=tuple(NAMES), help="; ".join(f"{name}: {what}" for name, what in NAMES.items())
	)
	parser.add_argument("--people", help="how many people are registered; else as many as the province has")
	parser.add_argument("--rounds", help="how often each preview is measured")
	parser.add_argument("--json", help="write the figures to this file")
	parser.add_argument("--write", action="store_true", help=f"put the table into docs/{SECTION_FILE.name}")


def run(arguments) -> int:
	"""Make the site when it is missing and pass on to the app's command; its exit code is ours."""
	served = arguments.name == "desk"
	group = "desk" if served else "benchmark"
	setup.make_benchmark_site(group)
	command = ["covid-benchmark", arguments.name]
	for option in ("people", "rounds"):
		if given := getattr(arguments, option):
			command += [f"--{option}", given]
	if arguments.json:
		command += ["--json", str(Path(os.environ.get("RUN_FROM", "")) / arguments.json)]
	if arguments.write:
		command += ["--write", str(SECTION_FILE)]
	if not served:
		return site.call_frappe(group, command)
	setup.start_group(group)
	try:
		return site.call_frappe(group, command)
	finally:
		groups.stop(group)
