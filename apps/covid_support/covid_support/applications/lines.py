"""Writing application rows in sets: the one way a list gets its lines."""

import frappe

from covid_support.applications.applicants import columns_of
from covid_support.applications.declared import STANDING
from covid_support.applications.judging import Judged
from covid_support.applications.list_filer import commune_of_line
from covid_support.applications.live_keys import unique_period
from covid_support.bulk.insert import insert_rows
from covid_support.core.record_name import record_names
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.merged_people import refuse_merged
from covid_support.rules.facts import NUMERIC_KINDS, Fact

DECLARED_COLUMNS = (*STANDING, "note")
NUMBERS = {"monthly_income", "months", "days", "children_under_6", "pregnant"}
NO_ANSWER = {column: 0 if column in NUMBERS else None for column in DECLARED_COLUMNS}
WHO_COLUMNS = ("applicant_kind", "beneficiary", "household", "beneficiary_name", "search_key", "birth_date")
COLUMNS = [
	"name", "policy", *WHO_COLUMNS, "employer", "commune", "period", "unique_period",
	"application_date", "status", "application_list", "eligible", "proposed_amount", "already_granted", "approved_amount",
	"paid_amount", "policy_version", "entitlement", *DECLARED_COLUMNS,
]  # fmt: skip


def insert_lines(
	application_list, applicants: dict[str, dict], judged: dict[str, Judged], declared: dict
) -> list[tuple]:
	"""Write one listed application for each of `applicants` into `application_list` (a document).

	Returns (application, beneficiary, commune) rows. Stays in the caller's transaction.
	"""
	refuse_merged([row["beneficiary"] for row in applicants.values()])
	names = record_names(len(applicants))
	communes = {row["commune"] for row in applicants.values()}
	places = {commune: commune_of_line(application_list, commune) for commune in communes}
	own = own_fields(application_list.policy_version)
	once = unique_period(application_list.policy, application_list.period)
	rows = (
		(*_row(name, application_list, once, row, places[row["commune"]], judged[key], declared.get(key, {})),
		*_own_answers(own, declared.get(key, {})))
		for name, (key, row) in zip(names, applicants.items(), strict=True)
	)  # fmt: skip
	insert_rows("Support Application", [*COLUMNS, *(fact.key for fact in own)], rows)
	return [
		(name, row["beneficiary"], places[row["commune"]])
		for name, row in zip(names, applicants.values(), strict=True)
	]


def _row(
	name: str,
	application_list,
	once: str | None,
	applicant: dict,
	commune: str,
	judged: Judged,
	declared: dict,
) -> tuple:
	who = columns_of(applicant)
	return (
		name,
		application_list.policy,
		*(who[column] for column in WHO_COLUMNS),
		applicant["employer"] or application_list.employer,
		commune,
		application_list.period,
		once,
		application_list.list_date,
		"Listed",
		application_list.name,
		1,
		judged.amount,
		judged.already_granted,
		0,
		0,
		application_list.policy_version,
		judged.entitlement,
		*(declared.get(column) or NO_ANSWER[column] for column in DECLARED_COLUMNS),
	)


def own_fields(version: str) -> list[Fact]:
	"""The fields of the form of a frozen policy that have columns of their own, beside DECLARED_COLUMNS."""
	return [fact for fact in snapshot_of(version).extra_facts if fact.key not in STANDING]


def declared_by(application) -> dict:
	"""What a Support Application (a document with its policy_version) states, by column."""
	columns = (*DECLARED_COLUMNS, *(fact.key for fact in own_fields(application.policy_version)))
	return {column: application.get(column) for column in columns}


def _own_answers(own: list[Fact], declared: dict) -> tuple:
	return tuple(declared.get(fact.key) or (0 if fact.kind in NUMERIC_KINDS else None) for fact in own)


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
