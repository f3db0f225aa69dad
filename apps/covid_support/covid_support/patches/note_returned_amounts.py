"""Payments that came back before applications showed it: the amounts are counted from the payments once."""

import frappe

from covid_support.bulk.insert import chunks
from covid_support.payments.deliveries import store_outcomes

CHUNK = 2_000


def execute() -> None:
	"""Write `returned_amount` on every application with a payment that came back."""
	names = frappe.db.sql(
		"select distinct application from `tabPayment` where status = 'Returned' or recovered_amount > 0",
		pluck=True,
	)
	for part in chunks(names, CHUNK):
		store_outcomes(part)
