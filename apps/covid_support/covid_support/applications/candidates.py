"""Applicants whom the officer may choose for a list: people, households or employers, whichever the policy supports."""

import frappe

from covid_support.applications.list_filer import holds_outsiders
from covid_support.applications.live_keys import unique_period
from covid_support.core.names import search_key
from covid_support.policies.area import area_sql
from covid_support.registry.units import unit_place

PAGE_LENGTH = 50

_CATEGORIES = """(select group_concat(distinct category.category_name order by category.category_name separator ', ')
	from `tabBeneficiary Category Period` held
	join `tabBeneficiary Category` category on category.name = held.category
	where held.parent = applicant.name and held.parenttype = 'Beneficiary')"""
# kind -> (table, column of Support Application, condition, columns of the page, columns that a search looks at)
KINDS = {
	"Person": (
		"Beneficiary",
		"beneficiary",
		"applicant.life_status = 'Alive'",
		f"applicant.full_name, applicant.sex, applicant.birth_date, applicant.identity_masked, applicant.hamlet, {_CATEGORIES} as categories",
		"applicant.identity_masked like %(digits)s",
	),
	"Household": (
		"Household",
		"household",
		"1=1",
		"applicant.head_name as full_name, applicant.household_code as identity_masked, applicant.hamlet",
		"applicant.household_code like %(digits)s",
	),
	"Employer": (
		"Employer",
		"employer",
		"1=1",
		"applicant.employer_name as full_name, applicant.tax_code as identity_masked, applicant.address as hamlet",
		"applicant.tax_code like %(digits)s",
	),
}


def candidates(application_list, search: str = "", start: int = 0) -> dict:
	"""{"total", "rows", "page_length"}: applicants of the list's unit without an application yet.

	`application_list` is a document that the caller may write. `search` is part of a name, with or without
	diacritics, or the last digits of a number. For a list of workers: people of the user's own area.
	"""
	source, values = _source(application_list)
	found = KINDS[_kind(application_list)]
	source += f" and (applicant.search_key like %(key)s or {found[4]})"
	values.update({"key": f"%{search_key(search)}%", "digits": f"%{search.strip()}"})
	total = frappe.db.sql(f"select count(*) {source}", values)[0][0]
	columns = found[3]
	rows = frappe.db.sql(
		f"""select applicant.name, {columns} {source}
		order by applicant.search_key, applicant.name limit %(start)s, %(length)s""",
		{**values, "start": int(start), "length": PAGE_LENGTH},
		as_dict=True,
	)
	return {"total": total, "rows": rows, "page_length": PAGE_LENGTH}


def without_application(application_list) -> list[str]:
	"""All applicants of the list's unit without a live application for its policy and period."""
	source, values = _source(application_list)
	return [row[0] for row in frappe.db.sql(f"select applicant.name {source}", values)]


def _kind(application_list) -> str:
	return frappe.get_cached_value("Support Policy", application_list.policy, "applicant_kind") or "Person"


def _source(application_list) -> tuple[str, dict]:
	"""FROM and WHERE of the applicants that may be chosen, and their values."""
	table, column, condition, _columns, _search = KINDS[_kind(application_list)]
	once = unique_period(application_list.policy, application_list.period)
	period = "" if once else "and application.period = %(period)s"
	values = {"policy": application_list.policy, "period": application_list.period}
	if holds_outsiders(application_list):
		place = area_sql("applicant.commune") or "1=1"
	else:
		values["lft"], values["rgt"] = unit_place(application_list.administrative_unit)
		place = "applicant.commune in (select name from `tabAdministrative Unit` where lft between %(lft)s and %(rgt)s)"
	source = f"""from `tab{table}` applicant
		left join `tabSupport Application` application on application.{column} = applicant.name
			and application.policy = %(policy)s {period} and application.status not in ('Rejected', 'Withdrawn')
		where {place} and {condition} and application.name is null"""
	return source, values
