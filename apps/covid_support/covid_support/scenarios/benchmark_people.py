"""The people on whom rules are measured: a province's registry, made once and kept on the benchmark site."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import frappe
from frappe.utils import cint

from covid_support import clock
from covid_support.actions.register_people import RegisterHouseholds, RegisterPeople
from covid_support.core.people import DemoPeople
from covid_support.messages import refuse
from covid_support.scenarios import figures
from covid_support.scenarios.officials import units_of
from covid_support.scenarios.population import HOUSEHOLD_SIZE, Group, Population, spread
from covid_support.scenarios.progress import Progress
from covid_support.scenarios.soc_trang_calendar import PROVINCE

SEED = "benchmark"
MADE = "covid_support_benchmark_people"
POVERTY_YEAR = 2019
REGISTRATION = date(2021, 7, 1)
TABLES = ("Beneficiary", "Beneficiary Category Period", "Household", "Household Poverty Status")
OF_OTHERS = ("Support Application", "Application List")
# what the measurements of lists and imports write
LISTS = (
	"Application List", "List Step", "Support Application", "Entitlement Claim", "Application Paper", "Benefit Delivery",
	"Decision", "Decision List", "Payment Batch", "Payment", "Budget Allocation", "Allocation Source", "Budget Ledger Entry",
	"Bulk Operation", "Bulk Chunk", "Version", "Comment", "Workflow Action", "Workflow Action Permitted Role",
)  # fmt: skip
IMPORTS = (
	"Registry Import", "Registry Import Row", "Registry Import Sheet", "Registry Import Column", "Duplicate Case",
	"Import Profile", "Data Import", "Data Import Log",
)  # fmt: skip
UNFINISHED = "covid_support_benchmark_unfinished"
DEAD_SHARE, MOVED_SHARE, TEMPORARY_SHARE = 0.015, 0.02, 0.05


def make_people(count: int, progress: Progress) -> int:
	"""Register `count` made-up people of Sóc Trăng unless they stand already; returns how many stand.

	Raises frappe.ValidationError on a site that holds anything else: other people or households, applications.
	"""
	refuse_strangers()
	stamp = _kept_stamp()
	wanted = figures.plan(count / figures.NEEDED_PEOPLE).people
	if stamp.split()[:2] == [str(count), str(wanted)]:
		return wanted
	for doctype in TABLES:
		frappe.db.delete(doctype)
	_keep_stamp(count)
	progress.begin(f"Đăng ký {count} người dựng sẵn trên trang đo")
	with clock.living_on(REGISTRATION):
		_register_everybody(count, progress)
	progress.finish()
	for doctype in TABLES:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	return frappe.db.count("Beneficiary")


def refuse_strangers() -> None:
	"""Refuse a site with other people than the benchmark's, or with applications."""
	if cint(frappe.db.get_default(UNFINISHED)):
		clear_everything()
		_set_unfinished(0)
	stamp = _kept_stamp()
	if stamp != _stamp(stamp.split()[0]) or any(map(frappe.db.count, OF_OTHERS)):
		refuse("This site has people of its own. Run the benchmark on a site without people.")


@contextmanager
def writing(clear: Callable[[], None]) -> Iterator[None]:
	"""`clear` what is written inside, before and after; what a killed measurement leaves, the next one removes."""
	_set_unfinished(1)
	clear()
	try:
		yield
	finally:
		clear()
		_set_unfinished(0)


def clear_lists() -> None:
	"""Remove lists and whatever hangs on them."""
	_truncate(LISTS)


def clear_everything() -> None:
	"""Remove lists, imports and people; the next benchmark makes its people anew."""
	for file in frappe.get_all("File", {"attached_to_doctype": ["in", IMPORTS]}, pluck="name"):
		frappe.delete_doc("File", file, force=True)
	_truncate((*LISTS, *IMPORTS, *TABLES))
	_keep_stamp(0)


def _truncate(doctypes: tuple[str, ...]) -> None:
	for doctype in doctypes:
		frappe.db.sql_ddl(f"truncate table `tab{doctype}`")


def _set_unfinished(yes: int) -> None:
	frappe.db.set_default(UNFINISHED, yes)
	frappe.db.commit()  # stands when the measurement is killed


def _kept_stamp() -> str:
	return frappe.db.get_default(MADE) or "0 0 0"


def _stamp(count: int | str) -> str:
	"""How many were asked for, and how many people and households stand: whoever is added besides is seen."""
	return f"{count} {frappe.db.count('Beneficiary')} {frappe.db.count('Household')}"


def _keep_stamp(count: int) -> None:
	frappe.db.set_default(MADE, _stamp(count))
	frappe.db.commit()  # the benchmark's own rows, together with their number


def _register_everybody(count: int, progress: Progress) -> None:
	communes = [unit for unit in units_of(PROVINCE) if unit.level == "Commune"]
	pairs = [(unit.name, unit.parent_administrative_unit.split("-")[0]) for unit in communes]
	shares = spread(figures.plan(count / figures.NEEDED_PEOPLE), pairs, SEED)
	people, chance = DemoPeople(SEED), random.Random(SEED)
	for number, share in enumerate(shares):
		population = Population(share, number, people, SEED)
		for group in population.groups():
			_register(population, group, chance)
		_keep_stamp(count)
		progress.at(number + 1, len(shares))


def _register(population: Population, group: Group, chance: random.Random) -> None:
	homes = population.households(group)
	if homes:
		households = RegisterHouseholds(homes, POVERTY_YEAR, "Kết quả rà soát năm 2019").run()
		for position, row in enumerate(group.rows):
			row["household"] = households[position // HOUSEHOLD_SIZE]
	for row in group.rows:
		row.update(_fate(chance))
	refused = RegisterPeople(group.rows).run().refused
	if refused:
		frappe.throw(f"{group.policy}: {list(refused.values())[:3]}")


def _fate(chance: random.Random) -> dict:
	"""Some have died, moved away or live here for a time, as in every registry."""
	number = chance.random()
	if number < DEAD_SHARE:
		return {"life_status": "Dead", "death_date": date(2020, 1 + chance.randrange(12), 15)}
	if number < DEAD_SHARE + MOVED_SHARE:
		return {"life_status": "Moved Away"}
	return {"residence_kind": "Temporary"} if number > 1 - TEMPORARY_SHARE else {}
