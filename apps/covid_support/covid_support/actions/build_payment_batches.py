"""Payment batches for everything that may be paid: cash and post commune by commune, transfers by district."""

import frappe

from covid_support.actions.build_payment_batch import CHANNEL, DUE, DUE_FROM
from covid_support.actions.press_button import press
from covid_support.bulk.operation import Operation, Outcome
from covid_support.core.digest import digest_rows
from covid_support.messages import refuse
from covid_support.policies.area import area_sql
from covid_support.registry.units import ancestor
from covid_support.workflows.words import SUBMIT_FOR_APPROVAL


class BuildPaymentBatches(Operation):
	"""Build a batch wherever somebody is due and none has been built.

	Parameters: `decision` or `programme` (both empty: all issued decisions of the area), `instalment` (1),
	`submit` (hand them to finance at once).
	"""

	title = "Payment batches for what is due"

	def check(self, parameters: dict) -> None:
		"""Somebody who may build batches."""
		frappe.has_permission("Payment Batch", "create", throw=True)

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""One chunk for each batch; its rows are the people who are due."""
		batches = due_batches(parameters)
		if not batches:
			refuse("Nobody in your area is due to be paid now: every approved amount stands on a batch.")
		return [(list(key), people) for key, people in batches.items()]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""Build one batch, unless everybody has meanwhile been put on another."""
		if tuple(key) not in due_batches({**parameters, "decision": key[0]}):
			return Outcome()
		decision, unit, channel = key
		values = {"decision": decision, "administrative_unit": unit, "channel": channel}
		batch = frappe.get_doc(
			{"doctype": "Payment Batch", "instalment": int(parameters.get("instalment") or 1), **values}
		).insert()
		if parameters.get("submit"):
			press("Payment Batch", batch.name, SUBMIT_FOR_APPROVAL)
		people, amount = frappe.db.get_value("Payment Batch", batch.name, ("people", "amount"))
		seal = digest_rows([(batch.name, decision, unit, channel, int(people), int(amount))])
		return Outcome(rows=int(people), amount=int(amount), digest=seal)

	def document(self, key: list) -> tuple[str, str]:
		"""The decision that is paid."""
		return "Decision", key[0]


def due_batches(parameters: dict) -> dict[tuple[str, str, str], int]:
	"""{(decision, unit of the batch, channel): people} who are due in the user's area and stand on no batch."""
	area = area_sql("application.commune")
	conditions = [area] if area else []
	if parameters.get("decision"):
		conditions.append("decision.name = %(decision)s")
	if parameters.get("programme"):
		conditions.append("decision.programme = %(programme)s")
	rows = frappe.db.sql(
		f"""select decision.name decision, application.commune, {CHANNEL} channel, count(*) people
		from {DUE_FROM}
		join `tabDecision` decision on decision.name = list.decision
		where decision.docstatus = 1 and {DUE}
			{"".join(f" and {condition}" for condition in conditions)}
		group by decision.name, application.commune, channel
		order by decision.name, application.commune, channel""",
		{**parameters, "instalment": int(parameters.get("instalment") or 1)},
		as_dict=True,
	)
	found: dict[tuple[str, str, str], int] = {}
	for row in rows:
		transfer = row.channel == "Bank Transfer"
		unit = (ancestor(row.commune, "District") if transfer else None) or row.commune
		key = (row.decision, unit, row.channel)
		found[key] = found.get(key, 0) + int(row.people)
	return found
