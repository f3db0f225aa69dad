"""What each budget allocation has been used for, added up from the entries of its ledger."""

import frappe

from covid_support.core.money import percent
from covid_support.payments.ledger import EFFECTS
from covid_support.policies.area import area_sql
from covid_support.registry.units import unit_place

AMOUNTS = ("allocated", "committed", "paid")
# the ledger entries behind each amount, for opening them
ENTRIES = {
	amount: [entry for entry, effect in EFFECTS.items() if effect[place]]
	for place, amount in enumerate(AMOUNTS)
}


def budget_use(filters: dict) -> list[dict]:
	"""Submitted allocations of the reader's area with their sources and balances (VND, int).

	`filters`: programme, unit (its whole subtree), fiscal_year, funding_source. A row holds allocation, title,
	programme, unit_name, fiscal_year, sources, allocated, committed, available, paid, unpaid,
	committed_percent and paid_percent (of what was allocated).
	"""
	conditions, values = _conditions(filters)
	rows = frappe.db.sql(_query(conditions), values, as_dict=True)
	for row in rows:
		row.update({amount: int(row[amount]) for amount in AMOUNTS})
		row.update(derived(row))
	return rows


def derived(row: dict) -> dict:
	"""What follows from the three amounts: what is left, what is still to pay, the percentages."""
	return {
		"available": row["allocated"] - row["committed"],
		"unpaid": row["committed"] - row["paid"],
		"committed_percent": float(percent(row["committed"], row["allocated"])),
		"paid_percent": float(percent(row["paid"], row["allocated"])),
	}


def total(rows: list[dict]) -> dict:
	"""The sums of `rows` and what follows from them."""
	sums = {amount: sum(row[amount] for row in rows) for amount in AMOUNTS}
	return {**sums, **derived(sums)}


def _conditions(filters: dict) -> tuple[list[str], dict]:
	conditions, values = ["allocation.docstatus = 1"], {}
	for column in ("programme", "fiscal_year"):
		if filters.get(column):
			conditions.append(f"allocation.{column} = %({column})s")
			values[column] = filters[column]
	if filters.get("funding_source"):
		conditions.append(
			"allocation.name in (select parent from `tabAllocation Source` where funding_source = %(source)s)"
		)
		values["source"] = filters["funding_source"]
	if filters.get("unit"):
		conditions.append("unit.lft between %(lft)s and %(rgt)s")
		values["lft"], values["rgt"] = unit_place(filters["unit"])
	area = area_sql("allocation.administrative_unit")
	if area:
		conditions.append(area)
	return conditions, values


def _query(conditions: list[str]) -> str:
	sums = ", ".join(
		f"coalesce(sum({_signed(place)}), 0) as {amount}" for place, amount in enumerate(AMOUNTS)
	)
	return f"""
		select allocation.name as allocation, allocation.title, programme.title as programme, allocation.fiscal_year,
			unit.full_name as unit_name, allocation.legal_document,
			(select group_concat(concat(source.title, ': ', format(share.amount, 0, 'de_DE')) order by share.idx separator '; ')
				from `tabAllocation Source` share
				join `tabFunding Source` source on source.name = share.funding_source
				where share.parent = allocation.name and share.parenttype = 'Budget Allocation') as sources,
			{sums}
		from `tabBudget Allocation` allocation
		join `tabAdministrative Unit` unit on unit.name = allocation.administrative_unit
		left join `tabSupport Programme` programme on programme.name = allocation.programme
		left join `tabBudget Ledger Entry` entry on entry.budget_allocation = allocation.name
		where {" and ".join(conditions)}
		group by allocation.name, allocation.title, programme.title, allocation.fiscal_year, unit.full_name,
			allocation.legal_document
		order by allocation.fiscal_year desc, allocation.title"""


def _signed(place: int) -> str:
	cases = " ".join(f"when '{entry}' then {effect[place]}" for entry, effect in EFFECTS.items())
	return f"case entry.entry_type {cases} else 0 end * entry.amount"
