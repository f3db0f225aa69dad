"""Put people on a list: judged, claimed and written in sets, the good ones in, the others told why not."""

from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import claims, facts
from covid_support.applications.declared import complete
from covid_support.applications.judging import judge_people, require_open_policy
from covid_support.applications.lines import insert_lines
from covid_support.applications.list_totals import store_totals
from covid_support.bulk.insert import chunks
from covid_support.core.problem import Problem
from covid_support.messages import forbid, lost_races_told, refuse, text_of

CHUNK = 2_000
EDITABLE_STATES = ("Draft", "Returned")


@dataclass
class Added:
	"""How many people came on the list, for how much (VND), and who did not: {beneficiary: reason}."""

	people: int = 0
	amount: int = 0
	refused: dict[str, str] = field(default_factory=dict)


class AddApplications:
	"""Add `declared` ({beneficiary: what the application states}) to a list that is still being prepared.

	Running it twice adds nobody twice: whoever stands on a live application of the policy is refused.
	"""

	def __init__(self, application_list: str, declared: dict[str, dict], say_refused: bool = True):
		# locked, so that the list cannot be submitted or signed while lines are being added (I4)
		self.list = frappe.get_doc("Application List", application_list, for_update=True)
		self.declared = declared
		self.say_refused = say_refused
		self.added = Added()

	def run(self) -> Added:
		"""Check, write chunk by chunk in one transaction, count the list again."""
		self.check()
		with lost_races_told():
			for part in chunks(sorted(self.declared), CHUNK):
				self._add(part)
		store_totals(self.list.name)
		return self.added

	def check(self) -> None:
		"""The list must be writable for the user, in preparation, and its policy open."""
		self.list.check_permission("write")
		if self.list.workflow_state not in EDITABLE_STATES:
			forbid(
				"List {0} is already on its way and takes no more people. Ask for it to be returned first.",
				self.list.name,
			)
		require_open_policy(self.list.policy, getdate(self.list.list_date))

	def _add(self, names: list[str]) -> None:
		candidates = self._without_refused(facts.people_by_name(names))
		declared = self._completed(candidates)
		judged = judge_people(self.list.policy_version, declared, getdate(self.list.list_date))
		for name, outcome in judged.items():
			if not outcome.eligible:
				self._refuse(name, "; ".join(outcome.reasons))
				candidates.pop(name)
		lines = insert_lines(self.list, candidates, judged, declared)
		claims.make_claims(self.group, self.list.policy, self.list.period, lines)
		self.added.people += len(lines)
		self.added.amount += sum(judged[beneficiary].amount for _name, beneficiary, _commune in lines)

	@property
	def group(self) -> str | None:
		"""The policy's exclusive group."""
		return frappe.get_cached_value("Support Policy", self.list.policy, "exclusive_group")

	def _without_refused(self, people: dict[str, dict]) -> dict[str, dict]:
		applied = self._already_applied(list(people))
		elsewhere = claims.claimed_elsewhere(self.group, self.list.policy, self.list.period, list(people))
		kept = {}
		for name, person in people.items():
			if person["commune"] != self.list.administrative_unit:
				self._refuse(name, _("does not live in the commune of this list"))
			elif name in applied:
				self._refuse(name, _("already has an application for this policy and period"))
			elif name in elsewhere:
				self._refuse(name, claims.claim_reason(elsewhere[name]))
			else:
				kept[name] = person
		return kept

	def _completed(self, candidates: dict[str, dict]) -> dict[str, dict]:
		"""What each of `candidates` states, checked; whoever states nonsense leaves the candidates."""
		completed = {}
		for name in list(candidates):
			try:
				completed[name] = complete(self.declared[name], clock.today())
			except Problem as problem:
				self.added.refused[name] = text_of(problem)
				candidates.pop(name)
		return completed

	def _already_applied(self, names: list[str]) -> set[str]:
		return set(
			frappe.get_all(
				"Support Application",
				filters={
					"beneficiary": ["in", names],
					"policy": self.list.policy,
					"period": self.list.period,
					"status": ["not in", ["Rejected", "Withdrawn"]],
				},
				pluck="beneficiary",
			)
		)

	def _refuse(self, name: str, reason: str) -> None:
		if self.say_refused:
			self.added.refused[name] = reason


class AddAllEligible(AddApplications):
	"""Add everyone of the list's commune who fits the policy and has no application yet."""

	def __init__(self, application_list: str):
		super().__init__(application_list, {}, say_refused=False)
		self.declared = {name: {} for name in self._people_of_commune()}
		if not self.declared:
			refuse("No registered person of {0} is without an application for this policy.", self.list.title)

	def _people_of_commune(self) -> list[str]:
		rows = frappe.db.sql(
			"""select person.name from `tabBeneficiary` person
			left join `tabSupport Application` application on application.beneficiary = person.name
				and application.policy = %(policy)s and application.period = %(period)s
				and application.status not in ('Rejected', 'Withdrawn')
			where person.commune = %(commune)s and person.life_status = 'Alive' and application.name is null""",
			{
				"policy": self.list.policy,
				"period": self.list.period,
				"commune": self.list.administrative_unit,
			},
		)
		return [row[0] for row in rows]
