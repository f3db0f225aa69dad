"""Overdue lists are reported: to whoever has them, then to the head of that office, then to the next office.

A daily job, carried out as an operation. What was reported stands on the list (`escalated_for` names state and
due date, `escalation_stage` the stage), so that running it twice, or again after days without a scheduler, reports
each stage once.
"""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _

from covid_support import clock
from covid_support.applications.deadlines import calendar_for
from covid_support.applications.list_route import PLACE_FIELDS, states_of
from covid_support.bulk.insert import chunks, insert_rows
from covid_support.bulk.names import names_for
from covid_support.bulk.operation import Operation, Outcome
from covid_support.bulk.start import start
from covid_support.core.digest import digest_rows
from covid_support.messages import forbid
from covid_support.policies.area import sees_everything
from covid_support.policies.posts import Posts
from covid_support.policies.roles import SUPERVISOR
from covid_support.programmes.freezes import frozen_days
from covid_support.programmes.routes import SIGN, RouteState, find

# working days past the due date from which a stage is reported
STAGES = {1: 1, 2: 3, 3: 6}
CHUNK = 500
KIND = "Report Overdue Lists"
COLUMNS = (
	"name", "title", "policy", "administrative_unit", "due_date", "responsible_role", "responsible_user", "escalated_for",
	"escalation_stage", *PLACE_FIELDS,
)  # fmt: skip
TEXTS = {
	1: "{0} is {1} working days late with you.",
	2: "{0} is {1} working days late in your office.",
	3: "{0} is {1} working days late in the office before yours.",
}


@dataclass(frozen=True)
class Report:
	"""One stage of one list, and who is told."""

	list: dict
	stage: int
	late: int
	users: tuple[str, ...]

	@property
	def text(self) -> str:
		"""What the officials read."""
		return _(TEXTS[self.stage]).format(self.list.title, self.late)


def escalate_overdue() -> str | None:
	"""Every day: let workers report what is overdue; returns the Bulk Operation's name, None when nothing is."""
	return start(KIND, {"day": str(clock.today())}) if _overdue_names() else None


class ReportOverdueLists(Operation):
	"""Report each stage that a list has reached today; parameters: `day`, which tells the runs apart."""

	title = "Reports of overdue lists"

	def check(self, parameters: dict) -> None:
		"""The scheduler and the operator."""
		if not sees_everything(frappe.session.user):
			forbid("Overdue lists are reported by the system every day.")

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""Some hundred lists in each chunk."""
		return [(part, len(part)) for part in chunks(_overdue_names(), CHUNK)]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""Report what is still overdue of these lists."""
		lists = frappe.db.get_values(
			"Application List", {**_overdue(), "name": ["in", key]}, COLUMNS, as_dict=True, for_update=True
		)
		reports = [report for row in lists for report in _due_reports(row)]
		if reports:
			_notify(reports)
			_write_timeline(reports)
			_remember(reports)
		told = [(report.list.name, report.stage, *report.users) for report in reports]
		return Outcome(rows=len(lists), digest=digest_rows(told))


def _overdue_names() -> list[str]:
	return frappe.get_all("Application List", filters=_overdue(), pluck="name", order_by="name")


def _overdue() -> dict:
	return {"docstatus": 0, "due_date": ["<", clock.today()], "workflow_state": ["!=", "Rejected"]}


def _due_reports(row: dict) -> list[Report]:
	"""The stages that `row` has reached and that have not been reported for its present state."""
	today = clock.today()
	programme = frappe.get_cached_value("Support Policy", row.policy, "programme")
	frozen = frozen_days(row.administrative_unit, programme, row.due_date)
	late = calendar_for(row.due_date, frozen).working_days_between(row.due_date, today)
	done = row.escalation_stage if row.escalated_for == _key(row) else 0
	stages = [stage for stage, days in STAGES.items() if stage > done and late >= days]
	return [Report(row, stage, late, _users(row, stage, today)) for stage in stages]


def _key(row: dict) -> str:
	return f"{row.workflow_state} {row.due_date}"


def _users(row: dict, stage: int, today: date) -> tuple[str, ...]:
	if stage == 1 and row.responsible_user:
		return (row.responsible_user,)
	states = states_of(row)
	standing = find(states, row.workflow_state)
	roles = [row.responsible_role] if stage == 1 else _roles_above(states, standing, stage)
	return Posts.of(today).holders(roles, row.administrative_unit)


def _roles_above(states: list[RouteState], standing: RouteState | None, stage: int) -> list[str]:
	"""Stage 2: who signs in the same step. Stage 3: who works in the next one; after the last, the supervisors."""
	if not standing:
		return [SUPERVISOR]
	same = [state for state in states if state.step_number == standing.step_number]
	if stage == 2:
		heads = [state.role for state in same if state.work == SIGN]
		return heads or [standing.second_role or standing.role]
	later = [
		state for state in states if state.step_number > standing.step_number and state.level != "Commune"
	]
	return [later[0].role] if later else [SUPERVISOR]


def _notify(reports: list[Report]) -> None:
	told = [(report, user) for report in reports for user in report.users]
	columns = ["name", "subject", "for_user", "type", "document_type", "document_name", "from_user"]
	rows = (
		(name, report.text, user, "Alert", "Application List", report.list.name, frappe.session.user)
		for name, (report, user) in zip(names_for("Notification Log", len(told)), told, strict=True)
	)
	insert_rows("Notification Log", columns, rows)


def _write_timeline(reports: list[Report]) -> None:
	columns = ["name", "comment_type", "reference_doctype", "reference_name", "content", "comment_email"]
	rows = (
		(name, "Info", "Application List", report.list.name, _entry(report), frappe.session.user)
		for name, report in zip(names_for("Comment", len(reports)), reports, strict=True)
	)
	insert_rows("Comment", columns, rows)


def _entry(report: Report) -> str:
	names = [frappe.get_cached_value("User", user, "full_name") or user for user in report.users]
	told = ", ".join(names) or _("nobody: no official holds this post")
	return _("{0} working days late, reported to {1}.").format(report.late, told)


def _remember(reports: list[Report]) -> None:
	"""One statement for all lists that stand the same way."""
	table = frappe.qb.DocType("Application List")
	latest = {report.list.name: report for report in reports}  # the stages of a list come in order
	groups: dict[tuple, list[str]] = {}
	for name, report in latest.items():
		groups.setdefault((_key(report.list), report.stage), []).append(name)
	for (key, stage), names in groups.items():
		(
			frappe.qb.update(table)
			.set(table.escalated_for, key)
			.set(table.escalation_stage, stage)
			.where(table.name.isin(names))
			.run()
		)
