"""What a reform would move: every abolished unit with its successor and what stands unfinished in it. Only reads."""

from collections.abc import Iterable

import frappe
from frappe.utils import getdate

from covid_support.messages import refuse
from covid_support.registry.successors import Successors

# (column of the plan, DocType, unit column, which rows are unfinished)
COUNTED = (
	("lists", "Application List", "administrative_unit", "docstatus = 0 and workflow_state <> 'Rejected'"),
	("decisions", "Decision", "administrative_unit", "docstatus = 0"),
	("batches", "Payment Batch", "administrative_unit", "docstatus < 2 and workflow_state <> 'Completed'"),
	("people", "Beneficiary", "commune", "1 = 1"),
	("officials", "Official Assignment", "administrative_unit", "enabled = 1 and valid_to is null"),
	("offices", "Office", "administrative_unit", "valid_to is null"),
)
COUNTS = tuple(row[0] for row in COUNTED)


def plan(hand_over) -> None:
	"""Fill the grid of a Unit Hand Over; successors that were chosen by hand are kept."""
	successors = Successors(getdate(hand_over.handover_date))
	if not successors.stands(hand_over.administrative_unit):
		refuse(
			"{0} does not exist on the hand-over date. Choose a unit that exists then.",
			frappe.get_cached_value("Administrative Unit", hand_over.administrative_unit, "full_name"),
		)
	units = successors.abolished_under(hand_over.administrative_unit)
	if not units:
		refuse(
			"No abolished unit went into {0} by then, so there is nothing to hand over.",
			frappe.get_cached_value("Administrative Unit", hand_over.administrative_unit, "full_name"),
		)
	counts = {column: _count(*rest, units) for column, *rest in COUNTED}
	chosen = {row.old_unit: row.successor for row in hand_over.units if row.successor}
	hand_over.set("units", [])
	for unit in units:
		found = {column: counts[column].get(unit, 0) for column in COUNTS}
		if any(found.values()):
			hand_over.append("units", _row(successors, unit, chosen.get(unit), found))


def _row(successors: Successors, unit: str, chosen: str | None, found: dict[str, int]) -> dict:
	return {
		"old_unit": unit,
		"level": successors.level(unit),
		"successor": chosen or successors.one(unit),
		"choices": "\n".join(sorted(successors.candidates(unit))),
		**found,
	}


def _count(doctype: str, column: str, unfinished: str, units: Iterable[str]) -> dict[str, int]:
	rows = frappe.db.sql(
		f"select {column}, count(*) from `tab{doctype}` where {column} in %(units)s and {unfinished} group by {column}",
		{"units": tuple(units)},
	)
	return dict(rows)


def routes_without_successor(hand_over) -> list[str]:
	"""Titles of the routes that unfinished lists follow, that end with the reform, and that name no route after it."""
	units = tuple(row.old_unit for row in hand_over.units) or ("",)
	rows = frappe.db.sql(
		"""select distinct route.title from `tabApplication List` list
		join `tabApproval Route` route on route.name = list.approval_route
		where list.administrative_unit in %(units)s and list.docstatus = 0 and list.workflow_state <> 'Rejected'
			and route.valid_to < %(day)s and coalesce(route.handover_route, '') = ''""",
		{"units": units, "day": hand_over.handover_date},
	)
	return [row[0] for row in rows]
