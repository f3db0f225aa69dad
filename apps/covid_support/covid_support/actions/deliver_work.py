"""Instalments and goods: the work is reported, accepted by somebody else, and handed over or paid."""

import frappe

from covid_support import clock
from covid_support.actions.delivery_step import DeliveryStep
from covid_support.core.digest import digest_rows
from covid_support.core.problem import Problem
from covid_support.messages import refuse
from covid_support.payments import ledger
from covid_support.policies.maker_checker import forbid_own_work
from covid_support.rules.benefit_kinds import CASH, GOODS, IN_KIND, MONEY


class ReportWork(DeliveryStep):
	"""The commune reports that the work is done: minutes with number, day and a photo."""

	action = "Report Work"
	kinds = (CASH, IN_KIND)
	from_states = ("Planned",)
	to_state = "Reported"
	paper = "minutes_number"
	scan = "minutes_file"

	def check(self) -> None:
		"""Minutes of a day that has come."""
		self.need("minutes_number", "Number of the Minutes")
		self.day("minutes_on", "Date of the Minutes")

	@classmethod
	def check_possible(cls, row: dict) -> None:
		"""Only work that has to be accepted is reported."""
		super().check_possible(row)
		if not row.needs_acceptance:
			raise Problem(
				"{0}: this instalment needs no acceptance. Pay it or hand it over.", row.recipient_name
			)

	def columns(self, row: dict) -> dict:
		"""The minutes and who wrote them."""
		return {
			"minutes_number": self.text("minutes_number"),
			"minutes_on": self.day("minutes_on", "Date of the Minutes"),
			self.scan: self.text(self.scan) or None,
			"prepared_by": frappe.session.user,
		}


class AcceptWork(DeliveryStep):
	"""Somebody who did not report the work accepts it, as money to be paid or goods to be handed over."""

	action = "Accept Work"
	kinds = (CASH, IN_KIND)
	from_states = ("Reported",)
	to_state = "Accepted"

	def check(self) -> None:
		"""Not one's own report; goods only where the policy gives in kind."""
		for row in self.rows:
			forbid_own_work(frappe.session.user, {row.prepared_by}, row.recipient_name)
			if self.handed_over_as(row) == GOODS and row.benefit_kind == CASH:
				refuse("{0}: this policy gives money, not goods.", row.recipient_name)

	def handed_over_as(self, row: dict) -> str:
		"""How the receiver gets it: as chosen now, or as planned."""
		chosen = self.text("handed_over_as") or row.handed_over_as
		if chosen not in (MONEY, GOODS):
			refuse("Choose whether money or goods are handed over.")
		return chosen

	def columns(self, row: dict) -> dict:
		"""Who accepted when, and what is handed over."""
		return {
			"accepted_by": frappe.session.user,
			"accepted_on": clock.today(),
			"handed_over_as": self.handed_over_as(row),
			"reason": None,
		}


class RejectWork(DeliveryStep):
	"""The work is not as it should be: back to the commune, with the reason."""

	action = "Reject Work"
	kinds = (CASH, IN_KIND)
	from_states = ("Reported",)
	to_state = "Planned"

	def check(self) -> None:
		"""No rejection without a reason (I10)."""
		self.need("reason", "Reason")

	def columns(self, row: dict) -> dict:
		"""The reason."""
		return {"reason": self.text("reason")}


class HandOver(DeliveryStep):
	"""Goods reach the receiver, against a signed handover sheet; their value is paid from the budget."""

	action = "Hand Over"
	kinds = (IN_KIND,)
	from_states = ("Planned", "Accepted")
	to_state = "Delivered"
	paper = "handover_number"
	scan = "handover_file"

	def check(self) -> None:
		"""The number and the day of the handover sheet."""
		self.need("handover_number", "Number of the Handover Sheet")
		self.day("handed_over_on", "Handed Over On")

	@classmethod
	def check_possible(cls, row: dict) -> None:
		"""Goods alone, accepted where that is needed."""
		super().check_possible(row)
		if row.handed_over_as != GOODS:
			raise Problem(
				"{0}: this instalment is paid in money, through a payment batch.", row.recipient_name
			)
		if row.needs_acceptance and row.status != "Accepted":
			raise Problem("{0}: the work has not been accepted yet.", row.recipient_name)

	def columns(self, row: dict) -> dict:
		"""The handover sheet."""
		return {
			"handover_number": self.text("handover_number"),
			"handed_over_on": self.day("handed_over_on", "Handed Over On"),
			self.scan: self.text(self.scan) or None,
		}

	def take_effect(self) -> None:
		"""Post the value on the allocation of each decision (I2)."""
		amounts: dict[str, int] = {}
		for row in self.rows:
			amounts[row.decision] = amounts.get(row.decision, 0) + int(row.amount)
		key = digest_rows((row.name,) for row in self.rows)
		for name, amount in sorted(amounts.items()):
			decision = frappe.get_doc("Decision", name)
			if amount:
				ledger.post(decision.budget_allocation, "Paid", amount, decision, f"delivered:{name}:{key}")
