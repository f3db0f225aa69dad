"""Applicants who state nothing, put on a list in sets: one statement finds who fits and sorts them, one a sort writes."""

from collections.abc import Iterable
from dataclasses import dataclass

from frappe.utils import getdate

from covid_support import clock
from covid_support.applications.claims import write_claims
from covid_support.applications.declared import complete
from covid_support.applications.exclusions import excluded
from covid_support.applications.fitting import Alike, fitting
from covid_support.applications.judging import Judged, judge_people
from covid_support.applications.lines import insert_registered
from covid_support.applications.list_filer import holds_outsiders
from covid_support.applications.set_judging import SUBJECTS
from covid_support.applications.top_up import tops_up
from covid_support.core.problem import Problem
from covid_support.programmes.versions import snapshot_of


def sets_serve(application_list, group: str | None) -> bool:
	"""Whether the registry alone decides who fits the list's policy (of the exclusive `group`) and for how much.

	Not for employers and their workers, in groups in which the amount depends on what each person has, and where the
	policy's own form must be filled in.
	"""
	snapshot = snapshot_of(application_list.policy_version)
	if snapshot.applicant_kind not in SUBJECTS or holds_outsiders(application_list) or tops_up(group):
		return False
	try:
		complete({}, clock.today(), snapshot.extra_facts)
	except Problem:
		return False
	return True


@dataclass(frozen=True)
class AddInSets:
	"""Add who fits among `people`, or among all of the list's unit, as adding each by itself would (add_applications.py).

	For lists that `sets_serve`. The others are left alone: nobody is told why.
	"""

	application_list: object
	group: str | None
	people: Iterable[str] | None = None

	def run(self) -> dict[str, int] | None:
		"""{applicant: VND} of who came on the list; None when the database and Python judge differently: nobody did."""
		sorts = fitting(self.application_list, self.people)
		outcomes = self._outcomes(sorts)
		if [(sort.eligible, sort.amount) for sort in sorts] != [(o.eligible, o.amount) for o in outcomes]:
			return None
		added = {}
		for sort, outcome in zip(sorts, outcomes, strict=True):
			for applicant, _representative in self._write(sort, outcome):
				added[applicant] = outcome.amount
		return added

	def _outcomes(self, sorts: list[Alike]) -> list[Judged]:
		"""Python's judgement of one of each sort."""
		day = getdate(self.application_list.list_date)
		examples = {sort.example: {} for sort in sorts}
		judged = judge_people(self.application_list.policy_version, examples, day, reasons=False)
		return [judged[sort.example] for sort in sorts]

	def _write(self, sort: Alike, outcome: Judged) -> list[tuple[str, str]]:
		pairs = self._without_excluded(sort.applicants)
		if not pairs:
			return []
		lines = insert_registered(self.application_list, pairs, outcome)
		if not sort.claimed:
			write_claims(self.group, self.application_list.policy, self.application_list.period, lines)
		return pairs

	def _without_excluded(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
		"""Asked once more with the rows held, because another list may be handed in at this moment."""
		people = sorted({representative for _applicant, representative in pairs})
		shut_out = excluded(self.application_list.policy_version, people, lock=True)
		return [pair for pair in pairs if pair[1] not in shut_out]
