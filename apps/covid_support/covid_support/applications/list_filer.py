"""Who draws a list up: the commune, an employer or institution for its workers, or a service office.

A commune's list holds its own residents. The others hold people who may live anywhere: such a list, and the
lines of people from outside, belong to the unit of the list, whose officers handle it; the officers of a
person's home see the line only when the home lies in that unit (I7).
"""

import frappe

from covid_support.messages import forbid, label_of, refuse
from covid_support.policies.area import unit_in_area
from covid_support.registry import units

EMPLOYERS_LISTS = ("Employer", "Institution")


def holds_outsiders(application_list) -> bool:
	"""Whether people who live outside the list's unit may stand on it."""
	return bool(application_list.employer or application_list.filing_office)


def commune_of_line(application_list, commune: str) -> str:
	"""The unit that a line of somebody who lives in `commune` belongs to."""
	unit = application_list.administrative_unit
	return commune if units.lies_in(commune, unit) else unit


def prepare(application_list, policy) -> str:
	"""Check who draws the new list up and fill its unit in; returns whose list it is, for the title."""
	if policy.filed_by == "Service Office":
		return _of_office(application_list)
	if application_list.filing_office:
		refuse(
			"The policy {0} is not filed by a service office. Leave the filing office empty.",
			policy.short_title,
		)
	if policy.filed_by in EMPLOYERS_LISTS and policy.applicant_kind == "Person":
		return _of_employer(application_list, policy)
	if application_list.employer:
		refuse(
			"The policy {0} is not filed by employers for their workers. Leave the employer empty.",
			policy.short_title,
		)
	if policy.filed_by == "Commune":
		units.require_level(
			application_list.administrative_unit, "Commune", label_of(application_list, "administrative_unit")
		)
	return units.unit_title(application_list.administrative_unit)


def _of_employer(application_list, policy) -> str:
	if not application_list.employer:
		refuse(
			"Choose the employer whose workers the list holds: {0} is filed by employers.", policy.short_title
		)
	name, commune = frappe.db.get_value(
		"Employer", application_list.employer, ["employer_name", "commune"]
	) or (None, None)
	if not name:
		refuse("There is no employer {0}. Choose one from the list.", application_list.employer)
	application_list.administrative_unit = application_list.administrative_unit or commune
	_require_area(application_list)
	return name


def _of_office(application_list) -> str:
	if application_list.employer:
		refuse("A list of a service office names no employer. Leave the employer empty.")
	if not application_list.filing_office:
		refuse("Choose the office that draws the list up.")
	name, unit = frappe.db.get_value(
		"Office", application_list.filing_office, ["office_name", "administrative_unit"]
	)
	application_list.administrative_unit = application_list.administrative_unit or unit
	_require_area(application_list)
	return name


def _require_area(application_list) -> None:
	"""The unit was filled in after the framework had asked whether it lies in the user's area."""
	if not unit_in_area(application_list.administrative_unit):
		forbid("{0} is outside your area.", units.unit_title(application_list.administrative_unit))
