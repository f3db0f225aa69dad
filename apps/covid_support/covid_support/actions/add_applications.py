"""Put people on a list: judged, claimed and written in sets, the good ones in, the others told why not."""

from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.add_in_sets import AddInSets, sets_serve
from covid_support.applications import applicants, claims
from covid_support.applications.candidates import without_application
from covid_support.applications.declared import complete
from covid_support.applications.exclusions import HEADINGS, obstacles
from covid_support.applications.judging import judge_people, require_open_policy
from covid_support.applications.lines import insert_lines
from covid_support.applications.list_filer import holds_outsiders
from covid_support.applications.list_totals import store_totals
from covid_support.applications.live_keys import already_applied
from covid_support.applications.set_judging import WORTHWHILE, says_nothing
from covid_support.applications.top_up import settled
from covid_support.bulk.insert import chunks
from covid_support.core.problem import Problem
from covid_support.messages import forbid, lost_races_told, refuse, text_of
from covid_support.policies.area import unit_in_area
from covid_support.policies.list_steps import require_preparer
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.units import lies_in

CHUNK = 2_000
EDITABLE_STATES = ("Draft", "Returned")


@dataclass
class Added:
	"""How many applicants came on the list, for how much (VND), and who did not: {applicant: reason}.

	`headings` ({applicant: heading}) hold what kind of reason it is, without personal details, to be counted.
	"""

	people: int = 0
	amount: int = 0
	refused: dict[str, str] = field(default_factory=dict)
	headings: dict[str, str] = field(default_factory=dict)


