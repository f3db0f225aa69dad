"""Take a line out of a list under appraisal, or put it back, with a reason that stays on record (I4)."""

import frappe

from covid_support import clock
from covid_support.applications.claims import claimed_elsewhere, make_claims, release_claims
from covid_support.applications.list_route import standing_of
from covid_support.applications.list_totals import store_totals
from covid_support.applications.live_keys import applied_again
from covid_support.applications.top_up import granted_in, tops_up
from covid_support.messages import forbid, refuse
from covid_support.policies.maker_checker import forbid_relatives
from covid_support.programmes.route_places import PREPARING_STATES
from covid_support.programmes.routes import POST, PREPARE


def corrector_of(application_list) -> str | None:
	"""The role that may correct lines where the list stands: whoever posts, verifies or appraises it."""
	standing = standing_of(application_list)
	if not standing or application_list.workflow_state in PREPARING_STATES:
		return None
	return standing.role if standing.work in (POST, PREPARE) else None


class CorrectLine:
	"""What taking out and putting back have in common."""

	correction = ""

	def __init__(self, application: str, reason: str):
		self.application = frappe.get_doc("Support Application", application)
		self.reason = (reason or "").strip()
		if not self.application.application_list:
			refuse(
				"The application of {0} is not on a list, so there is no line to change.",
				self.application.beneficiary_name,
			)
		# locked, so that the list cannot move on while its lines change (I4)
		self.list = frappe.get_doc("Application List", self.application.application_list, for_update=True)
		self.application.reload()

	def run(self) -> None:
		"""Check, change the line, record the correction, count the list again."""
		if self.done_already():
			return
		self.check()
		self.change()
		self._record()
		store_totals(self.list.name)

	def check(self) -> None:
		"""Only the officer of the current step, with a reason, and no relative of the official on the list."""
		self.list.check_permission("write")
		role = corrector_of(self.list)
		if not role or role not in frappe.get_roles():
			forbid(
				"Lines of list {0} can be changed only by the official who is appraising it now.",
				self.list.name,
			)
		forbid_relatives(frappe.session.user, self.list.name)
		if not self.reason:
			refuse("Give the reason for changing the line of {0}.", self.application.beneficiary_name)

	def done_already(self) -> bool:
		"""Whether the line is already as wanted."""
		raise NotImplementedError

	def change(self) -> None:
		"""Change the line itself."""
		raise NotImplementedError

	def _record(self) -> None:
		frappe.get_doc(
			{
				"doctype": "Line Correction",
				"application_list": self.list.name,
				"application": self.application.name,
				"commune": self.application.commune,
				"correction": self.correction,
				"state": self.list.workflow_state,
				"amount": self.application.proposed_amount,
				"corrected_by": frappe.session.user,
				"corrected_at": clock.now(),
				"reason": self.reason,
			}
		).insert(ignore_permissions=True)


class TakeOutLine(CorrectLine):
	"""Refuse one person of the list."""

	correction = "Taken Out"

	def done_already(self) -> bool:
		"""Already refused."""
		return self.application.status == "Rejected"

	def change(self) -> None:
		"""Refuse the application and give up its claim."""
		self.application.db_set({"status": "Rejected", "reason": self.reason})
		release_claims([self.application.name])


class PutBackLine(CorrectLine):
	"""Take back a refusal while the list is still under appraisal."""

	correction = "Put Back"

	def done_already(self) -> bool:
		"""Already on the list."""
		return self.application.status != "Rejected"

	def change(self) -> None:
		"""Claim again, then propose the application again."""
		line = self.application
		if applied_again(line):
			refuse("{0} already has an application for this policy and period.", line.beneficiary_name)
		group = frappe.get_cached_value("Support Policy", line.policy, "exclusive_group")
		if claimed_elsewhere(group, line.policy, line.period, [line.beneficiary]):
			refuse(
				"{0} takes part through another policy of the same exclusive group by now.",
				line.beneficiary_name,
			)
		self._refuse_changed_top_up(group)
		make_claims(group, line.policy, line.period, [(line.name, line.beneficiary, line.commune)])
		line.db_set({"status": "Proposed", "reason": None})

	def _refuse_changed_top_up(self, group: str | None) -> None:
		"""The signed amount stays as it was only while nothing else of the group was granted or claimed since."""
		line = self.application
		if not line.beneficiary or not tops_up(group):
			return
		granted = granted_in(group, line.policy, line.period, [line.beneficiary]).get(line.beneficiary)
		if granted and (granted.undecided or granted.amount != int(line.already_granted)):
			refuse(
				"{0} has another support of the same group by now. File a new application for the difference.",
				line.beneficiary_name,
			)
