"""Take a voluntary refusal back, at the person's wish: they may be supported again."""

import frappe

from covid_support import clock
from covid_support.messages import refuse


class WithdrawWaiver:
	"""Withdraw a refusal of support with the reason; withdrawing twice changes nothing."""

	def __init__(self, waiver: str, reason: str):
		self.waiver = frappe.get_doc("Support Waiver", waiver, for_update=True)
		self.reason = (reason or "").strip()

	def run(self) -> None:
		"""Check and withdraw."""
		if self.waiver.withdrawn_on:
			return
		self.waiver.check_permission("write")
		if not self.reason:
			refuse("Give the reason why {0} takes the refusal back.", self.waiver.beneficiary_name)
		self.waiver.db_set(
			{
				"withdrawn_on": clock.today(),
				"withdrawal_reason": self.reason,
				"withdrawn_by": frappe.session.user,
			}
		)
