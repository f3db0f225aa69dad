"""Name the two-level route as the one after the reform on the shipped three-level routes that name none."""

import frappe

AFTER = "HAI-CAP"
BEFORE = ("BA-CAP-DANH-SACH", "BA-CAP-LAO-DONG")


def execute() -> None:
	"""Leaves alone what an administrator entered."""
	if frappe.db.exists("Approval Route", AFTER):
		frappe.db.sql(
			"""update `tabApproval Route` set handover_route = %(after)s
			where name in %(before)s and coalesce(handover_route, '') = ''""",
			{"after": AFTER, "before": BEFORE},
		)
