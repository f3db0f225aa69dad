"""What is known about applicants, as the facts that criteria ask for (rules/facts.py names them).

Works on many people at once: three queries for a whole list, whatever its length.
"""

from collections import defaultdict
from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.core.partial_date import PartialDate

# QĐ 59/2015/QĐ-TTg Điều 1: near-poor line for 2016-2021, VND a person a month
NEAR_POOR_LINE = {"Rural": 1_000_000, "Urban": 1_300_000}
DECLARED = (
	"job_family",
	"monthly_income",
	"stopped_from",
	"stopped_to",
	"months",
	"days",
	"children_under_6",
)
PERSON_COLUMNS = (
	"name", "full_name", "search_key", "sex", "birth_date", "birth_year", "birth_month", "birth_day",
	"commune", "household", "residence_kind", "life_status", "death_date",
)  # fmt: skip


def people_by_name(names: list[str]) -> dict[str, dict]:
	"""{beneficiary: columns that facts need}, one query."""
	rows = frappe.get_all("Beneficiary", filters={"name": ["in", names]}, fields=list(PERSON_COLUMNS))
	return {row.name: row for row in rows}


def facts_of(people: dict[str, dict], declared: dict[str, dict], reference_date: date) -> dict[str, dict]:
	"""{beneficiary: facts} for `people`; `declared` holds what each application states."""
	categories = _categories(list(people), reference_date)
	poverty = _poverty({p.household for p in people.values() if p.household}, reference_date.year)
	settlement = _settlements({p.commune for p in people.values()})
	return {
		name: {
			**_person_facts(person, reference_date, settlement),
			"categories": categories.get(name, frozenset()),
			"household_poverty": poverty.get(person.household),
			**declared_facts(declared.get(name, {})),
		}
		for name, person in people.items()
	}


def declared_facts(application: dict) -> dict:
	"""The facts stated on an application; what was left empty stays unknown.

	No income and no children are answers (0); no months or days of lost work are not.
	"""
	facts = {field: application.get(field) or None for field in DECLARED}
	facts["children_under_6"] = int(application.get("children_under_6") or 0)
	facts["monthly_income"] = application.get("monthly_income")
	for field in ("stopped_from", "stopped_to"):
		facts[field] = getdate(facts[field]) if facts[field] else None
	if facts["monthly_income"] is not None:
		facts["monthly_income"] = int(facts["monthly_income"])
	contract = application.get("has_labour_contract")
	facts["has_labour_contract"] = {"Yes": True, "No": False}.get(contract)
	facts["pregnant"] = bool(application.get("pregnant"))
	return facts


def _person_facts(person: dict, day: date, settlement: dict[str, str]) -> dict:
	born = PartialDate(person.birth_year, person.birth_month or None, person.birth_day or None)
	kind = settlement.get(person.commune) or "Rural"
	alive = person.life_status != "Dead" or (person.death_date and getdate(person.death_date) > day)
	return {
		"age": _age(born, day),
		"sex": person.sex or None,
		"life_status": "Alive" if alive and person.life_status == "Dead" else person.life_status,
		"permanent_or_temporary_resident": person.residence_kind,
		"resident_commune_kind": kind,
		"near_poor_line": NEAR_POOR_LINE[kind],
	}


def _age(born: PartialDate, day: date) -> int | None:
	"""The age that is certain on `day`; None for somebody not born by then."""
	return born.age_on(day)[0] if born.earliest <= day else None


def _categories(names: list[str], day: date) -> dict[str, frozenset]:
	rows = frappe.get_all(
		"Beneficiary Category Period",
		filters={"parent": ["in", names], "parenttype": "Beneficiary", "from_date": ["<=", day]},
		fields=["parent", "category", "to_date"],
	)
	held = defaultdict(set)
	for row in rows:
		if not row.to_date or row.to_date >= day:
			held[row.parent].add(row.category)
	return {name: frozenset(codes) for name, codes in held.items()}


def _poverty(households: set[str], year: int) -> dict[str, str]:
	if not households:
		return {}
	rows = frappe.get_all(
		"Household Poverty Status",
		filters={"parent": ["in", list(households)], "parenttype": "Household", "year": year},
		fields=["parent", "status"],
	)
	return {row.parent: row.status for row in rows}


def _settlements(communes: set[str]) -> dict[str, str]:
	rows = frappe.get_all(
		"Administrative Unit",
		filters={"name": ["in", list(communes)]},
		fields=["name", "settlement", "unit_type"],
	)
	urban = ("Phường", "Thị trấn")
	return {row.name: row.settlement or ("Urban" if row.unit_type in urban else "Rural") for row in rows}
