"""What happens when an Application List goes forward on its route, and which action a change of state is."""

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.list_move import MoveList
from covid_support.actions.return_list import RejectList, ReturnList
from covid_support.applications.exclusions import has_live_lines, require_clear
from covid_support.applications.lines import set_status
from covid_support.applications.list_route import keep_route, states_of
from covid_support.applications.list_totals import signed_digest
from covid_support.applications.papers import require_papers
from covid_support.messages import forbid, refuse
from covid_support.programmes import routes
from covid_support.programmes.route_places import APPROVED, PREPARING_STATES, REJECTED
from covid_support.workflows import words


class SubmitList(MoveList):
	"""The officer hands the list to whoever signs in the same office."""

	action = words.SUBMIT

	def check(self) -> None:
		"""A list needs lines, the papers that the policy requires, and nobody who may not be supported."""
		super().check()
		if not has_live_lines(self.list.name):
			refuse("List {0} has no lines. Add at least one person before you submit it.", self.list.name)
		if self.from_state in PREPARING_STATES:
			require_papers(self.list)
		require_clear(self.list)

	def execute(self) -> None:
		"""Remember who prepared the list in this round; the first submission fixes its route."""
		if self.from_state in PREPARING_STATES:
			self.list.prepared_by = self.user
			keep_route(self.list)


class SignFirst(MoveList):
	"""Whoever heads the first office signs: from here on the content is frozen (I4)."""

	action = words.SIGN

	def execute(self) -> None:
		"""Propose every line and seal the content."""
		set_status(self.list.name, ("Listed",), "Proposed")
		self.digest = self.list.signed_digest = signed_digest(self.list.name)
		self.list.signed_by, self.list.signed_on = self.user, clock.now()
		self.list.signing_delegation = self.delegation and self.delegation.name


class SignList(MoveList):
	"""The head of a later office sends the list on."""

	action = words.SIGN
	recounts = False


class ConfirmList(MoveList):
	"""An office that needs no second signature has confirmed or appraised the list."""

	action = words.CONFIRM
	recounts = False

	def check(self) -> None:
		"""Somebody must be left on the list."""
		super().check()
		if not has_live_lines(self.list.name):
			refuse(
				"Every line of list {0} has been taken out. Return or reject the list instead.",
				self.list.name,
			)
		require_clear(self.list)


class ProposeDecision(ConfirmList):
	"""The last office before the decision proposes the list for it."""

	action = words.PROPOSE


class ClosePosting(MoveList):
	"""The posting days are over: the list goes up."""

	action = words.CLOSE_POSTING
	recounts = False

	def check(self) -> None:
		"""Not before the last posting day has passed."""
		super().check()
		if self.list.posted_to and getdate(self.list.posted_to) >= clock.today():
			refuse(
				"List {0} is posted until {1}. It can go on after that day.",
				self.list.name,
				getdate(self.list.posted_to).strftime("%d/%m/%Y"),
			)


class ApproveList(MoveList):
	"""The issued decision approves the list."""

	action = words.APPROVE

	def check(self) -> None:
		"""Only an issued decision approves."""
		super().check()
		# in plain SQL: it is asked for every list of a decision
		rows = frappe.db.sql("select docstatus from `tabDecision` where name = %s", self.list.decision)
		if not rows or rows[0][0] != 1:
			forbid("A list is approved by issuing the decision that holds it. Open the decision and sign it.")

	def execute(self) -> None:
		"""Every line that is left gets its amount approved."""
		set_status(self.list.name, ("Proposed",), "Approved")


def move(application_list, from_state: str) -> None:
	"""Run the action that belongs to the list's change from `from_state` to its new state."""
	_action(application_list, from_state)(application_list, from_state).run()


def _action(application_list, from_state: str) -> type[MoveList]:
	to_state = application_list.workflow_state
	if to_state in (REJECTED, APPROVED):
		return RejectList if to_state == REJECTED else ApproveList
	states = states_of(application_list)
	standing, target = routes.find(states, from_state), routes.find(states, to_state)
	if not standing or not target or states.index(target) <= states.index(standing):
		return ReturnList
	return _forward(standing, target)


def _forward(standing: routes.RouteState, target: routes.RouteState) -> type[MoveList]:
	if standing.work == routes.SIGN:
		return SignFirst if standing.step_number == 1 else SignList
	if standing.work == routes.POST:
		return ClosePosting
	if target.work == routes.SIGN:
		return SubmitList
	return ProposeDecision if target.work == routes.DECIDE else ConfirmList
