"""Writing application rows in sets: the one way a list gets its lines."""

import frappe

from covid_support.applications.judging import Judged
from covid_support.bulk.insert import insert_rows
from covid_support.core.record_name import record_names

DECLARED_COLUMNS = (
	"job_family", "has_labour_contract", "monthly_income", "stopped_from", "stopped_to", "months", "days",
	"children_under_6", "pregnant", "note",
)  # fmt: skip
NUMBERS = {"monthly_income", "months", "days", "children_under_6", "pregnant"}
COLUMNS = [
	"name", "policy", "beneficiary", "beneficiary_name", "search_key", "birth_date", "commune", "period",
	"application_date", "status", "application_list", "eligible", "proposed_amount", "approved_amount",
	"paid_amount", "policy_version", "entitlement", *DECLARED_COLUMNS,
]  # fmt: skip


def insert_lines(
	application_list, people: dict[str, dict], judged: dict[str, Judged], declared: dict
) -> list[tuple]:
	"""Write one listed application for each person of `people` into `application_list` (a document).

	Returns (application, beneficiary, commune) rows. Stays in the caller's transaction.
	"""
	names = record_names(len(people))
	rows = [
		_row(name, application_list, person, judged[person["name"]], declared.get(person["name"], {}))
		for name, person in zip(names, people.values(), strict=True)
	]
	insert_rows("Support Application", COLUMNS, rows)
	return [
		(name, person["name"], person["commune"]) for name, person in zip(names, people.values(), strict=True)
	]


def _row(name: str, application_list, person: dict, judged: Judged, declared: dict) -> tuple:
	return (
		name,
		application_list.policy,
		person["name"],
		person["full_name"],
		person["search_key"],
		person["birth_date"],
		person["commune"],
		application_list.period,
		application_list.list_date,
		"Listed",
		application_list.name,
		1,
		judged.amount,
		0,
		0,
		application_list.policy_version,
		judged.entitlement,
		*(declared.get(column) or (0 if column in NUMBERS else None) for column in DECLARED_COLUMNS),
	)


def set_status(application_list: str, old: tuple[str, ...], new: str, **columns) -> int:
	"""Move every line of the list from a status in `old` to `new` in one statement; returns how many."""
	application = frappe.qb.DocType("Support Application")
	query = (
		frappe.qb.update(application)
		.set(application.status, new)
		.set(application.modified, frappe.utils.now())
		.set(application.modified_by, frappe.session.user)
		.where(application.application_list == application_list)
		.where(application.status.isin(old))
	)
	for column, value in columns.items():
		query = query.set(application[column], value)
	query.run()
	return frappe.db._cursor.rowcount


def live_lines(application_list: str) -> list[str]:
	"""Names of the list's applications that are neither taken out nor withdrawn."""
	return frappe.get_all(
		"Support Application",
		filters={"application_list": application_list, "status": ["not in", ["Rejected", "Withdrawn"]]},
		pluck="name",
	)
