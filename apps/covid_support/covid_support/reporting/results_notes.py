"""Notes that stand under the results, on screen and in print."""

import frappe
from frappe import _


def notes(rows: list[dict]) -> list[str]:
	"""What the percentage means, then the notes that the programmes in `rows` of the table set for their reports."""
	return [_("The percentage is of people paid among people approved."), *programme_notes(rows)]


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
