"""./run faults: operations disturbed by kill -9, beside undisturbed ones, row by row; on servers of their own."""

import fcntl
import random
import secrets
from collections import Counter

from host import layout, setup
from host.faults import place
from host.faults.trial import Result, Trial

WORKS = {"import": "officials", "fill": "people", "move": "lists"}  # the state that each begins with
SHOWN = 10


def add_arguments(parser) -> None:
	"""How often, how many, which."""
	parser.add_argument("--seed", type=int, help="draw the same moments as an earlier run; default: new ones")
	parser.add_argument("--kills", type=int, default=10, help="kills of each operation; default 10")
	parser.add_argument("--people", type=int, default=8000, help="people on the site; default 8000")
	parser.add_argument(
		"--reuse",
		action="store_true",
		help="begin with the states of the last run, though the code has changed",
	)
	parser.add_argument("--only", choices=tuple(WORKS), help="one operation alone")


def run(arguments) -> int:
	"""Pass on to a run that knows the suite's folder alone; there, make the trials."""
	if layout.APART:
		return try_all(arguments)
	setup.ensure_data()
	place.FOLDER.mkdir(parents=True, exist_ok=True)
	seed = secrets.randbelow(10**6) if arguments.seed is None else arguments.seed
	words = ["--seed", str(seed), "--kills", str(arguments.kills), "--people", str(arguments.people)]
	with (place.FOLDER / "faults.lock").open("w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		words += ["--only", arguments.only] if arguments.only else []
		return place.enter(words + (["--reuse"] if arguments.reuse else []))


def try_all(arguments) -> int:
	"""Every operation, then the table; 1 when a row differs."""
	print(f"--seed {arguments.seed}", flush=True)
	try:
		place.prepare()
		states = place.States(arguments.people, arguments.reuse)
		results = [
			one(work, state, states, arguments)
			for work, state in WORKS.items()
			if arguments.only in (None, work)
		]
	finally:
		place.stop()
	show(results)
	return 1 if any(result.wrong for result in results) else 0


def one(work: str, state: str, states: place.States, arguments) -> Result:
	"""The trial of one operation, its moments the same whichever others run."""
	chance = random.Random(f"{arguments.seed} {work}")
	trial = Trial(work, state, states, arguments.kills, chance, lambda text: say(work, text))
	return trial.run()


def say(work: str, text: str) -> None:
	"""One line of progress."""
	print(f"{work:<7} {text}", flush=True)


def show(results: list[Result]) -> None:
	"""The table, and the first rows that differ."""
	head = ("kill -9", "làm lại", "giây", "giây bị ngắt", "dòng", "khác")
	print(f"\n{'':<8}{head[0]:<34}" + "".join(f"{word:>14}" for word in head[1:]))
	for result in results:
		kills = ", ".join(f"{count} {kind}" for kind, count in sorted(result.kills.items()))
		figures = (
			result.begun_again, f"{result.seconds:.0f}", f"{result.disturbed_seconds:.0f}", result.rows, result.wrong,
		)  # fmt: skip
		print(f"{result.work:<8}{kills:<34}" + "".join(f"{figure:>14}" for figure in figures))
	for result in results:
		for what, rows in result.differences.items():
			if rows:
				tables = Counter(row.split(":")[0] for row in rows)
				print(f"\n{result.work}, {what}: {dict(tables)}")
			for row in rows[:SHOWN]:
				print(f"{result.work}, {what}: {row}")
	wrong = sum(result.wrong for result in results)
	print(f"{wrong} dòng khác (rows differ)." if wrong else "Mọi dòng bằng nhau. (All rows are equal.)")
