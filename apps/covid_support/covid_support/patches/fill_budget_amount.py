"""Decisions made before loans existed are paid from the budget in full."""

import frappe


def execute() -> None:
	"""Set the budget's part of every decision that has none to its whole amount."""
	frappe.db.sql("update `tabDecision` set budget_amount = amount where budget_amount = 0")
