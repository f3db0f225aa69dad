"""What happens when an Application List moves from one state to another.

Frappe's Workflow offers the buttons and checks the roles; these actions check everything else and have the
effects. They run while the list is saved, so the button, the API, a bulk run and a script go the same way.
"""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import deadlines
from covid_support.applications.claims import release_claims
from covid_support.applications.lines import live_lines, set_status
from covid_support.applications.list_route import states_of
from covid_support.applications.list_totals import signed_digest, totals_of
from covid_support.messages import forbid, refuse
from covid_support.policies.maker_checker import forbid_own_work, forbid_relatives
from covid_support.programmes.routes import find
from covid_support.workflows import definitions as words

SIGNING_STATES = ("Commune Signing", "District Signing", "Province Decision")
PREPARING_STATES = ("Draft", "Returned")
SENDING_BACK = (words.RETURN, words.RETURN_TO_DISTRICT, words.REJECT)


class MoveList:
	"""One move of a list: check, effect, then state, deadline and history."""

	action = ""

	def __init__(self, application_list, from_state: str):
		self.list = application_list
		self.from_state = from_state
		self.to_state = application_list.workflow_state
		self.user = frappe.session.user
		self.reason = (application_list.pending_reason or "").strip()
		self.digest = None

	def run(self) -> None:
		"""Check and execute within the list's save."""
		self.check()
		self.execute()
		self.list.update(totals_of(self.list.name))
		self._set_responsible()
		self._write_history()

	def check(self) -> None:
		"""Refuse what the workflow's roles and conditions do not catch."""
		forbid_relatives(self.user, self.list.name)
		if self.from_state in SIGNING_STATES:
			forbid_own_work(self.user, self._makers(), self.list.name)

	def execute(self) -> None:
		"""The effect on the lines; none unless a subclass has one."""

	def due_date(self):
		"""Last day of the step that the list enters."""
		state = find(states_of(self.list.approval_route), self.to_state)
		if not state:
			return None
		same_step = find(states_of(self.list.approval_route), self.from_state)
		if same_step and same_step.step_number == state.step_number and self.list.due_date:
			return self.list.due_date
		return deadlines.due_date(clock.today(), state.working_days)

	def _makers(self) -> set[str]:
		"""Those who prepared or appraised the list; whoever only sent it back has prepared nothing."""
		makers = {self.list.owner, self.list.prepared_by}
		makers.update(
			step.user
			for step in self.list.steps
			if step.from_state not in SIGNING_STATES and step.action not in SENDING_BACK
		)
		correctors = frappe.get_all(
			"Line Correction",
			filters={"application_list": self.list.name},
			pluck="corrected_by",
			distinct=True,
		)
		adders = frappe.get_all(
			"Support Application", filters={"application_list": self.list.name}, pluck="owner", distinct=True
		)
		return makers | set(correctors) | set(adders)

	def _set_responsible(self) -> None:
		state = find(states_of(self.list.approval_route), self.to_state)
		self.list.due_date = self.due_date()
		self.list.responsible_role = state.role if state else None
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
				"taken_at": clock.now(),
				"due_date": self.list.due_date,
				"reason": self.reason,
				"people": self.list.approved_people,
				"amount": self.list.approved_amount,
				"digest": self.digest,
			},
		)


class SubmitList(MoveList):
	"""The officer hands the list to whoever signs at the same level."""

	action = words.SUBMIT

	def check(self) -> None:
		"""A list needs lines."""
		super().check()
		if not live_lines(self.list.name):
			refuse("List {0} has no lines. Add at least one person before you submit it.", self.list.name)

	def execute(self) -> None:
		"""Remember who prepared the list in this round."""
		if self.from_state in PREPARING_STATES:
			self.list.prepared_by = self.user


