"""Put people who may live anywhere on the list of an employer or a service office: found by number, or registered."""

from collections import Counter

import frappe

from covid_support import clock
from covid_support.actions.add_applications import EDITABLE_STATES, AddApplications, Added
from covid_support.actions.register_people import RegisterPeople
from covid_support.applications.list_filer import holds_outsiders
from covid_support.core import identity
from covid_support.core.names import search_key
from covid_support.core.problem import Problem
from covid_support.messages import forbid, refuse
from covid_support.policies.open_communes import EVERYWHERE, communes_within
from covid_support.registry import identity_numbers

NUMBER_CHECKS = {
	"personal_id": identity.check_personal_id,
	"identity_card": identity.check_identity_card,
	"social_insurance_number": identity.check_social_insurance_number,
	"passport_number": identity.check_passport,
}


class RegisterWorkers(RegisterPeople):
	"""Register people of a list that the user draws up: they may live in any commune of the country."""

	def open_communes(self) -> set[str]:
		"""Every commune that exists today."""
		return communes_within([EVERYWHERE], clock.today())


class AddWorkers:
	"""Add `workers` to a list in preparation; each is {"person": columns of a Beneficiary, "declared": facts}.

	Whoever gives a full number that is registered is the person, wherever they live: knowing the number is the
	proof. The others are registered in their home commune first, with the checks of the registration form.
	Running it twice adds nobody twice.
	"""

	def __init__(self, application_list: str, workers: list[dict]):
		self.list = frappe.get_doc("Application List", application_list)
		self.workers = workers
		self.names = Counter(row["person"].get("full_name") for row in workers)
		self.refused: dict[int, str] = {}

	def run(self) -> Added:
		"""Check, find or register, add; refusals are keyed by the worker's name, and by the row where that is not enough."""
		self.check()
		people = self._found()
		known = set(people) | set(self.refused)
		people.update(self._registered([n for n in range(len(self.workers)) if n not in known]))
		declared = {person: self.workers[n].get("declared") or {} for n, person in people.items()}
		added = Added()
		if declared:
			added = AddApplications(self.list.name, declared, identified=frozenset(declared)).run()
		labels = {person: self._label(position) for position, person in people.items()}
		added.refused = {labels[person]: reason for person, reason in added.refused.items()}
		added.headings = {labels[person]: heading for person, heading in added.headings.items()}
		refused = {self._label(position): reason for position, reason in self.refused.items()}
		added.refused.update(refused)
		added.headings.update(refused)
		return added

	def check(self) -> None:
		"""A list that may hold people from anywhere, in preparation, which the user may write."""
		self.list.check_permission("write")
		if not holds_outsiders(self.list):
			refuse(
				"List {0} holds the residents of its commune. Choose them among the people registered there.",
				self.list.title,
			)
		if self.list.workflow_state not in EDITABLE_STATES:
			forbid(
				"List {0} is already on its way and takes no more people. Ask for it to be returned first.",
				self.list.name,
			)

	def _found(self) -> dict[int, str]:
		"""{position: beneficiary} of the workers one of whose numbers is registered."""
		found: dict[int, str] = {}
		for field in NUMBER_CHECKS:
			numbers = {n: _clean(field, row["person"].get(field)) for n, row in enumerate(self.workers)}
			owners = identity_numbers.owners(field, sorted(set(numbers.values())))
			for position, number in numbers.items():
				if number in owners:
					found.setdefault(position, owners[number])
		return self._once_each(self._of_same_name(found))

	def _of_same_name(self, found: dict[int, str]) -> dict[int, str]:
		"""Refuse a worker whose number belongs to somebody of another name: one of both was mistyped."""
		keys = dict(
			frappe.get_all(
				"Beneficiary",
				filters={"name": ["in", list(found.values()) or [""]]},
				fields=["name", "search_key"],
				as_list=True,
			)
		)
		same = {}
		for position, person in found.items():
			typed = search_key(self.workers[position]["person"].get("full_name") or "")
			if typed and typed != keys[person]:
				self.refused[position] = frappe._(
					"the number is registered for somebody of another name; check the name and the number"
				)
			else:
				same[position] = person
		return same

	def _once_each(self, found: dict[int, str]) -> dict[int, str]:
		"""Refuse a row whose person stands in an earlier row: the two may state different things."""
		rows: dict[str, int] = {}
		for position in sorted(found):
			first = rows.setdefault(found[position], position)
			if first != position:
				self.refused[position] = frappe._(
					"this person already stands in row {0} of the table; keep one of the two rows"
				).format(first + 1)
		return {position: person for person, position in rows.items()}

	def _registered(self, positions: list[int]) -> dict[int, str]:
		"""Register the others; who cannot be registered is refused with the reason."""
		complete = [n for n in positions if self.workers[n]["person"].get("full_name")]
		for position in set(positions) - set(complete):
			self.refused[position] = frappe._(
				"nobody is registered under this number; fill in the name, sex, date of birth and commune"
			)
		if not complete:
			return {}
		outcome = RegisterWorkers([self.workers[n]["person"] for n in complete]).run()
		self.refused.update({complete[place]: reason for place, reason in outcome.refused.items()})
		return {complete[place]: person for place, person in outcome.people.items()}

	def _label(self, position: int) -> str:
		name = self.workers[position]["person"].get("full_name")
		if not name:
			return frappe._("Row {0}").format(position + 1)
		if self.names[name] == 1:
			return name
		return frappe._("Row {0}: {1}").format(position + 1, name)


def _clean(field: str, number: object) -> str:
	"""The number as it is registered; "" for nothing and for what is no such number (registering says why)."""
	try:
		return NUMBER_CHECKS[field](number) if number else ""
	except Problem:
		return ""
