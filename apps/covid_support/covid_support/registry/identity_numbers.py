"""One number, one person: looking a number up and refusing a second owner."""

import frappe

from covid_support.core.identity import mask
from covid_support.messages import refuse
from covid_support.policies.area import unit_in_area
from covid_support.registry.person_record import NUMBER_FIELDS

LABELS = {
	"personal_id": "Personal ID (CCCD)",
	"identity_card": "Identity Card (CMND)",
	"social_insurance_number": "Social Insurance Number",
	"passport_number": "Passport Number",
}


def owners(field: str, numbers: list[str]) -> dict[str, str]:
	"""{number: beneficiary} of those `numbers` of kind `field` that are registered already."""
	numbers = [number for number in numbers if number]
	if not numbers:
		return {}
	person = frappe.qb.DocType("Beneficiary")
	return dict(
		frappe.qb.from_(person).select(person[field], person.name).where(person[field].isin(numbers)).run()
	)


def refuse_taken(person) -> None:
	"""Refuse a beneficiary one of whose numbers belongs to somebody else.

	The other person's name is told only to an official of that person's area (I7).
	"""
	for field in NUMBER_FIELDS:
		number = person.get(field)
		owner = owners(field, [number]).get(number)
		if owner and owner != person.name:
			_refuse(field, number, owner)


def _refuse(field: str, number: str, owner: str) -> None:
	name, commune = frappe.db.get_value("Beneficiary", owner, ["full_name", "commune"])
	label = frappe._(LABELS[field])
	if unit_in_area(commune):
		refuse(
			"{0} {1} already belongs to {2}. Open that person instead of registering again, or correct the number.",
			label,
			mask(number),
			name,
		)
	refuse(
		"{0} {1} is already registered in another area. Check the number, then ask the district office to compare both files.",
		label,
		mask(number),
	)
