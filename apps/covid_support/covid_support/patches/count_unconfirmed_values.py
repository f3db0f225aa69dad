"""Policies tell how many of their values nobody has confirmed; those from before do not have the number yet."""

import frappe

from covid_support.programmes.confirmations import unconfirmed


def execute() -> None:
	"""Count them for every policy."""
	for name in frappe.get_all("Support Policy", pluck="name"):
		count = len(unconfirmed(frappe.get_doc("Support Policy", name)))
		frappe.db.set_value("Support Policy", name, "unconfirmed_values", count, update_modified=False)
