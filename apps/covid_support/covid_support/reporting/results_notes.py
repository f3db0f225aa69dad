"""Notes that stand under the results, on screen and in print."""

import frappe
from frappe import _


def notes(rows: list[dict]) -> list[str]:
	"""What the percentage and "paid" mean, then the notes that the programmes in `rows` set for their reports."""
	percentage = _("The percentage is of people paid among people approved.")
	return [percentage, *delivery_notes(rows), *programme_notes(rows)]


def delivery_notes(rows: list[dict]) -> list[str]:
	"""What counts as paid where the support is not cash."""
	groups = [row.label for row in rows if row.is_group]
	if not groups or not frappe.db.exists(
		"Support Policy", {"report_group": ["in", groups], "benefit_kind": ["!=", "Cash"]}
	):
		return []
	return [
		_(
			"Goods count as paid when handed over, loans when paid out, reductions of contributions when applied."
		)
	]


def programme_notes(rows: list[dict]) -> list[str]:
	"""The notes of the programmes behind the groups in `rows`, each with its programme when there are several."""
	groups = [row.label for row in rows if row.is_group]
	if not groups:
		return []
	names = frappe.get_all(
		"Support Policy", filters={"report_group": ["in", groups]}, pluck="programme", distinct=True
	)
	found = frappe.get_all(
		"Support Programme",
		filters={"name": ["in", names], "notes": ["is", "set"]},
		fields=["title", "notes"],
		order_by="creation",
	)
	return [f"{row.title}: {row.notes}" if len(names) > 1 else row.notes for row in found]
