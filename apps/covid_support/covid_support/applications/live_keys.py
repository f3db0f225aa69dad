"""One live application for each applicant, policy and period (I1): what the generated keys in database.py hold."""

import frappe

from covid_support.applications.applicants import SUBJECTS
from covid_support.applications.periods import ONCE

DEAD = ("Rejected", "Withdrawn")


def unique_period(policy: str, period: str) -> str | None:
	"""What stands for the period in the live key when a policy is for once, whatever the period; else None."""
	row = frappe.get_cached_doc("Support Policy", policy)
	return ONCE if row.once_only and row.period_kind != "Once" and period else None


def already_applied(kind: str, policy: str, period: str, rows: dict[str, dict]) -> set[str]:
	"""Keys of those applicants (`rows` of applicants.load) with a live application for policy and period.

	A household counts through its representative too: nobody applies once alone and once for the household.
	"""
	taken = {column: _taken(column, policy, period, rows) for column in {SUBJECTS[kind], "beneficiary"}}
	return {
		key
		for key, row in rows.items()
		if row[SUBJECTS[kind]] in taken[SUBJECTS[kind]] or row["beneficiary"] in taken["beneficiary"]
	}


def applied_again(application) -> bool:
	"""Whether another live application of the same applicant, policy and period stands beside `application`."""
	columns = {SUBJECTS[application.applicant_kind or "Person"], "beneficiary"}
	return any(_others(application, column) for column in columns)


def _others(application, column: str) -> bool:
	if not application.get(column):
		return False
	filters = {column: application.get(column), **_same(application.policy, application.period)}
	return bool(frappe.db.exists("Support Application", {**filters, "name": ["!=", application.name or ""]}))


def _taken(column: str, policy: str, period: str, rows: dict[str, dict]) -> set[str]:
	names = [row[column] for row in rows.values() if row[column]]
	if not names:
		return set()
	filters = {column: ["in", names], **_same(policy, period)}
	return set(frappe.get_all("Support Application", filters=filters, pluck=column))


def _same(policy: str, period: str) -> dict:
	filters = {"policy": policy, "status": ["not in", DEAD]}
	return filters if unique_period(policy, period) else {**filters, "period": period}
