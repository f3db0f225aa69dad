"""One operation: undisturbed, disturbed by kills, begun a second time, and begun twice at once."""

import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from host import database, groups, layout
from host.faults import comparison, place
from host.faults.kills import DATABASE, WORKER, Kill, draw
from host.faults.workers import Workers

REFUSED = 3  # the app's exit code for an operation that may not be started now
SERVICES = {"Redis": f"{place.GROUP}-redis-queue", DATABASE: "mariadb"}
SILENCE = 15.0  # seconds without a new part until the scheduler's job is called again
LONGEST = 600
ROUNDS = 8  # runs over which the kills of one operation may be spread
# what tells one run of the same work from another; of two lists of the same people only one registers each
OF_RUNS = (comparison.ENGINE,)
OF_LISTS = ("Registry Import", "Registry Import Row", "Import Profile")
FIGURES = """select coalesce(sum(status <> 'Waiting'), 0), count(*), cast(coalesce(sum(attempts), 0) as int),
	(select count(*) from `tabBulk Operation` where status in ('Planned', 'Running')) from `tabBulk Chunk`"""


@dataclass
class Figures:
	"""How far everything is: parts done, parts planned, how often one was begun, operations on their way."""

	done: int
	parts: int
	begun: int
	live: int


@dataclass
class Result:
	"""What a trial has shown."""

	work: str
	kills: Counter = field(default_factory=Counter)
	begun_again: int = 0
	seconds: float = 0
	disturbed_seconds: float = 0
	rows: int = 0
	differences: dict[str, list[str]] = field(default_factory=dict)

	@property
	def wrong(self) -> int:
		"""How many rows differ, of all comparisons."""
		return sum(map(len, self.differences.values()))


