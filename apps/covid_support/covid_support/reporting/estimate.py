"""The estimate of a policy as its form shows it: sides, days, units, groups, what no register knows."""

from dataclasses import asdict, dataclass, field

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support import clock
from covid_support.messages import problems_shown, refuse
from covid_support.policies.estimates import sees_small_counts
from covid_support.programmes.policy_rules import snapshot_from
from covid_support.programmes.versions import snapshot_of
from covid_support.reporting import simulation_figures as figures
from covid_support.reporting.simulation import USUAL, Cell, Side, Simulation
from covid_support.reporting.units_shown import level_shown, units_shown

PARTS = ("unit", "category", "poverty")
NOBODYS = {"category": "In no category", "poverty": "In no poverty review of the year"}
POVERTY_ORDER = ("Poor", "Near Poor", "Not Poor")


@dataclass(frozen=True)
class Wish:
	"""What the reader wants to know.

	part: by unit, category or poverty; level: District or Commune; against_version / against_policy: what to
	compare with; assumptions: {fact: value as in a criterion, or "*" for "take as met"}.
	"""

	part: str = "unit"
	level: str = "District"
	against_version: str = ""
	against_policy: str = ""
	assumptions: dict[str, str] = field(default_factory=dict)


def wish_of(sent: dict) -> Wish:
	"""A Wish from what a browser has sent; unknown keys are passed over, other shapes become text."""
	words = {
		key: str(sent[key]) for key in ("part", "level", "against_version", "against_policy") if sent.get(key)
	}
	assumptions = sent.get("assumptions")
	told = assumptions.items() if isinstance(assumptions, dict) else ()
	return Wish(**words, assumptions={str(key): str(value) for key, value in told})


def estimate(document, wish: Wish, say=None) -> dict:
	"""The figures of `document` (a Support Policy, saved or not) as plain data for the form.

	`say(done, of)` follows a long count. Refuses rules that make no sense, in the reader's language.
	"""
	if wish.part not in PARTS:
		refuse("An estimate is made by unit, category or poverty status, not by {0}.", wish.part)
	small = sees_small_counts()
	if not small:
		_refuse_two_pictures(wish)
	with problems_shown():
		simulation = simulation_of(document, wish)
	cells = simulation.by_commune(say) if wish.part == "unit" else simulation.by_group(wish.part)
	rows = figures.by(cells, _shown(wish, cells))
	# somebody with two categories stands in two rows, and once in the total
	totals = figures.total(simulation.ungrouped() if wish.part == "category" else cells)
	if not small:
		figures.without_small_counts(rows)
		figures.without_small_counts([totals])
	return {
		"rows": rows,
		"total": totals,
		"day": simulation.new.day,
		"old_day": simulation.old.day if simulation.old else None,
		"unknown": unknown_facts(simulation),
		"small_counts_hidden": not small,
	}


def _refuse_two_pictures(wish: Wish) -> None:
	"""What one level hides, the other could tell: readers without small counts compare on one level alone."""
	compares = bool(wish.against_version or wish.against_policy)
	if compares and wish.part == "unit" and wish.level == "Commune" and level_shown({}) == "District":
		refuse(
			"Comparisons are shown to you by district, so that nobody can be recognised. Choose districts."
		)


def simulation_of(document, wish: Wish) -> Simulation:
	"""The simulation that answers `wish`. Raises Problem for rules or assumptions that cannot be read."""
	new = _side(snapshot_from(document, version_number=1), document)
	return Simulation(new, _other_side(wish, new), wish.assumptions)


def unknown_facts(simulation: Simulation) -> list[dict]:
	"""What only an application can say: each fact with what is assumed for it now ("" for nothing)."""
	counted = {
		fact.key
		for side in simulation.queries
		for part in side.snapshot.compiled_components
		for fact in part.counted_facts
	}
	assumptions = {**USUAL, **simulation.assumptions}
	return [
		{
			**asdict(fact),
			"label": _(fact.label),
			"counted": key in counted,
			"assumed": assumptions.get(key) or "",
		}
		for key, fact in simulation.not_in_registry().items()
	]


def _side(snapshot, policy) -> Side:
	return Side(snapshot, policy.programme or "", _day(snapshot, policy))


def _day(snapshot, policy):
	"""The reference date, or else today within the dates of application, as far as there are any."""
	if snapshot.reference_date:
		return getdate(snapshot.reference_date)
	day = clock.today()
	if policy.application_from:
		day = max(day, getdate(policy.application_from))
	if policy.application_to:
		day = min(day, getdate(policy.application_to))
	return day


def _other_side(wish: Wish, new: Side) -> Side | None:
	if wish.against_version:
		name = frappe.db.get_value("Policy Version", wish.against_version, "policy")
		snapshot = snapshot_of(wish.against_version)
	elif wish.against_policy:
		name = wish.against_policy
		snapshot = snapshot_from(frappe.get_doc("Support Policy", name), version_number=1)
	else:
		return None
	programme = frappe.db.get_value("Support Policy", name, "programme") or ""
	day = getdate(snapshot.reference_date) if snapshot.reference_date else new.day
	return Side(snapshot, programme, day)


def _shown(wish: Wish, cells: list[Cell]) -> dict:
	if wish.part == "unit":
		level = level_shown({"level": wish.level})
		units = units_shown({cell.group for cell in cells}, level)
		return {key: {"key": row.name, "title": row.title, "order": row.lft} for key, row in units.items()}
	titles = {None: (_(NOBODYS[wish.part]), "~")}
	if wish.part == "category":
		rows = frappe.get_all("Beneficiary Category", fields=["name", "category_name"])
		titles |= {row.name: (row.category_name, row.name) for row in rows}
	else:
		titles |= {status: (_(status), str(place)) for place, status in enumerate(POVERTY_ORDER)}
	return {key: {"key": key or "", "title": title, "order": order} for key, (title, order) in titles.items()}
