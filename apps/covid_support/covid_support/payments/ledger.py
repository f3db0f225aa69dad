"""The budget ledger: the only way money moves (I2).

Entries are append-only. A balance is a sum of entries; the totals on the Budget Allocation repeat it for
lists and for the database's check constraint. Check and entry happen under one lock of the allocation's row.
"""

import frappe

from covid_support import clock
from covid_support.core.money import format_vnd, to_vnd
from covid_support.messages import problems_shown, refuse

# how an entry changes (allocated, committed, paid)
EFFECTS = {
	"Allocated": (1, 0, 0),
	"Committed": (0, 1, 0),
	"Released": (0, -1, 0),
	"Paid": (0, 0, 1),
	"Returned": (0, 0, -1),
}
FIELDS = ["name", "budget_allocation", "entry_type", "amount", "posted_at", "administrative_unit", "reference_doctype", "reference_name", "entry_key"]  # fmt: skip


def post(allocation: str, entry_type: str, amount: int, reference, entry_key: str) -> bool:
	"""Post `amount` VND under `entry_key`; a key that stands already changes nothing and returns False.

	Refuses (frappe.ValidationError) what would break allocated ≥ committed − released ≥ paid − returned.
	`reference` is the document that causes the entry.
	"""
	with problems_shown():
		amount = to_vnd(amount)
	row = _locked(allocation)
	if frappe.db.exists("Budget Ledger Entry", {"entry_key": entry_key}):
		return False
	balance = _changed(row, entry_type, amount)
	_refuse_broken(row, balance)
	entry = frappe.new_doc("Budget Ledger Entry")
	entry.update(
		{
			"budget_allocation": allocation,
			"entry_type": entry_type,
			"amount": amount,
			"posted_at": clock.now(),
			"administrative_unit": row.administrative_unit,
			"reference_doctype": reference.doctype,
			"reference_name": reference.name,
			"entry_key": entry_key,
		}
	)
	entry.insert(ignore_permissions=True)
	frappe.db.set_value("Budget Allocation", allocation, balance, update_modified=False)
	return True


def balance_from_entries(allocation: str) -> dict:
	"""{amount, committed_amount, paid_amount} of the allocation, added up from its entries."""
	totals = [0, 0, 0]
	rows = frappe.db.sql(
		"select entry_type, sum(amount) from `tabBudget Ledger Entry` where budget_allocation = %s group by entry_type",
		allocation,
	)
	for entry_type, amount in rows:
		for place, sign in enumerate(EFFECTS[entry_type]):
			totals[place] += sign * int(amount)
	return dict(zip(("amount", "committed_amount", "paid_amount"), totals, strict=True))


def _locked(allocation: str):
	return frappe.db.get_value(
		"Budget Allocation",
		allocation,
		["name", "title", "amount", "committed_amount", "paid_amount", "administrative_unit", "docstatus"],
		as_dict=True,
		for_update=True,
	)


def _changed(row, entry_type: str, amount: int) -> dict:
	_allocated, committed, paid = EFFECTS[entry_type]
	# the allocation's own amount is set when it is submitted; its entry only records it
	balance = {
		"committed_amount": int(row.committed_amount or 0) + committed * amount,
		"paid_amount": int(row.paid_amount or 0) + paid * amount,
	}
	return {**balance, "available_amount": int(row.amount) - balance["committed_amount"]}


def _refuse_broken(row, balance: dict) -> None:
	if row.docstatus != 1:
		refuse("Budget allocation {0} has not been submitted, so nothing can be drawn on it.", row.title)
	if balance["available_amount"] < 0:
		refuse(
			"Budget allocation {0} has {1} đồng left; {2} đồng more are needed. Add an allocation or take lists off the decision.",
			row.title,
			format_vnd(int(row.amount) - int(row.committed_amount or 0)),
			format_vnd(-balance["available_amount"]),
		)
	if not 0 <= balance["paid_amount"] <= balance["committed_amount"]:
		refuse(
			"The payments from budget allocation {0} would exceed what was approved. Check the payment results.",
			row.title,
		)
