"""Totals and digest of a list, always counted from its rows."""

import frappe

from covid_support.applications.list_route import refresh_next_state
from covid_support.core.digest import digest_encoded, row_sql, text_sql, whole_sql

TOTAL_FIELDS = (
	"people", "proposed_amount", "approved_people", "approved_amount", "rejected_people", "paid_people", "paid_amount",
)  # fmt: skip
SIGNED = row_sql(
	text_sql("name"),
	text_sql("coalesce(nullif(filed_as, ''), beneficiary)"),  # as signed, though the record was merged since
	text_sql("beneficiary_name"),
	text_sql("policy_version"),
	text_sql("period"),
	whole_sql("proposed_amount"),
)


def totals_of(application_list: str, current: bool = False) -> dict:
	"""The totals of the list's rows (people and VND) in one query.

	`current` reads the rows as they stand now and holds them, not as they stood when the transaction began.
	"""
	row = frappe.db.sql(
		f"""select
			count(*) as people,
			coalesce(sum(proposed_amount), 0) as proposed_amount,
			coalesce(sum(status <> 'Rejected'), 0) as approved_people,
			coalesce(sum(if(status <> 'Rejected', proposed_amount, 0)), 0) as approved_amount,
			coalesce(sum(status = 'Rejected'), 0) as rejected_people,
			coalesce(sum(payment_status = 'Paid'), 0) as paid_people,
			coalesce(sum(paid_amount), 0) as paid_amount
		from `tabSupport Application` where application_list = %s {"lock in share mode" if current else ""}""",
		application_list,
		as_dict=True,
	)[0]
	return {field: int(row[field]) for field in TOTAL_FIELDS}


def store_totals(application_list: str) -> dict:
	"""Count and write the totals of a list that is not being saved right now."""
	totals = totals_of(application_list, current=True)
	frappe.db.set_value("Application List", application_list, totals, update_modified=False)
	refresh_next_state(application_list)  # an amount may decide which steps are taken
	return totals


def signed_digest(application_list: str) -> str:
	"""SHA-256 of what the commune signs: each line's person, policy version, period and proposed amount.

	Later steps may take lines out, but these columns never change, so the digest verifies for good (I4).
	"""
	rows = frappe.db.sql(
		f"select {SIGNED} from `tabSupport Application` where application_list = %s order by name",
		application_list,
	)
	return digest_encoded(row[0] for row in rows)
