"""Loans whose day has passed: told every day by the scheduler."""

import frappe

from covid_support import clock


def mark_overdue() -> int:
	"""Set every loan that is due and not wholly repaid to Overdue, in one statement; returns how many."""
	frappe.db.sql(
		"""update `tabBenefit Delivery` set status = 'Overdue', modified = now()
		where benefit_kind = 'Loan' and status = 'Disbursed' and due_on < %s""",
		clock.today(),
	)
	return frappe.db._cursor.rowcount
