"""The commands of ./run."""

import argparse
import signal
import sys

from host import layout
from host.commands import (
	bench,
	benchmark,
	build,
	check,
	faults,
	lint,
	reset,
	restart,
	scenario,
	start,
	status,
	stop,
	test,
)
from host.failure import Failure

COMMANDS = {
	"start": (start, "install what is missing, start everything, serve the site"),
	"stop": (stop, "stop all services"),
	"restart": (restart, "restart a site's services after a change of code"),
	"status": (status, "show services, address and accounts"),
	"build": (build, "build the browser side again"),
	"scenario": (scenario, "play a scenario, e.g. soc-trang"),
	"check": (check, "verify that money and people add up"),
	"benchmark": (benchmark, "measure a part at the size of a province, e.g. rules"),
	"faults": (
		faults,
		"kill -9 workers and servers in the middle of operations; the rows must be equal afterwards",
	),
	"lint": (lint, "run the linters"),
	"reset": (reset, "remove the sites and all data made here"),
}
PASSED_ON = {
	"bench": (bench, "Frappe's bench command in this bench: ./run bench --site covid.localhost …"),
	"test": (
		test,
		"run every test in a site of their own (pytest's options may follow; --reuse-site; --guide-pictures)",
	),
}


def main(words: list[str]) -> int:
	"""Run one command; returns its exit code."""
	if words and words[0] in PASSED_ON:
		return PASSED_ON[words[0]][0].run(words[1:])
	if not words or words[0] in ("help", "--help", "-h"):
		show_help()
		return 0 if words else 2
	arguments = parser().parse_args(words)
	return COMMANDS[arguments.command][0].run(arguments)


def parser() -> argparse.ArgumentParser:
	"""The command line, except for commands that pass their arguments on."""
	top = argparse.ArgumentParser(prog="./run")
	parts = top.add_subparsers(dest="command", required=True)
	for name, (module, text) in COMMANDS.items():
		module.add_arguments(parts.add_parser(name, help=text, description=text))
	return top


def show_help() -> None:
	"""All commands, one line each."""
	print("Cách dùng (usage): ./run LỆNH [tùy chọn]      ./run LỆNH --help\n")
	for name, (_, text) in {**COMMANDS, **PASSED_ON, "help": (None, "show this text")}.items():
		print(f"  {name:9} {text}")
	print("\nHai lệnh đầu tiên (the first two): ./run start · ./run test")


def run_and_report() -> int:
	"""Run, and turn what the operator can mend into a message."""
	try:
		return main(sys.argv[1:])
	except Failure as failure:
		print(f"\n\nLỗi: {failure.vietnamese}\nError: {failure.english}", file=sys.stderr, flush=True)
		return 1
	except KeyboardInterrupt:
		print("\nĐã ngắt. (Interrupted.)", file=sys.stderr)
		return 130


if __name__ == "__main__":
	signal.signal(signal.SIGTERM, signal.default_int_handler)  # a stopped test run still stops its services
	signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `./run status | head` ends quietly
	layout.RUN.mkdir(exist_ok=True)
	sys.exit(run_and_report())
