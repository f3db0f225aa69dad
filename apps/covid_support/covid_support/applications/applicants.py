"""Who applies: a person, a household through its representative, or an employer; one shape of row for all.

A row holds name (the key that the caller uses: beneficiary, household or employer), kind, beneficiary, household,
employer, full_name, search_key, birth_date and commune; for people also the columns that facts need.
"""

import frappe

from covid_support.messages import refuse

PERSON_COLUMNS = (
	"name", "full_name", "search_key", "sex", "birth_date", "birth_year", "birth_month", "birth_day",
	"commune", "household", "residence_kind", "life_status", "death_date",
)  # fmt: skip
# kind of applicant -> the column of Support Application that names it
SUBJECTS = {"Person": "beneficiary", "Household": "household", "Employer": "employer"}


def load(kind: str, declared: dict[str, dict]) -> dict[str, dict]:
	"""{key: row} of the registered applicants among the keys of `declared`, in two queries at most.

	A household's `declared` may name its representative as "beneficiary"; otherwise its head represents it. A
	household without either has beneficiary None.
	"""
	return LOADERS[kind](declared)


def people_by_name(names: list[str]) -> dict[str, dict]:
	"""{beneficiary: row}, one query."""
	rows = frappe.get_all("Beneficiary", filters={"name": ["in", names]}, fields=list(PERSON_COLUMNS))
	for row in rows:
		row.update({"kind": "Person", "beneficiary": row.name, "employer": None})
	return {row.name: row for row in rows}


def subject_of(application) -> tuple[str, str]:
	"""(kind, key) of the applicant of a Support Application; refuses one that names nobody."""
	kind = frappe.get_cached_value("Support Policy", application.policy, "applicant_kind") or "Person"
	key = application.get(SUBJECTS[kind])
	if not key:
		refuse(MISSING[kind])
	return kind, key


def columns_of(row: dict) -> dict:
	"""The columns of Support Application that say who applies, from an applicant's `row`."""
	return {
		"applicant_kind": row["kind"],
		"beneficiary": row["beneficiary"],
		"household": row["household"] if row["kind"] == "Household" else None,
		"beneficiary_name": row["full_name"],
		"search_key": row["search_key"],
		"birth_date": row["birth_date"],
	}


def _people(declared: dict[str, dict]) -> dict[str, dict]:
	return people_by_name(list(declared))


def _households(declared: dict[str, dict]) -> dict[str, dict]:
	households = frappe.db.sql(
		"""select household.name, household.commune, household.head_name, household.search_key,
			coalesce(household.head, min(member.name)) as head
		from `tabHousehold` household
		left join `tabBeneficiary` member on member.household = household.name and member.household_role = 'Head'
			and member.life_status = 'Alive'
		where household.name in %(names)s
		group by household.name, household.commune, household.head_name, household.search_key, household.head""",
		{"names": list(declared) or [""]},
		as_dict=True,
	)
	heads = {row.name: declared[row.name].get("beneficiary") or row.head for row in households}
	people = people_by_name([head for head in heads.values() if head])
	return {row.name: _household(row, people.get(heads[row.name])) for row in households}


def _household(row: dict, representative: dict | None) -> dict:
	person = representative or dict.fromkeys(PERSON_COLUMNS)
	return frappe._dict(
		person,
		name=row.name,
		kind="Household",
		beneficiary=person["name"],
		household=row.name,
		employer=None,
		full_name=person["full_name"] or row.head_name,
		search_key=person["search_key"] or row.search_key,
		commune=row.commune,
		member_of=person["household"],
	)


def _employers(declared: dict[str, dict]) -> dict[str, dict]:
	rows = frappe.get_all(
		"Employer",
		filters={"name": ["in", list(declared) or [""]]},
		fields=["name", "employer_name", "search_key", "commune"],
	)
	return {
		row.name: frappe._dict(
			name=row.name,
			kind="Employer",
			beneficiary=None,
			household=None,
			employer=row.name,
			full_name=row.employer_name,
			search_key=row.search_key,
			birth_date=None,
			commune=row.commune,
		)
		for row in rows
	}


LOADERS = {"Person": _people, "Household": _households, "Employer": _employers}
MISSING = {
	"Person": "Choose the person who applies.",
	"Household": "Choose the household that applies; this policy supports households.",
	"Employer": "Choose the employer that applies; this policy supports employers.",
}
