"""What every story has in common: a province, its officials, lists that travel in waves, steps in order.

Every step first looks at what stands already, so that a run that was killed goes on where it stopped and a
second run changes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import frappe

from covid_support.scenarios.officials import Officials, Post
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.sharing import Sharing

LOADED = "covid_support_scenario"


@dataclass(frozen=True)
class Fund:
	"""The money of a wave: `shares` are (funding source, percent); `subject` of its decisions names {0}, the district."""

	title: str
	programme: str
	shares: tuple[tuple[str, int], ...]
	allocated_on: date
	subject: str


@dataclass(frozen=True)
class Wave:
	"""Lists that go the same way on the same days. They are known by `list_day`, which no other wave has.

	`days_after` tells, for each state of a list, how many days after `list_day` its button is pressed;
	a state that is missing is where the wave stays. Without a fund a wave comes to no decision.
	"""

	key: str
	list_day: date
	days_after: dict[str, int]
	fund: Fund | None = None


class Story:
	"""A scenario at one scale. Subclasses name their province, waves and steps.

	`processes` is among how many processes the units of a step are shared.
	"""

	name = ""
	province = ""
	district: str | None = None
	waves: dict[str, Wave] = {}
	default_scale = 0.01
	more_posts: dict[str, tuple[Post, ...]] = {}
	notes: tuple[str, ...] = ()
	notes_programme = ""
	source_title = ""
	processes = 1

	def __init__(self, scale: float, progress: Progress | None = None):
		self.scale = scale
		first_day = min(wave.list_day for wave in self.waves.values())
		self.officials = Officials(self.province, str(first_day), self.district, self.more_posts)
		units = self.officials.units
		self.districts = [unit for unit in units if unit.level == "District"]
		self.communes = [unit for unit in units if unit.level == "Commune"]
		self.progress = progress or Progress(len(self.steps()))

	@classmethod
	def within(cls, district: str) -> type["Story"]:
		"""The same story, all its people in one district; a site that holds it holds another story."""
		return type(cls.__name__, (cls,), {"district": district, "name": f"{cls.name}@{district}"})

	def steps(self) -> list[tuple[str, Callable[[], object]]]:
		"""(title, work) in order; each leaves the site in a state from which the next can start."""
		raise NotImplementedError

	def closing_lines(self) -> list:
		"""The closing table (closing.Line): the source's figure, the plan's, the database's own count."""
		raise NotImplementedError

	def run(self) -> None:
		"""All steps in order; commits after each."""
		frappe.db.set_default(LOADED, f"{self.name} {self.scale}")
		for title, work in self.steps():
			self.progress.begin(title)
			work()
			frappe.db.commit()  # each step is complete in itself, so that a killed run can go on
		self.progress.finish()

	def share(self, items: Iterable, work: Callable[[object], object], count: int | None = None) -> None:
		"""`work(item)` for units that do not depend on each other, as `each` goes through them.

		`items` may be drawn one after the other; then `count` tells how many come.
		"""
		total = len(items) if count is None else count
		if self.processes > 1 and total > 1:
			Sharing(items, work, lambda done: self.progress.at(done, total)).run(self.processes)
			return
		for done, item in enumerate(items, 1):
			work(item)
			frappe.db.commit()  # one unit's part is done
			self.progress.at(done, total)

	def each(self, items: Iterable) -> Iterable:
		"""Go through units, committing after each and showing how far it is."""
		items = list(items)
		for done, item in enumerate(items, 1):
			yield item
			frappe.db.commit()  # one unit's part is done
			self.progress.at(done, len(items))


def loaded() -> tuple[str, float] | None:
	"""(name, scale) of the scenario that this site holds."""
	text = frappe.db.get_default(LOADED)
	if not text:
		return None
	name, scale = text.split()
	return name, float(scale)
