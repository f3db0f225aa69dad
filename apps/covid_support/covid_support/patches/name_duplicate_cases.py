"""Cases of duplicates bear the name of the first record; those from before bear none."""

import frappe


def execute() -> None:
	"""Copy the names in one statement."""
	frappe.db.sql(
		"""update `tabDuplicate Case` raised join `tabBeneficiary` person on person.name = raised.one
		set raised.full_name = person.full_name where ifnull(raised.full_name, '') = ''"""
	)
