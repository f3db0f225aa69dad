"""Lists and payment batches that stand past their due date, with the working days they are late."""

import frappe

from covid_support import clock
from covid_support.applications.deadlines import site_calendar
from covid_support.messages import problems_shown
from covid_support.policies.area import area_sql
from covid_support.registry.units import unit_place
from covid_support.workflows.definitions import WORKFLOWS

LISTS_DONE = ("Approved", "Rejected")
BATCHES_DONE = ("Completed",)
BATCH_ROLES = {state: role for state, _docstatus, role in WORKFLOWS["Payment Batch Approval"]["states"]}
PREPARER_STATES = ("Draft", "Approved for Payment", "Sent")


def overdue_steps(filters: dict) -> list[dict]:
	"""Overdue lists and batches of the reader's area, the latest first.

	`filters`: document_type, unit (its whole subtree), workflow_state, role. A row holds document_type,
	document, title, unit_name, workflow_state, responsible_role, responsible, due_date, days_late (working
	days of the site's calendar), people and amount (VND).
	"""
	wanted = filters.get("document_type")
	rows = []
	if wanted in (None, "", "Application List"):
		rows.extend(_lists(filters))
	if wanted in (None, "", "Payment Batch"):
		rows.extend(_batches(filters))
	if filters.get("role"):
		rows = [row for row in rows if row.responsible_role == filters["role"]]
	_count_days(rows)
	return sorted(rows, key=lambda row: (-row.days_late, row.due_date, row.document))


def _lists(filters: dict) -> list[dict]:
	return _overdue(
		"""select 'Application List' as document_type, step.name as document, step.title,
			unit.full_name as unit_name, step.workflow_state, step.responsible_role,
			coalesce(user.full_name, step.responsible_user) as responsible, step.due_date,
			step.people, step.proposed_amount as amount
		from `tabApplication List` step
		join `tabAdministrative Unit` unit on unit.name = step.administrative_unit
		left join `tabUser` user on user.name = step.responsible_user""",
		filters,
		LISTS_DONE,
	)


def _batches(filters: dict) -> list[dict]:
	rows = _overdue(
		"""select 'Payment Batch' as document_type, step.name as document, step.title,
			unit.full_name as unit_name, step.workflow_state, null as responsible_role,
			coalesce(user.full_name, step.prepared_by) as responsible, step.due_date,
			step.people, step.amount
		from `tabPayment Batch` step
		join `tabAdministrative Unit` unit on unit.name = step.administrative_unit
		left join `tabUser` user on user.name = step.prepared_by""",
		filters,
		BATCHES_DONE,
	)
	for row in rows:
		row.responsible_role = BATCH_ROLES.get(row.workflow_state)
		if row.workflow_state not in PREPARER_STATES:
			row.responsible = None
	return rows


def _overdue(selection: str, filters: dict, done: tuple[str, ...]) -> list[dict]:
	conditions = ["step.docstatus < 2", "step.due_date < %(today)s", "step.workflow_state not in %(done)s"]
	values = {"today": clock.today(), "done": done}
	if filters.get("workflow_state"):
		conditions.append("step.workflow_state = %(state)s")
		values["state"] = filters["workflow_state"]
	if filters.get("unit"):
		conditions.append("unit.lft between %(lft)s and %(rgt)s")
		values["lft"], values["rgt"] = unit_place(filters["unit"])
	area = area_sql("step.administrative_unit")
	if area:
		conditions.append(area)
	return frappe.db.sql(f"{selection} where {' and '.join(conditions)}", values, as_dict=True)


def _count_days(rows: list[dict]) -> None:
	calendar, today = site_calendar(), clock.today()
	with problems_shown():
		late = {day: calendar.working_days_between(day, today) for day in {row.due_date for row in rows}}
	for row in rows:
		row.days_late, row.amount = late[row.due_date], int(row.amount or 0)
