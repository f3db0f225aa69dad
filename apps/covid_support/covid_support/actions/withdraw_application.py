"""Withdraw a single application that is not on a list yet, at the applicant's wish."""

import frappe

from covid_support.applications.claims import release_claims
from covid_support.messages import refuse


class WithdrawApplication:
	"""Withdraw a draft application with a reason; the person may then apply for another policy."""

	def __init__(self, application: str, reason: str):
		self.application = frappe.get_doc("Support Application", application)
		self.reason = (reason or "").strip()

	def run(self) -> None:
		"""Check and withdraw; withdrawing twice changes nothing."""
		if self.application.status == "Withdrawn":
			return
		self.application.check_permission("write")
		if self.application.status != "Draft":
			refuse(
				"The application of {0} is on a list. Take it off the list first.",
				self.application.beneficiary_name,
			)
		if not self.reason:
			refuse("Give the reason why {0} withdraws the application.", self.application.beneficiary_name)
		self.application.db_set({"status": "Withdrawn", "reason": self.reason})
		release_claims([self.application.name])
