"""Lists filled in for every commune of a unit: all who fit a policy become applications, list by list.

A commune does it for itself; an office above does it for its communes, which then check, submit and sign as ever.
"""

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.fill_list import FillList
from covid_support.applications.judging import require_open_policy
from covid_support.applications.periods import checked_period
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import forbid, refuse
from covid_support.policies.area import unit_in_area
from covid_support.policies.list_steps import may_fill_lists
from covid_support.registry.units import unit_place, unit_title

DOCTYPE = "Application List"


class GenerateApplications(Operation):
	"""Put everybody who fits a policy on lists, one list for each commune.

	Parameters: `policy`, `administrative_unit` (a commune or a unit above), `period` where the policy has one,
	`list_date` (today when missing). Whoever has a live application is passed over, so that a second run adds
	only who has come to the register since.
	"""

	title = "Fill in lists: {0} – {1}"

	def check(self, parameters: dict) -> None:
		"""The policy is open and for residents of communes, the unit the starter's own."""
		if not may_fill_lists():
			forbid("Lists are filled in by the officers of the commune, district or department.")
		if not frappe.db.exists("Support Policy", parameters.get("policy") or ""):
			refuse("Choose the policy for which lists are to be filled in.")
		unit, policy = parameters.get("administrative_unit"), self._policy(parameters)
		if not unit or not unit_in_area(unit):
			forbid("Choose a unit of your area, whose communes' lists are to be filled in.")
		if policy.filed_by != "Commune" or policy.applicant_kind not in ("Person", "Household"):
			refuse(
				"The lists of {0} are not drawn up by communes from the register. Fill them in one by one.",
				policy.short_title,
			)
		require_open_policy(policy.name, self._day(parameters))
		checked_period(policy.period_kind, parameters.get("period"))

	def plan(self, parameters: dict) -> list[tuple[str, int]]:
		"""One chunk for each commune with people; its rows are the people registered there."""
		lft, rgt = unit_place(parameters["administrative_unit"])
		rows = frappe.db.sql(
			"""select unit.name, count(*) from `tabAdministrative Unit` unit
			join `tabBeneficiary` person on person.commune = unit.name
			where unit.lft between %(lft)s and %(rgt)s and unit.level = 'Commune'
				and unit.valid_from <= %(day)s and (unit.valid_to is null or unit.valid_to >= %(day)s)
			group by unit.name order by unit.lft""",
			{"lft": lft, "rgt": rgt, "day": self._day(parameters)},
		)
		if not rows:
			refuse("Nobody is registered in {0}.", unit_title(parameters["administrative_unit"]))
		return list(rows)

	def run_chunk(self, key: str, parameters: dict) -> Outcome:
		"""Fill one commune's list in; a commune in which nobody is left to add gets none."""
		frappe.db.savepoint("fill_list")
		name = self._standing_list(key, parameters) or self._new_list(key, parameters)
		added = FillList(name).run()
		if not added.people:
			frappe.db.rollback(save_point="fill_list")
			return Outcome(message=frappe._("{0}: nobody to add").format(unit_title(key)))
		return Outcome(
			added.people,
			added.amount,
			digest_rows([(name, added.people, added.amount)]),
			message=frappe._("{0}: {1} people").format(unit_title(key), added.people),
		)

	def describe(self, parameters: dict) -> str:
		"""The policy and the unit."""
		return frappe._(self.title).format(
			self._policy(parameters).short_title, unit_title(parameters["administrative_unit"])
		)

	def _policy(self, parameters: dict):
		return frappe.get_cached_doc("Support Policy", parameters["policy"])

	def _day(self, parameters: dict):
		return getdate(parameters["list_date"]) if parameters.get("list_date") else clock.today()

	def _columns(self, commune: str, parameters: dict) -> dict:
		policy = self._policy(parameters)
		return {
			"administrative_unit": commune,
			"policy": policy.name,
			"period": checked_period(policy.period_kind, parameters.get("period")),
			"list_date": self._day(parameters),
		}

	def _standing_list(self, commune: str, parameters: dict) -> str | None:
		"""The commune's list of the same day that is still a draft."""
		return frappe.db.get_value(DOCTYPE, {**self._columns(commune, parameters), "workflow_state": "Draft"})

	def _new_list(self, commune: str, parameters: dict) -> str:
		document = frappe.get_doc({"doctype": DOCTYPE, **self._columns(commune, parameters)})
		document.flags.filled_in = True
		return document.insert().name
