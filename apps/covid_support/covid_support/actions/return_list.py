"""Giving a list back to an earlier office, or refusing it altogether: always with a reason (I10)."""

from covid_support import clock
from covid_support.actions.list_move import MoveList
from covid_support.applications import deadlines
from covid_support.applications.claims import release_claims
from covid_support.applications.lines import live_lines, set_status
from covid_support.messages import refuse
from covid_support.programmes.route_places import RETURNED
from covid_support.workflows import words


class GiveBack(MoveList):
	"""What returning and rejecting have in common: a reason."""

	def check(self) -> None:
		"""No return without a reason, and none while a decision holds the list."""
		super().check()
		if not self.reason:
			refuse("Give the reason, so that the officials concerned know what to mend.")
		if self.list.decision:
			refuse(
				"List {0} stands on decision {1}. Take it off that decision first.",
				self.list.name,
				self.list.decision,
			)

	def _set_responsible(self) -> None:
		super()._set_responsible()
		self.list.return_reason = self.reason

	def _skipped_steps(self) -> str:
		return ""


class ReturnList(GiveBack):
	"""Back to an earlier step, with a reason, a responsible person and a due date."""

	action = words.RETURN

	def execute(self) -> None:
		"""Lines of a list that goes back to where it was drawn up may be changed again."""
		if self.to_state == RETURNED:
			set_status(self.list.name, ("Proposed",), "Listed")

	def due_date(self):
		"""A returned list is due sooner than a new one."""
		return self._due(clock.today(), deadlines.RETURNED_WORKING_DAYS)

	def _set_responsible(self) -> None:
		super()._set_responsible()
		self.list.responsible_user = self._last_worker()

	def _last_worker(self) -> str:
		if self.to_state == RETURNED:
			return self.list.prepared_by
		earlier = [step.user for step in self.list.steps if step.from_state == self.to_state]
		return earlier[-1] if earlier else self.list.prepared_by


class RejectList(GiveBack):
	"""Refuse the whole list: every line is refused with the reason, the claims are given up."""

	action = words.REJECT

	def execute(self) -> None:
		"""Refuse all live lines in one statement."""
		names = live_lines(self.list.name)
		set_status(self.list.name, ("Listed", "Proposed"), "Rejected", reason=self.reason)
		release_claims(names)

	def due_date(self):
		"""Whoever drew the list up answers the people concerned soon."""
		return self._due(clock.today(), deadlines.RETURNED_WORKING_DAYS)

	def _set_responsible(self) -> None:
		super()._set_responsible()
		self.list.responsible_user = self.list.prepared_by
