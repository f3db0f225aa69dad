"""What a freeze does to deadlines that run already: the days that were left are counted after its last day."""

from dataclasses import dataclass
from datetime import date, timedelta

import frappe
from frappe.utils import getdate

from covid_support.applications.deadlines import calendar_for

ONE_DAY = timedelta(days=1)
# whose due dates stand still, with the states in which nothing is due any more
RUNNING = {"Application List": ("Approved", "Rejected"), "Payment Batch": ("Completed",)}


@dataclass(frozen=True)
class Freeze:
	"""The first and the last day of a freeze."""

	first: date
	last: date


def freeze_saved(document, _event: str) -> None:
	"""A Freeze Period has been put in or changed (hooks.py)."""
	before = document.get_doc_before_save()
	shift_deadlines(
		document.administrative_unit, document.programme, before and _days_of(before), _days_of(document)
	)


def freeze_deleted(document, _event: str) -> None:
	"""A Freeze Period that has not begun is taken away (hooks.py)."""
	shift_deadlines(document.administrative_unit, document.programme, _days_of(document), None)


def _days_of(document) -> Freeze:
	return Freeze(getdate(document.valid_from), getdate(document.valid_to))


def shift_deadlines(unit: str, programme: str | None, before: Freeze | None, now: Freeze | None) -> None:
	"""Move the due dates under `unit` from the freeze as it was to the freeze as it is; None means no freeze."""
	if before == now:
		return
	for doctype, done in RUNNING.items():
		dates = _due_dates(doctype, done, unit, programme, (before or now).first)
		moves = {due: moved for due in dates if (moved := _moved(due, before, now)) != due}
		if moves:
			_write(doctype, done, unit, programme, moves)


def _moved(due: date, before: Freeze | None, now: Freeze | None) -> date:
	calendar = calendar_for(min(due, (before or now).first))
	if before and due > before.last:  # a date within the freeze was never pushed by it
		due = calendar.add_working_days(
			before.first - ONE_DAY, calendar.working_days_between(before.last, due)
		)
	if now:
		due = calendar.add_working_days(now.last, calendar.working_days_between(now.first - ONE_DAY, due))
	return due


def _conditions(doctype: str, programme: str | None) -> str:
	"""Documents of the unit and below (and of the programme) that are still under way."""
	parts = [
		"document.docstatus < 2",
		"document.workflow_state not in %(done)s",
		"document.administrative_unit in (select below.name from `tabAdministrative Unit` below"
		" join `tabAdministrative Unit` area on below.lft between area.lft and area.rgt where area.name = %(unit)s)",
	]
	if programme and doctype == "Application List":
		parts.append(
			"document.policy in (select name from `tabSupport Policy` where programme = %(programme)s)"
		)
	if programme and doctype == "Payment Batch":
		parts.append("document.decision in (select name from `tabDecision` where programme = %(programme)s)")
	return " and ".join(parts)


def _due_dates(doctype: str, done: tuple, unit: str, programme: str | None, first: date) -> list[date]:
	"""The different due dates from `first` on."""
	rows = frappe.db.sql(
		f"""select distinct document.due_date from `tab{doctype}` document
		where document.due_date >= %(first)s and {_conditions(doctype, programme)}""",
		{"first": first, "done": done, "unit": unit, "programme": programme},
	)
	return [row[0] for row in rows]


def _write(doctype: str, done: tuple, unit: str, programme: str | None, moves: dict[date, date]) -> None:
	"""All of `moves` in one statement: a date that one list leaves may be where another one goes."""
	days = {
		f"{side}{n}": day
		for n, move in enumerate(moves.items())
		for side, day in zip("ft", move, strict=True)
	}
	cases = " ".join(f"when %(f{n})s then %(t{n})s" for n in range(len(moves)))
	frappe.db.sql(
		f"""update `tab{doctype}` document set document.due_date = case document.due_date {cases} end
		where document.due_date in %(dates)s and {_conditions(doctype, programme)}""",
		{**days, "dates": list(moves), "done": done, "unit": unit, "programme": programme},
	)
