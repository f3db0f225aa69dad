"""What the database itself refuses (design §3.11): generated keys, unique indexes, checks and triggers.

Frappe's schema sync knows none of these, so they are put on after every migrate; each statement is safe
to run again.
"""

import frappe

LIVE_APPLICATION = (
	"if(`status` in ('Rejected', 'Withdrawn'), null, concat_ws('|', `beneficiary`, `policy`, `period`))"
)
LIVE_PAYMENT = (
	"if(`status` in ('Failed', 'Returned', 'Cancelled'), null, concat_ws('|', `application`, `instalment`))"
)

ONE_PAPER = "concat_ws('|', coalesce(`application`, `application_list`), `paper`)"
LIVE_WAIVER = "if(`withdrawn_on` is not null, null, concat_ws('|', `beneficiary`, ifnull(`policy`, ''), ifnull(`programme`, '')))"

LIVE_KEYS = (
	("Application Paper", "one_paper", ONE_PAPER),
	("Support Waiver", "live_waiver", LIVE_WAIVER),
	("Support Application", "live_application", LIVE_APPLICATION),
	("Payment", "live_payment", LIVE_PAYMENT),
)
UNIQUE_KEYS = (("Entitlement Claim", "unique_claim", ("exclusive_group", "beneficiary", "period")),)
INDEXES = (
	("Support Application", ("commune", "policy", "status")),
	("Support Application", ("policy", "status", "commune")),
	("Support Application", ("application_list", "status")),
	("Support Application", ("commune", "status", "payment_status")),
	("Beneficiary", ("commune", "search_key")),
	("Payment", ("payment_batch", "status")),
	("Budget Ledger Entry", ("budget_allocation", "entry_type")),
	("Line Correction", ("application", "creation")),
)
# holds every column that the results count, so that 285,500 applications are counted without reading them
RESULTS_INDEX = "support_results"
RESULTS_COLUMNS = (
	"policy", "commune", "status", "payment_status", "application_date", "proposed_amount", "approved_amount", "paid_amount",
)  # fmt: skip
WHOLE_AMOUNTS = (
	("Support Application", ("proposed_amount", "approved_amount", "paid_amount")),
	("Payment", ("amount",)),
	("Budget Ledger Entry", ("amount",)),
	("Budget Allocation", ("amount", "committed_amount", "paid_amount")),
)
BALANCES = "`committed_amount` <= `amount` and `paid_amount` <= `committed_amount`"


def apply_constraints() -> None:
	"""Put every key, check and trigger of the product on the site's database."""
	for doctype, key, expression in LIVE_KEYS:
		_add_live_key(doctype, key, expression)
	for doctype, key, columns in UNIQUE_KEYS:
		_add_unique(doctype, key, columns)
	for doctype, columns in INDEXES:
		frappe.db.add_index(doctype, list(columns))
	frappe.db.add_index("Support Application", list(RESULTS_COLUMNS), RESULTS_INDEX)
	for doctype, columns in WHOLE_AMOUNTS:
		condition = " and ".join(f"(`{c}` >= 0 and `{c}` = floor(`{c}`))" for c in columns)
		_add_check(doctype, "whole_amounts", condition)
	_add_check("Budget Allocation", "balances", BALANCES)
	_add_append_only_triggers()


def _add_live_key(doctype: str, key: str, expression: str) -> None:
	if not _column_exists(doctype, key):
		frappe.db.sql_ddl(
			f"alter table `tab{doctype}` add column `{key}` varchar(300) generated always as ({expression}) stored"
		)
	_add_unique(doctype, f"unique_{key}", (key,))


def _add_unique(doctype: str, key: str, columns: tuple[str, ...]) -> None:
	if not frappe.db.has_index(f"tab{doctype}", key):
		names = ", ".join(f"`{column}`" for column in columns)
		frappe.db.sql_ddl(f"alter table `tab{doctype}` add unique index `{key}` ({names})")


def _add_check(doctype: str, key: str, condition: str) -> None:
	frappe.db.sql_ddl(f"alter table `tab{doctype}` add constraint if not exists `{key}` check ({condition})")


def _column_exists(doctype: str, column: str) -> bool:
	return bool(frappe.db.sql(f"show columns from `tab{doctype}` where field = %s", column))


def _add_append_only_triggers() -> None:
	for event in ("update", "delete"):
		frappe.db.sql_ddl(
			f"""create or replace trigger `budget_ledger_no_{event}` before {event} on `tabBudget Ledger Entry`
			for each row signal sqlstate '45000' set message_text = 'Budget Ledger Entry is append-only'"""
		)
