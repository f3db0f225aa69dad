"""One commune's list filled in, by its office or an office above: everybody who fits the policy, in sets."""

from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.add_applications import AddAllEligible, AddApplications, Added
from covid_support.applications.claims import write_claims
from covid_support.applications.declared import complete
from covid_support.applications.exclusions import excluded
from covid_support.applications.fitting import Alike, fitting
from covid_support.applications.judging import Judged, judge_people
from covid_support.applications.lines import insert_registered
from covid_support.applications.list_totals import store_totals
from covid_support.applications.top_up import tops_up
from covid_support.core.problem import Problem
from covid_support.messages import lost_races_told
from covid_support.programmes.versions import snapshot_of


class FillList(AddAllEligible):
	"""As adding everybody eligible, without telling why others did not come on the list.

	One statement finds who fits and sorts them, Python judges one of each sort, one statement a sort writes the
	lines. Where amounts depend on what each person has, everybody is added as by the button.
	"""

	tells_reasons = False

	def require_preparer(self) -> None:
		"""The operation has asked for the role and the area."""

	def run(self) -> Added:
		"""Add everybody who fits; it is no fault when nobody does."""
		self.check()
		if not self._may_state_nothing():
			return self.added
		if tops_up(self.group):
			return self._one_by_one()
		sorts = fitting(self.list)
		outcomes = self._outcomes(sorts)
		if [(sort.eligible, sort.amount) for sort in sorts] != [(o.eligible, o.amount) for o in outcomes]:
			return self._one_by_one()  # the two ways disagree: Python's word counts
		with lost_races_told():
			for sort, outcome in zip(sorts, outcomes, strict=True):
				self._write(sort, outcome)
		store_totals(self.list.name)
		return self.added

	def _may_state_nothing(self) -> bool:
		"""Whether the policy's own form leaves every answer open."""
		try:
			complete({}, clock.today(), snapshot_of(self.list.policy_version).extra_facts)
		except Problem:
			return False
		return True

	def _one_by_one(self) -> Added:
		self.declare_everybody()
		return AddApplications.run(self) if self.declared else self.added

	def _outcomes(self, sorts: list[Alike]) -> list[Judged]:
		"""Python's judgement of one of each sort."""
		declared = {sort.example: {} for sort in sorts}
		judged = judge_people(self.list.policy_version, declared, getdate(self.list.list_date), reasons=False)
		return [judged[sort.example] for sort in sorts]

	def _write(self, sort: Alike, outcome: Judged) -> None:
		pairs = self._without_excluded(sort.applicants)
		if not pairs:
			return
		lines = insert_registered(self.list, pairs, outcome)
		if not sort.claimed:
			write_claims(self.group, self.list.policy, self.list.period, lines)
		self.added.people += len(lines)
		self.added.amount += len(lines) * outcome.amount

	def _without_excluded(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
		"""Asked once more with the rows held, because another list may be handed in at this moment."""
		people = sorted({representative for _applicant, representative in pairs})
		shut_out = excluded(self.list.policy_version, people, lock=True)
		return [pair for pair in pairs if pair[1] not in shut_out]
