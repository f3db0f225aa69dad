"""Loans whose day has passed: told every day by the scheduler."""

import frappe

from covid_support import clock
from covid_support.bulk.insert import chunks
from covid_support.payments.delivery_history import note_steps

ACTION = "Mark Overdue"
CHUNK = 2_000


def mark_overdue() -> int:
	"""Set every loan that is due and not wholly repaid to Overdue and note it in its history; returns how many."""
	rows = frappe.db.sql(
		"""select name, disbursed_amount - repaid_amount owed from `tabBenefit Delivery`
		where benefit_kind = 'Loan' and status = 'Disbursed' and due_on < %s order by name for update""",
		clock.today(),
		as_dict=True,
	)
	for part in chunks(rows, CHUNK):
		frappe.db.set_value(
			"Benefit Delivery", {"name": ["in", [row.name for row in part]]}, "status", "Overdue"
		)
		note_steps((row.name, ACTION, "Disbursed", "Overdue", int(row.owed), "", "") for row in part)
	return len(rows)
