"""The commune's officer registers people and puts them on lists."""

from datetime import date

import frappe

from covid_support import api, clock
from covid_support.actions.register_people import RegisterHouseholds, RegisterPeople
from covid_support.scenarios.population import HOUSEHOLD_SIZE, Group


def register_group(group: Group, homes: list[dict], poverty_year: int) -> list[str]:
	"""Register the group's people, in `homes` when there are any; returns the beneficiaries in order.

	Raises frappe.ValidationError when anybody is refused: made-up people never should be.
	"""
	if homes:
		reference = f"Quyết định phê duyệt kết quả rà soát năm {poverty_year}"
		households = RegisterHouseholds(homes, poverty_year, reference).run()
		for position, row in enumerate(group.rows):
			row["household"] = households[position // HOUSEHOLD_SIZE]
			row["household_role"] = "Member" if position % HOUSEHOLD_SIZE else "Head"
	registered = RegisterPeople(group.rows).run()
	if registered.refused:
		frappe.throw(f"{group.policy}: {registered.refused}")
	return [registered.people[position] for position in range(len(group.rows))]


def make_list(unit: str, policy: str, day: date, people: dict[str, dict], **columns) -> str:
	"""Draw up a list of `people` ({beneficiary: what the application states}) on `day`; returns its name."""
	with clock.living_on(day):
		values = {"administrative_unit": unit, "policy": policy, "list_date": day, **columns}
		application_list = frappe.get_doc({"doctype": "Application List", **values}).insert()
		added = api.add_people(application_list.name, people)
	if added["refused"]:
		frappe.throw(f"{policy}: {added['refused'][:3]}")
	return application_list.name