class Trial:
	"""All runs of one operation; `kills` kills are drawn from `chance`."""

	def __init__(
		self, work: str, state: str, states: place.States, kills: int, chance: random.Random, say: Callable
	):
		self.work, self.state, self.states = work, state, states
		self.kills = draw(kills, chance)
		self.say = say
		self.result = Result(work)
		self.expected: dict = {}
		self.figures = Figures(0, 0, 0, 0)
		self.resuming: threading.Thread | None = None

	def run(self) -> Result:
		"""All four; the site is left as the last one made it."""
		self._undisturbed()
		self._second_time()
		self._disturbed()
		self._two_at_once()
		return self.result

	def _undisturbed(self) -> None:
		self._begin_anew()
		with Workers() as workers:
			started = time.monotonic()
			self._until_ended(workers)
			self.result.seconds = time.monotonic() - started
		self.parts = self.figures.parts
		self.expected = self._rows()
		self.result.rows = comparison.compared(self.expected)
		self.say(f"không gián đoạn: {self.result.seconds:.0f} giây, {self.parts} phần (undisturbed)")

	def _second_time(self) -> None:
		begun = self._begin(0)
		if begun:
			with Workers() as workers:
				self._until_ended(workers)
		self._compare("lần hai", OF_RUNS)
		self.say("chạy lần hai (a second time): " + ("đã chạy" if begun else "bị từ chối, đúng"))

	def _disturbed(self) -> None:
		kills, most = self.kills, ROUNDS
		while kills and most:
			self._begin_anew()
			started = time.monotonic()
			with Workers() as workers:
				struck = self._strike_all(workers, kills)
				self._until_ended(workers)
			self.result.disturbed_seconds += time.monotonic() - started
			self.result.begun_again += self.figures.begun - self.figures.parts
			self._compare("kill -9")
			# kills that came when all was done strike another run
			kills, most = kills[struck:], most - 1
		if kills:
			self._add("kill -9", [f"{len(kills)} kill -9 không kịp (kills came too late)"])

	def _strike_all(self, workers: Workers, kills: list[Kill]) -> int:
		"""Kill while anything is on its way; returns how many kills struck."""
		begun = 0
		for struck, kill in enumerate(kills):
			self._until(workers, lambda kill=kill, begun=begun: self._is_due(kill, begun))
			time.sleep(kill.delay * self.result.seconds / self.parts)
			if not self._look() or not self.figures.live:
				return struck
			begun = self.figures.begun
			self._strike(workers, kill)
			self.result.kills[kill.kind] += 1
			self.say(f"kill -9 {kill.kind} ({self.figures.done}/{self.parts} phần)")
		return len(kills)

	def _is_due(self, kill: Kill, begun: int) -> bool:
		"""The work has come as far as the kill says, and goes on since the last one."""
		now = self.figures
		at_work = now.begun > begun or (now.parts and now.done == now.parts)
		return not now.live or bool(at_work and now.done >= int(kill.share * self.parts))

	def _strike(self, workers: Workers, kill: Kill) -> None:
		if kill.kind == WORKER:
			workers.kill(kill.place)
		else:
			strike_server(SERVICES[kill.kind])
		workers.keep()
		self._resume()

	def _resume(self) -> None:
		"""Let silent work be taken up again, while the rest goes on."""
		if self.resuming:
			self.resuming.join()
		self.resuming = threading.Thread(target=place.run, args=("resume",))
		self.resuming.start()

	def _two_at_once(self) -> None:
		self.states.go_to(self.state)
		for way in (0, 1):
			if not self._begin(way):
				self._add("hai lượt", [f"cách {way + 1} bị từ chối (the second way was refused)"])
		with Workers() as workers:
			self._until_ended(workers)
		self._compare("hai lượt", OF_RUNS + (OF_LISTS if self.work == "import" else ()))
		self.say("hai lượt cùng lúc (two at once)")

	def _begin_anew(self) -> None:
		self.states.go_to(self.state)
		place.ask("begin", self.work, "0")

	def _begin(self, way: int) -> bool:
		"""Start the operation; False when it is refused."""
		done = place.run("begin", self.work, str(way))
		if done.returncode not in (0, REFUSED):
			raise place.failed(done)
		return done.returncode == 0

	def _until_ended(self, workers: Workers) -> None:
		self._until(workers, lambda: not self.figures.live)
		if self.resuming:
			self.resuming.join()

	def _until(self, workers: Workers, condition: Callable[[], bool]) -> None:
		"""Keep the workers running until `condition` of the newest figures; whatever is silent is taken up again."""
		seen, since = (), time.monotonic()

		def reached() -> bool:
			nonlocal seen, since
			workers.keep()
			if not self._look():
				return False
			if seen != (now := (self.figures.done, self.figures.begun)):
				seen, since = now, time.monotonic()
			elif time.monotonic() - since > SILENCE:
				self._resume()
				since = time.monotonic()
			return condition()

		place.wait_for(reached, LONGEST, self.work)

	def _look(self) -> bool:
		"""Read the figures again; False while the database is away."""
		found = place.figures(FIGURES)
		if found:
			self.figures = Figures(*found)
		return bool(found)

	def _rows(self) -> dict:
		file = layout.RUN / "rows.json"
		place.ask("rows", str(file))
		return json.loads(file.read_text())

	def _compare(self, what: str, without: tuple = ()) -> None:
		found = comparison.differences(self.expected, self._rows(), without)
		self._add(what, [str(row) for row in found])
		checked = place.run("check")
		if checked.returncode:
			self._add(what, [f"./run check: {checked.stdout.strip() or checked.stderr[-500:]}"])

	def _add(self, what: str, rows: list[str]) -> None:
		self.result.differences.setdefault(what, []).extend(rows)


def strike_server(name: str) -> None:
	"""kill -9 of one of the suite's own servers; returns when it answers again."""
	before = pid_of(name)
	os.kill(before, signal.SIGKILL)
	place.wait_for(lambda: pid_of(name) not in (None, before) and answers(name), 120, name)


def pid_of(name: str) -> int | None:
	"""The process of a service of the suite's folder."""
	return next((state["pid"] for state in groups.states("data") if state["name"] == name), None)


def answers(name: str) -> bool:
	"""Whether the server takes orders again."""
	if name == "mariadb":
		return database.answers()
	return groups.tell_redis(place.GROUP, "queue", "ping") == "PONG"
