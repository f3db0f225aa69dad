"""People whom the officer may choose for a list."""

import frappe

from covid_support.core.names import search_key

PAGE_LENGTH = 50


def candidates(application_list, search: str = "", start: int = 0) -> dict:
	"""{"total", "rows", "page_length"}: living people of the list's commune without an application yet.

	`application_list` is a document that the caller may write. `search` is part of a name, with or without
	diacritics, or the last digits of an identity number.
	"""
	values = {
		"commune": application_list.administrative_unit,
		"policy": application_list.policy,
		"period": application_list.period,
		"key": f"%{search_key(search)}%",
		"digits": f"%{search.strip()}",
		"start": int(start),
		"length": PAGE_LENGTH,
	}
	total = frappe.db.sql(f"select count(*) {_FROM}", values)[0][0]
	rows = frappe.db.sql(
		f"""select person.name, person.full_name, person.sex, person.birth_date, person.identity_masked, person.hamlet,
			(select group_concat(distinct category.category_name order by category.category_name separator ', ')
			from `tabBeneficiary Category Period` held
			join `tabBeneficiary Category` category on category.name = held.category
			where held.parent = person.name and held.parenttype = 'Beneficiary') as categories
		{_FROM} order by person.search_key, person.name limit %(start)s, %(length)s""",
		values,
		as_dict=True,
	)
	return {"total": total, "rows": rows, "page_length": PAGE_LENGTH}


_FROM = """from `tabBeneficiary` person
	left join `tabSupport Application` application on application.beneficiary = person.name
		and application.policy = %(policy)s and application.period = %(period)s
		and application.status not in ('Rejected', 'Withdrawn')
	where person.commune = %(commune)s and person.life_status = 'Alive' and application.name is null
		and (person.search_key like %(key)s or person.identity_masked like %(digits)s)"""
