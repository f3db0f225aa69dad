"""What every move of an Application List has in common: check, effect, then state, deadline and history.

Frappe's Workflow offers the buttons and checks the roles; these actions check everything else and have the
effects. They run while the list is saved, so the button, the API, a bulk run and a script go the same way.
"""

from datetime import timedelta
from functools import cached_property

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import deadlines
from covid_support.applications.list_route import states_of
from covid_support.applications.list_totals import totals_of
from covid_support.messages import forbid
from covid_support.policies.delegations import delegation_for
from covid_support.policies.maker_checker import (
	forbid_deputy_of_maker,
	forbid_own_work,
	forbid_relatives,
)
from covid_support.programmes import routes
from covid_support.programmes.freezes import refuse_when_frozen
from covid_support.programmes.route_places import DECIDING_STATES, SIGNING_STATES
from covid_support.workflows.words import SENDING_BACK

CHECKING_STATES = (*SIGNING_STATES, *DECIDING_STATES)


class MoveList:
	"""One move of a list."""

	action = ""
	recounts = True  # False where only single lines may have changed, each of which was counted then

	def __init__(self, application_list, from_state: str):
		self.list = application_list
		self.from_state = from_state
		self.to_state = application_list.workflow_state
		self.user = frappe.session.user
		self.reason = (application_list.pending_reason or "").strip()
		self.digest = None
		self.delegation = self._delegation()

	def _delegation(self) -> dict | None:
		"""By which delegation the user acts in the state that the list leaves; None in the user's own right."""
		roles = self.standing and (self.standing.role, self.standing.second_role)
		unit, programme = self.list.administrative_unit, self.programme
		return delegation_for(self.user, [role for role in roles or () if role], unit, programme)

	@cached_property
	def states(self) -> list[routes.RouteState]:
		"""The states of the list's own route."""
		return states_of(self.list)

	@cached_property
	def programme(self) -> str:
		"""The programme of the list's policy."""
		return frappe.get_cached_value("Support Policy", self.list.policy, "programme")

	@cached_property
	def standing(self) -> routes.RouteState | None:
		"""The state that the list leaves."""
		return routes.find(self.states, self.from_state)

	@cached_property
	def target(self) -> routes.RouteState | None:
		"""The state that the list enters; None at the end of its way."""
		return routes.find(self.states, self.to_state)

	def run(self) -> None:
		"""Check and execute within the list's save."""
		self.check()
		self.execute()
		if self.target and self.target.work == routes.POST:
			self._start_posting()
		if self.recounts:
			self.list.update(totals_of(self.list.name))
		self._set_responsible()
		self._write_history()

	def check(self) -> None:
		"""Refuse what the workflow's roles and conditions do not catch."""
		refuse_when_frozen(self.list.administrative_unit, self.programme, self.list.title)
		self._require_role()
		forbid_relatives(self.user, self.list.name)
		if self.from_state in CHECKING_STATES:
			makers = self._makers()
			forbid_own_work(self.user, makers, self.list.name)
			if self.delegation:
				forbid_deputy_of_maker(self.delegation.delegator, makers, self.list.name)

	def execute(self) -> None:
		"""The effect on the lines; none unless a subclass has one."""

	def due_date(self):
		"""Last day of the step that the list enters; a posted list is due the day after its posting."""
		state, left = self.target, self.standing
		if not state:
			return None
		if state.work == routes.POST:
			return self._due(getdate(self.list.posted_to) + timedelta(days=1), 0)
		if left and left.step_number == state.step_number and self.list.due_date:
			return self.list.due_date
		return self._due(clock.today(), state.working_days)

	def _due(self, start, working_days: int):
		return deadlines.due_date(start, working_days, self.list.administrative_unit, self.programme)

	def _require_role(self) -> None:
		"""Routes may share a state and give it to different roles; this list's route decides."""
		state = self.standing
		if state and not {state.role, state.second_role} & set(frappe.get_roles(self.user)):
			forbid(
				"List {0} stands with {1}, so only they may move it.", self.list.name, frappe._(state.role)
			)

	def _start_posting(self) -> None:
		self.list.posted_from = clock.today()
		self.list.posted_to = self._due(clock.today(), self.target.posting_days)

	def _makers(self) -> set[str]:
		"""Those who prepared or appraised the list; whoever only sent it back has prepared nothing."""
		makers = {self.list.owner, self.list.prepared_by}
		makers.update(
			step.user
			for step in self.list.steps
			if step.from_state not in CHECKING_STATES and step.action not in SENDING_BACK
		)
		hands = frappe.db.sql(
			"""select corrected_by from `tabLine Correction` where application_list = %(list)s
			union select owner from `tabSupport Application` where application_list = %(list)s""",
			{"list": self.list.name},
			pluck=True,
		)
		return makers | set(hands)

	def _set_responsible(self) -> None:
		self.list.due_date = self.due_date()
		self.list.responsible_role = self.target.role if self.target else None
		self.list.responsible_user = None
		self.list.return_reason = None

	def _write_history(self) -> None:
		self.list.append(
			"steps",
			{
				"action": self.action,
				"from_state": self.from_state,
				"to_state": self.to_state,
				"user": self.user,
				"on_behalf_of": self.delegation and self.delegation.delegator,
				"signing_delegation": self.delegation and self.delegation.name,
				"taken_at": clock.now(),
				"due_date": self.list.due_date,
				"reason": self.reason,
				"skipped_steps": self._skipped_steps(),
				"people": self.list.approved_people,
				"amount": self.list.approved_amount,
				"digest": self.digest,
			},
		)

	def _skipped_steps(self) -> str:
		"""The steps that the list does not take because of its amount, as the history shows them."""
		passed = routes.skipped(
			self.states, self.from_state, self.to_state, int(self.list.approved_amount or 0)
		)
		return "; ".join(frappe._(state.state) for state in passed)