class AddApplications:
	"""Add `declared` ({applicant: what the application states}) to a list that is still being prepared.

	An applicant is a beneficiary, a household or an employer, whichever the policy supports. Running it twice
	adds nobody twice: whoever stands on a live application of the policy is refused. `identified` are people
	from outside the user's area whose full identity number was given, for lists that may hold them.
	"""

	tells_reasons = True  # False: only whether somebody fits, which is quicker for a whole commune
	locks = True  # False: only asks, writes nothing

	def __init__(
		self,
		application_list: str,
		declared: dict[str, dict],
		identified: frozenset[str] = frozenset(),
	):
		# locked, so that the list cannot be submitted or signed while lines are being added (I4)
		self.list = frappe.get_doc("Application List", application_list, for_update=self.locks)
		self.declared = declared
		self.identified = identified
		self.added = Added()

	def run(self) -> Added:
		"""Check, write chunk by chunk in one transaction, count the list again."""
		self.check()
		with lost_races_told():
			for part in chunks(sorted(self.declared), CHUNK):
				self._add(self._add_in_sets(part))
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
		self.require_preparer()
		require_open_policy(self.list.policy, getdate(self.list.list_date))

	def require_preparer(self) -> None:
		"""Only the office that draws the list up adds to it."""
		require_preparer(self.list)

	def _add_in_sets(self, names: list[str]) -> list[str]:
		"""Add those of `names` who state nothing and fit; returns the others."""
		silent = [name for name in names if says_nothing(self.declared[name])]
		if len(silent) < WORTHWHILE or not sets_serve(self.list, self.group):
			return names
		added = AddInSets(self.list, self.group, silent).run() or {}
		self._count(added)
		return [name for name in names if name not in added]

	def _count(self, added: dict[str, int]) -> None:
		self.added.people += len(added)
		self.added.amount += sum(added.values())

	def _add(self, names: list[str]) -> None:
		candidates, judged, declared = self._choose(names)
		lines = insert_lines(self.list, candidates, judged, declared)
		claims.make_claims(self.group, self.list.policy, self.list.period, lines)
		self._count({name: judged[name].amount for name in candidates})

	def _choose(self, names: list[str]) -> tuple[dict, dict, dict]:
		"""(rows, judgements, statements) of those who may come on the list; the others are refused."""
		candidates = self._without_refused(
			applicants.load(self.kind, {name: self.declared[name] for name in names})
		)
		declared = self._completed(candidates)
		judged = settled(
			self.list.policy,
			self.list.period,
			self._judge(candidates, declared),
			{name: row["beneficiary"] for name, row in candidates.items()},
			self.locks,
		)
		for name, outcome in judged.items():
			if not outcome.eligible:
				self._refuse(name, "; ".join(outcome.reasons) or outcome.heading, outcome.heading)
				candidates.pop(name)
		return candidates, judged, declared

	def _judge(self, candidates: dict[str, dict], declared: dict[str, dict]) -> dict:
		"""The judgement of each candidate, in words where somebody will read them."""
		day = getdate(self.list.list_date)
		return judge_people(self.list.policy_version, declared, day, candidates, reasons=self.tells_reasons)

	@property
	def kind(self) -> str:
		"""Whom the policy supports: Person, Household or Employer."""
		return frappe.get_cached_value("Support Policy", self.list.policy, "applicant_kind") or "Person"

	@property
	def group(self) -> str | None:
		"""The policy's exclusive group."""
		return frappe.get_cached_value("Support Policy", self.list.policy, "exclusive_group")

	def _without_refused(self, rows: dict[str, dict]) -> dict[str, dict]:
		applied = already_applied(self.kind, self.list.policy, self.list.period, rows)
		people = [row["beneficiary"] for row in rows.values() if row["beneficiary"]]
		elsewhere = claims.claimed_elsewhere(
			self.group, self.list.policy, self.list.period, people, self.locks
		)
		day = getdate(self.list.list_date)
		in_the_way = obstacles(self.list.policy_version, people, day, lock=self.locks)
		welcome = self._welcome_communes({row["commune"] for row in rows.values()})
		kept = {}
		for name, row in rows.items():
			misplaced = self._misplaced(row, welcome)
			if misplaced:
				self._refuse(name, misplaced)
			elif name in applied:
				self._refuse(name, _("already has an application for this policy and period"))
			elif row["beneficiary"] in elsewhere:
				self._refuse(name, claims.claim_reason(elsewhere[row["beneficiary"]]))
			elif row["beneficiary"] in in_the_way:
				obstacle = in_the_way[row["beneficiary"]]
				self._refuse(name, obstacle.reason, _(HEADINGS[obstacle.kind]))
			else:
				kept[name] = row
		return kept

	def _welcome_communes(self, communes: set[str]) -> set[str]:
		"""Those `communes` whose people may stand on the list without further proof."""
		if holds_outsiders(self.list):
			return {commune for commune in communes if unit_in_area(commune)}
		return {commune for commune in communes if lies_in(commune, self.list.administrative_unit)}

	def _misplaced(self, row: dict, welcome: set[str]) -> str:
		"""Why the applicant cannot stand on this list, whatever the policy says; "" when nothing hinders."""
		if row["kind"] == "Household":
			if not row["beneficiary"]:
				return _("has no registered head; open the household and choose who represents it")
			if row["member_of"] != row["name"]:
				return _("is represented by somebody who is not one of its members")
		if row["commune"] in welcome or row["name"] in self.identified:
			return ""
		if holds_outsiders(self.list):
			return _("lives outside your area; give the full identity number to put this person on the list")
		return _("does not live in the commune of this list")

	def _completed(self, candidates: dict[str, dict]) -> dict[str, dict]:
		"""What each of `candidates` states, checked; whoever states nonsense leaves the candidates."""
		completed = {}
		own = snapshot_of(self.list.policy_version).extra_facts
		for name in list(candidates):
			try:
				stated = {**self.declared[name], "employer": self.list.employer}
				completed[name] = complete(stated, clock.today(), own)
			except Problem as problem:
				self._refuse(name, text_of(problem))
				candidates.pop(name)
		return completed

	def _refuse(self, name: str, reason: str, heading: str = "") -> None:
		self.added.refused[name] = reason
		self.added.headings[name] = heading or reason


class AddAllEligible(AddApplications):
	"""Add everyone of the list's unit who fits the policy and has no application yet.

	The others are counted by heading; not_added.py tells each one's reasons.
	"""

	tells_reasons = False

	def __init__(self, application_list: str):
		super().__init__(application_list, {})
		self.list.check_permission("write")
		if holds_outsiders(self.list):
			refuse(
				"Who works for an employer is not registered. Add the workers of list {0} by number.",
				self.list.title,
			)

	def run(self) -> Added:
		"""Somebody must be left to add; then as for chosen people."""
		self.declare_everybody()
		if not self.declared:
			refuse("No registered person of {0} is without an application for this policy.", self.list.title)
		return super().run()

	def declare_everybody(self) -> None:
		"""Whoever has no application yet applies and states nothing."""
		self.declared = {name: {} for name in without_application(self.list)}
