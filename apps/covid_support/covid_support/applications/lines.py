"""Writing application rows in sets: the one way a list gets its lines."""

import frappe

from covid_support.applications.applicants import columns_of
from covid_support.applications.declared import STANDING
from covid_support.applications.judging import Judged
from covid_support.applications.list_filer import commune_of_line
from covid_support.applications.live_keys import unique_period
from covid_support.bulk.insert import chunks, insert_found, insert_rows
from covid_support.core.record_name import record_names
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.merged_people import refuse_merged
from covid_support.rules.facts import NUMERIC_KINDS, Fact

DECLARED_COLUMNS = (*STANDING, "note")
NUMBERS = {"monthly_income", "months", "days", "children_under_6", "pregnant"}
NO_ANSWER = {column: 0 if column in NUMBERS else None for column in DECLARED_COLUMNS}
WHO_COLUMNS = ("applicant_kind", "beneficiary", "household", "beneficiary_name", "search_key", "birth_date")
LINE_COLUMNS = (
	"name", *WHO_COLUMNS, "employer", "commune", "proposed_amount", "already_granted", "entitlement", *DECLARED_COLUMNS,
)  # fmt: skip
# applicants who state nothing, as the register knows them: {column: SQL}, and the tables joined to the given names
_PERSON = {
	"applicant_kind": "'Person'",
	"beneficiary": "person.name",
	"household": "null",
	"beneficiary_name": "person.full_name",
	"search_key": "person.search_key",
	"birth_date": "person.birth_date",
	"commune": "person.commune",
}
_HOUSEHOLD = _PERSON | {
	"applicant_kind": "'Household'",
	"household": "household.name",
	"beneficiary_name": "coalesce(nullif(person.full_name, ''), household.head_name)",
	"search_key": "coalesce(nullif(person.search_key, ''), household.search_key)",
	"commune": "household.commune",
}
_REPRESENTATIVE = (
	"join `tabBeneficiary` person on person.name = given.representative collate utf8mb4_unicode_ci"
)
REGISTERED = {
	"Person": (_PERSON, _REPRESENTATIVE),
	"Household": (
		_HOUSEHOLD,
		f"""{_REPRESENTATIVE}
		join `tabHousehold` household on household.name = given.applicant collate utf8mb4_unicode_ci""",
	),
}
LINES_AT_ONCE = 2_000


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
	rows = (
		(*_row(name, application_list, row, places[row["commune"]], judged[key], declared.get(key, {})),
		*_own_answers(own, declared.get(key, {})))
		for name, (key, row) in zip(names, applicants.items(), strict=True)
	)  # fmt: skip
	same = _same(application_list)
	insert_rows("Support Application", [*LINE_COLUMNS, *(fact.key for fact in own)], rows, same=same)
	return [
		(name, row["beneficiary"], places[row["commune"]])
		for name, row in zip(names, applicants.values(), strict=True)
	]


def insert_registered(application_list, pairs: list[tuple[str, str]], outcome: Judged) -> list[tuple]:
	"""Write one listed application for each of `pairs` (applicant, its representative), all residents of the list's
	unit who state nothing and are judged alike, taking the rest from the register.

	Returns (application, beneficiary, commune) rows; the list is one commune's. Stays in the caller's transaction.
	"""
	refuse_merged([representative for _applicant, representative in pairs])
	kind = snapshot_of(application_list.policy_version).applicant_kind
	who, source = REGISTERED[kind]
	own = own_fields(application_list.policy_version)
	columns = _same(application_list) | NO_ANSWER
	columns |= {"proposed_amount": outcome.amount, "already_granted": 0, "entitlement": outcome.entitlement}
	columns |= dict(zip((fact.key for fact in own), _own_answers(own, {}), strict=True))
	rows = [(name, *pair) for name, pair in zip(record_names(len(pairs)), pairs, strict=True)]
	for part in chunks(rows, LINES_AT_ONCE):
		written = insert_found(
			"Support Application",
			{"name": "given.name", **who, **{column: f"%({column})s" for column in columns}},
			("name", "applicant", "representative"),
			part,
			source,
			columns,
		)
		if written != len(part):
			raise frappe.QueryDeadlockError("somebody was taken out of the register at this moment")
	unit = application_list.administrative_unit
	return [(name, representative, unit) for name, _applicant, representative in rows]


def _same(application_list) -> dict:
	"""The columns that are the same for all lines that come on a list."""
	return {
		"policy": application_list.policy,
		"period": application_list.period,
		"unique_period": unique_period(application_list.policy, application_list.period),
		"application_date": application_list.list_date,
		"status": "Listed",
		"application_list": application_list.name,
		"eligible": 1,
		"approved_amount": 0,
		"paid_amount": 0,
		"policy_version": application_list.policy_version,
	}


def _row(name: str, application_list, applicant: dict, commune: str, judged: Judged, declared: dict) -> tuple:
	who = columns_of(applicant)
	return (
		name,
		*(who[column] for column in WHO_COLUMNS),
		applicant["employer"] or application_list.employer,
		commune,
		judged.amount,
		judged.already_granted,
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


def set_status(application_list: str, old: tuple[str, ...], new: str, reason: str | None = None) -> int:
	"""Move every line of the list from a status in `old` to `new` in one statement; returns how many.

	Approved lines get the amount that was proposed; `reason` goes with a refusal.
	"""
	values = {"status": new, "modified": frappe.utils.now(), "modified_by": frappe.session.user}
	if reason:
		values["reason"] = reason
	pairs = [f"`{column}` = %({column})s" for column in values]
	if new == "Approved":
		pairs.append("approved_amount = proposed_amount")
	frappe.db.sql(
		f"""update `tabSupport Application` set {", ".join(pairs)}
		where application_list = %(application_list)s and status in %(old)s""",
		{**values, "application_list": application_list, "old": old},
	)
	return frappe.db._cursor.rowcount


def live_lines(application_list: str) -> list[str]:
	"""Names of the list's applications that are neither taken out nor withdrawn."""
	return frappe.get_all(
		"Support Application",
		filters={"application_list": application_list, "status": ["not in", ["Rejected", "Withdrawn"]]},
		pluck="name",
	)
