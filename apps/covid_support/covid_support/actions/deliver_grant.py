"""Training grants: settled by what was really studied, or recovered by decision (QĐ 23/2021, Mẫu 04b)."""

import frappe

from covid_support.actions.delivery_step import DeliveryStep
from covid_support.core.money import format_vnd
from covid_support.messages import refuse
from covid_support.rules.benefit_kinds import GRANT


class SettleGrant(DeliveryStep):
	"""The training took place as granted."""

	action = "Settle Grant"
	kinds = (GRANT,)
	from_states = ("Granted",)
	to_state = "Settled"
	paper = "settlement_number"

	def check(self) -> None:
		"""The settlement's number and day."""
		self.need("settlement_number", "Number of the Settlement")
		self.day("settled_on", "Settled On")

	def columns(self, row: dict) -> dict:
		"""The settlement."""
		return {
			"settlement_number": self.text("settlement_number"),
			"settled_on": self.day("settled_on", "Settled On"),
		}


class DemandRecovery(DeliveryStep):
	"""A decision demands the grant, or a part of it, back."""

	action = "Demand Recovery"
	kinds = (GRANT,)
	from_states = ("Granted", "Settled")
	to_state = "Recovering"
	paper = "recovery_decision"

	def check(self) -> None:
		"""The decision, its day, the reason, an amount within what the receiver still has."""
		self.need("recovery_decision", "Number of the Recovery Decision")
		self.day("recovery_decided_on", "Recovery Decided On")
		self.need("reason", "Reason")
		for row in self.rows:
			if not 0 < self.amount(row) <= _left(row):
				refuse(
					"{0}: {1} đồng cannot be recovered; {2} đồng of the grant are left.",
					row.recipient_name,
					format_vnd(self.amount(row)),
					format_vnd(_left(row)),
				)

	def amount(self, row: dict) -> int:
		"""The amount typed; all that is left of the grant when none is."""
		return self.money("recovery_amount") if self.text("recovery_amount") else _left(row)

	def columns(self, row: dict) -> dict:
		"""The recovery decision; the amount to be back in all holds what came back before it."""
		return {
			"recovery_decision": self.text("recovery_decision"),
			"recovery_decided_on": self.day("recovery_decided_on", "Recovery Decided On"),
			"recovery_amount": int(row.recovered_amount) + self.amount(row),
			"reason": self.text("reason"),
		}


def follow_recovery(payment: dict) -> None:
	"""Note on the grant that `payment` paid what has come back, demanded or not.

	It is recovered when all that was demanded is back, or the whole grant.
	"""
	frappe.db.sql(
		"""update `tabBenefit Delivery` delivery
		set delivery.recovered_amount = %(recovered)s,
			delivery.status = if(
				%(recovered)s >= if(delivery.status = 'Recovering', delivery.recovery_amount, delivery.amount),
				'Recovered', delivery.status)
		where delivery.application = %(application)s and delivery.instalment = %(instalment)s
			and delivery.benefit_kind = %(grant)s""",
		{
			"recovered": payment["recovered_amount"],
			"application": payment["application"],
			"instalment": payment["instalment"],
			"grant": GRANT,
		},
	)


def _left(row: dict) -> int:
	return int(row.amount) - int(row.recovered_amount)