class SignByCommune(MoveList):
	"""The commune's chair signs: from here on the content is frozen (I4)."""

	action = words.SIGN

	def execute(self) -> None:
		"""Propose every line and seal the content; start the posting days when the route posts."""
		set_status(self.list.name, ("Listed",), "Proposed")
		self.digest = self.list.signed_digest = signed_digest(self.list.name)
		self.list.signed_by, self.list.signed_on = self.user, clock.now()
		if self.to_state == "Public Posting":
			state = find(states_of(self.list.approval_route), "Public Posting")
			self.list.posted_from = clock.today()
			self.list.posted_to = deadlines.due_date(clock.today(), state.posting_days)

	def due_date(self):
		"""A posted list must be moved on the first working day after the posting."""
		if self.to_state == "Public Posting":
			return deadlines.due_date(getdate(self.list.posted_to) + timedelta(days=1), 0)
		return super().due_date()


class SignByDistrict(MoveList):
	"""The district's chair sends the appraised list to the province."""

	action = words.SIGN


class ClosePosting(MoveList):
	"""The posting days are over: the list goes up."""

	action = words.CLOSE_POSTING

	def check(self) -> None:
		"""Not before the last posting day has passed."""
		super().check()
		if self.list.posted_to and getdate(self.list.posted_to) >= clock.today():
			refuse(
				"List {0} is posted until {1}. It can go on after that day.",
				self.list.name,
				getdate(self.list.posted_to).strftime("%d/%m/%Y"),
			)


class ProposeDecision(MoveList):
	"""The department has appraised the list and proposes it for a decision."""

	action = words.PROPOSE

	def check(self) -> None:
		"""Somebody must be left on the list."""
		super().check()
		if not live_lines(self.list.name):
			refuse(
				"Every line of list {0} has been taken out. Return or reject the list instead.",
				self.list.name,
			)


class ApproveList(MoveList):
	"""The issued decision approves the list."""

	action = words.APPROVE

	def check(self) -> None:
		"""Only an issued decision approves."""
		super().check()
		decision = self.list.decision
		if not decision or frappe.db.get_value("Decision", decision, "docstatus") != 1:
			forbid("A list is approved by issuing the decision that holds it. Open the decision and sign it.")

	def execute(self) -> None:
		"""Every line that is left gets its amount approved."""
		application = frappe.qb.DocType("Support Application")
		set_status(self.list.name, ("Proposed",), "Approved", approved_amount=application.proposed_amount)


class GiveBack(MoveList):
	"""What returning and rejecting have in common: a reason."""

	def check(self) -> None:
		"""No return without a reason (I10)."""
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


class ReturnList(GiveBack):
	"""Back to an earlier step, with a reason, a responsible person and a due date."""

	action = words.RETURN

	def execute(self) -> None:
		"""Lines of a list that goes back to the commune may be changed again."""
		if self.to_state == "Returned":
			set_status(self.list.name, ("Proposed",), "Listed")

	def due_date(self):
		"""A returned list is due sooner than a new one."""
		return deadlines.due_date(clock.today(), deadlines.RETURNED_WORKING_DAYS)

	def _set_responsible(self) -> None:
		super()._set_responsible()
		self.list.responsible_user = self._last_worker()

	def _last_worker(self) -> str:
		if self.to_state == "Returned":
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

	def _set_responsible(self) -> None:
		super()._set_responsible()
		self.list.responsible_user = self.list.prepared_by
		self.list.due_date = deadlines.due_date(clock.today(), deadlines.RETURNED_WORKING_DAYS)


FORWARD = {
	("Commune Signing", "Public Posting"): SignByCommune,
	("Commune Signing", "District Appraisal"): SignByCommune,
	("Commune Signing", "Province Appraisal"): SignByCommune,
	("Public Posting", "District Appraisal"): ClosePosting,
	("Public Posting", "Province Appraisal"): ClosePosting,
	("District Signing", "Province Appraisal"): SignByDistrict,
	("Province Appraisal", "Province Decision"): ProposeDecision,
	("Province Decision", "Approved"): ApproveList,
	("Draft", "Commune Signing"): SubmitList,
	("Returned", "Commune Signing"): SubmitList,
	("District Appraisal", "District Signing"): SubmitList,
}


def move(application_list, from_state: str) -> None:
	"""Run the action that belongs to the list's change from `from_state` to its new state."""
	to_state = application_list.workflow_state
	action = RejectList if to_state == "Rejected" else FORWARD.get((from_state, to_state), ReturnList)
	action(application_list, from_state).run()
