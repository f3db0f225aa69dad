"""What is known about applicants, as the facts that criteria ask for (rules/facts.py names them).

Works on many people at once: three queries for a whole list, whatever its length.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import getdate

from covid_support.applications.declared import STANDING, stated
from covid_support.applications.group_facts import NO_EMPLOYER, employers_facts, members_of
from covid_support.core.partial_date import PartialDate
from covid_support.registry.units import unit_paths
from covid_support.rules.facts import Fact

# QĐ 59/2015/QĐ-TTg Điều 1: near-poor line for 2016-2021, VND a person a month
NEAR_POOR_LINE = {"Rural": 1_000_000, "Urban": 1_300_000}
# units that count as urban where the register does not say
URBAN_TYPES = ("Phường", "Thị trấn")
DECLARED = (
	"job_family",
	"monthly_income",
	"stopped_from",
	"stopped_to",
	"months",
	"days",
	"children_under_6",
)


def facts_of(
	people: dict[str, dict], declared: dict[str, dict], reference_date: date, own: Iterable[Fact] = ()
) -> dict[str, dict]:
	"""{key: facts} for applicants as `applicants.load` gives them; `declared` holds what each application states.

	A household's poverty and members are those of the household; who works for an employer (declared as
	"employer") or is one has the employer's facts, unless the application states others. `own` are the
	fields of the policy's own form.
	"""
	categories = _categories([p.beneficiary for p in people.values() if p.beneficiary], reference_date)
	households = {p.household for p in people.values() if p.household}
	poverty, members = _poverty(households, reference_date.year), members_of(households)
	communes = {p.commune for p in people.values()}
	settlement, paths = _settlements(communes), unit_paths(communes)
	employers = {key: declared.get(key, {}).get("employer") or p.employer for key, p in people.items()}
	of_employers = employers_facts(set(filter(None, employers.values())))
	facts = {}
	for key, person in people.items():
		known = {
			**(_person_facts(person, reference_date, settlement, paths) if person.beneficiary else {}),
			"categories": categories.get(person.beneficiary, frozenset()),
			"household_poverty": poverty.get(person.household),
			"household_members": members.get(person.household),
			**of_employers.get(employers[key], NO_EMPLOYER),
		}
		told = declared_facts(declared.get(key, {}), own)
		facts[key] = known | {
			fact: value for fact, value in told.items() if value is not None or fact not in known
		}
	return facts


def declared_facts(application: dict, own: Iterable[Fact] = ()) -> dict:
	"""The facts stated on an application; what was left empty stays unknown.

	No income and no children are answers (0); no months or days of lost work are not. `own` are the fields of
	the policy's own form.
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
	facts.update(
		{fact.key: stated(fact, application.get(fact.key)) for fact in own if fact.key not in STANDING}
	)
	return facts


def _person_facts(person: dict, day: date, settlement: dict[str, str], paths: dict[str, str]) -> dict:
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
		"unit_path": paths.get(person.commune),
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
	return {
		row.name: row.settlement or ("Urban" if row.unit_type in URBAN_TYPES else "Rural") for row in rows
	}
