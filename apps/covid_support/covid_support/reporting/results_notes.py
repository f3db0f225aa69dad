"""Notes that stand under the results, on screen and in print."""

import frappe
from frappe import _


def notes(filters: dict) -> list[str]:
	"""What the figures mean, then the notes that the chosen programme sets for its reports."""
	found = [_("The percentage is of people paid among people approved.")]
	programme = filters.get("programme")
	if not programme and filters.get("policy"):
		programme = frappe.db.get_value("Support Policy", filters["policy"], "programme")
	wanted = {"name": programme} if programme else {"status": "Active"}
	rows = frappe.get_all("Support Programme", filters=wanted, fields=["title", "notes"], order_by="creation")
	found.extend(f"{row.title}: {row.notes}" for row in rows if row.notes)
	return found
