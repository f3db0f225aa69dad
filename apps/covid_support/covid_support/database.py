"""What the database itself refuses (design §3.11): generated keys, unique indexes, checks and triggers.

Frappe's schema sync knows none of these, so they are put on after every migrate; each statement is safe
to run again.
"""

from hashlib import sha256

import frappe

DEAD = "`status` in ('Rejected', 'Withdrawn')"


def _live_application(subject: str, condition: str = "false") -> str:
	"""One live application of `subject` (a column) for policy and period; rows with `condition` are let go."""
	period = "coalesce(nullif(`unique_period`, ''), `period`)"
	return f"if({DEAD} or {condition}, null, concat(nullif(`{subject}`, ''), '|', `policy`, '|', {period}))"


LIVE_PAYMENT = (
	"if(`status` in ('Failed', 'Returned', 'Cancelled'), null, concat_ws('|', `application`, `instalment`))"
)
# in a group that tops up to the higher amount every policy has a place of its own
LIVE_CLAIM = "concat_ws('|', `exclusive_group`, `beneficiary`, `period`, nullif(`policy_slot`, ''))"
ONE_PAPER = "concat_ws('|', coalesce(`application`, `application_list`), `paper`)"
LIVE_WAIVER = "if(`withdrawn_on` is not null, null, concat_ws('|', `beneficiary`, ifnull(`policy`, ''), ifnull(`programme`, '')))"

LIVE_KEYS = (
	("Application Paper", "one_paper", ONE_PAPER),
	("Support Waiver", "live_waiver", LIVE_WAIVER),
	("Support Application", "live_application", _live_application("beneficiary")),
	(
		"Support Application",
		"live_household",
		_live_application("household", "`applicant_kind` <> 'Household'"),
	),
	("Support Application", "live_employer", _live_application("employer", "`applicant_kind` <> 'Employer'")),
	("Payment", "live_payment", LIVE_PAYMENT),
	("Entitlement Claim", "live_claim", LIVE_CLAIM),
	("Benefit Delivery", "live_delivery", "concat_ws('|', `application`, `instalment`)"),
	("Bulk Operation", "live_operation", "if(`status` in ('Planned', 'Running'), `parameters_digest`, null)"),
)
UNIQUE_KEYS = (("Bulk Chunk", "unique_position", ("operation", "position")),)
# other keys begin with the same columns; each of these cost a write for every row that was inserted or moved
FORMER_KEYS = (
	("Entitlement Claim", "unique_claim"),
	("Support Application", "support_results"),
	("Support Application", "support_results_counted"),
	# with it the lines of a long list were sought through all applications in the order of names
	("Support Application", "search_key"),
	*(("Support Application", column) for column in ("policy", "beneficiary", "beneficiary_name")),
	# a line changes its status and its payment five times; lists are sorted by name, which grows with time
	("Support Application", "commune_status_payment_status_index"),
	("Support Application", "application_list_status_index"),
	("Support Application", "application_list_index"),
	("Support Application", "modified"),
	("Payment", "modified"),
	("Support Application", "commune_policy_status_index"),
	("Support Application", "commune_index"),
	("Support Application", "policy_status_commune_index"),
	*(("Beneficiary", column) for column in ("commune", "full_name")),
	*(("Payment", column) for column in ("payment_batch", "commune")),
	("Entitlement Claim", "beneficiary"),
)
INDEXES = (
	# with the names in order, by what wordings the lines are judged and who wrote them, for every move of a list
	("Support Application", ("application_list", "name", "policy_version", "owner")),
	("Beneficiary", ("commune", "search_key")),
	("Payment", ("payment_batch", "status")),
	# in the place of a key on the commune: a province's failed payments are counted without reading a million rows
	("Payment", ("commune", "status")),
	("Budget Ledger Entry", ("budget_allocation", "entry_type")),
	("Line Correction", ("application", "creation")),
	("Entitlement Claim", ("beneficiary", "exclusive_group")),
	("Bulk Chunk", ("operation", "status", "position")),
)
# From 20 pages (the server's default) the database takes a commune to have 77 applications where it has 12,000, and then
# reads a whole area for one page of a list. Counting more pages takes 0.2 s whenever a tenth of the rows has changed, in
# the server's background.
SAMPLED = ("Support Application", "Payment")
SAMPLE_PAGES = 64
# holds every column that the results count, so that 285,500 applications are counted without reading them; by commune
# first, so that a commune's or district's own are found at once
RESULTS_INDEX = "support_results_by_commune"
RESULTS_COLUMNS = (
	"commune", "policy", "status", "payment_status", "application_date", "proposed_amount", "approved_amount", "paid_amount",
	"returned_amount",
)  # fmt: skip
# with these a rule is judged over the whole registry without reading its rows (applications/fact_query.py)
FACT_INDEXES = (
	(
		"Beneficiary",
		"facts_of_people",
		# members of a household side by side, so that what is known of it is looked up from memory just read
		(
			"commune",
			"household",
			"life_status",
			"sex",
			"residence_kind",
			"birth_year",
			"birth_month",
			"birth_day",
			"death_date",
		),
	),
	(
		"Beneficiary Category Period",
		"members_of_a_category",
		("category", "from_date", "to_date", "parenttype", "parent"),
	),
	("Household Poverty Status", "poverty_of_a_year", ("year", "parenttype", "parent", "status")),
)
WHOLE_AMOUNTS = (
	(
		"Support Application",
		("proposed_amount", "already_granted", "approved_amount", "paid_amount", "returned_amount"),
	),
	("Decision", ("amount", "budget_amount", "paid_amount")),
	(
		"Benefit Delivery",
		("amount", "disbursed_amount", "repaid_amount", "recovery_amount", "recovered_amount"),
	),
	("Payment", ("amount", "recovered_amount")),
	("Budget Ledger Entry", ("amount",)),
	("Budget Allocation", ("amount", "committed_amount", "paid_amount")),
)
LOAN_CEILING = "`disbursed_amount` <= `amount` and `repaid_amount` <= `disbursed_amount`"
RECOVERED = "`recovered_amount` <= `amount`"
BALANCES = "`committed_amount` <= `amount` and `paid_amount` <= `committed_amount`"


def apply_constraints() -> None:
	"""Put every key, check and trigger of the product on the site's database."""
	for doctype, key, expression in LIVE_KEYS:
		_add_live_key(doctype, key, expression)
	for doctype, key, columns in UNIQUE_KEYS:
		_add_unique(doctype, key, columns)
	for doctype, key in FORMER_KEYS:
		if frappe.db.has_index(f"tab{doctype}", key):
			frappe.db.sql_ddl(f"alter table `tab{doctype}` drop index `{key}`")
	for doctype, columns in INDEXES:
		frappe.db.add_index(doctype, list(columns))
	frappe.db.add_index("Support Application", list(RESULTS_COLUMNS), RESULTS_INDEX)
	for doctype, name, columns in FACT_INDEXES:
		frappe.db.add_index(doctype, list(columns), name)
	_sample_pages()
	for doctype, columns in WHOLE_AMOUNTS:
		condition = " and ".join(f"(`{c}` >= 0 and `{c}` = floor(`{c}`))" for c in columns)
		_add_check(doctype, "whole_amounts", condition)
	_add_check("Budget Allocation", "balances", BALANCES)
	_add_check("Benefit Delivery", "loan_ceiling", LOAN_CEILING)
	_add_check("Payment", "recovered_within_payment", RECOVERED)
	_add_append_only_triggers()


def _sample_pages() -> None:
	for doctype in SAMPLED:
		options = frappe.db.sql(
			"select create_options from information_schema.tables where table_schema = database() and table_name = %s",
			f"tab{doctype}",
		)
		if f"stats_sample_pages={SAMPLE_PAGES}" not in (options[0][0] or "").split():
			frappe.db.sql_ddl(f"alter table `tab{doctype}` stats_sample_pages={SAMPLE_PAGES}")
			frappe.db.sql_ddl(f"analyze table `tab{doctype}`")


def _add_live_key(doctype: str, key: str, expression: str) -> None:
	"""The column's comment remembers which expression it was made from, so that a changed one is made again."""
	digest = _digest(expression)
	comment = _column_comment(doctype, key)
	if comment != digest:
		change = "modify" if comment is not None else "add"
		frappe.db.sql_ddl(
			f"alter table `tab{doctype}` {change} column `{key}` varchar(300) generated always as ({expression}) stored"
			f" comment '{digest}'"
		)
	_add_unique(doctype, f"unique_{key}", (key,))


def _add_unique(doctype: str, key: str, columns: tuple[str, ...]) -> None:
	if not frappe.db.has_index(f"tab{doctype}", key):
		names = ", ".join(f"`{column}`" for column in columns)
		frappe.db.sql_ddl(f"alter table `tab{doctype}` add unique index `{key}` ({names})")


def _add_check(doctype: str, key: str, condition: str) -> None:
	"""The constraint's name ends with a digest of its condition, so that a changed one takes the place of the old."""
	name = f"{key}_{_digest(condition)}"
	standing = [check for check in _checks(doctype) if check == key or check.startswith(f"{key}_")]
	if standing == [name]:
		return
	for check in standing:
		frappe.db.sql_ddl(f"alter table `tab{doctype}` drop constraint `{check}`")
	frappe.db.sql_ddl(f"alter table `tab{doctype}` add constraint `{name}` check ({condition})")


def _checks(doctype: str) -> list[str]:
	"""The names of the check constraints of a table."""
	return frappe.db.sql(
		"""select constraint_name from information_schema.check_constraints
		where constraint_schema = database() and table_name = %s""",
		f"tab{doctype}",
		pluck=True,
	)


def _digest(expression: str) -> str:
	return sha256(expression.encode()).hexdigest()[:12]


def _column_comment(doctype: str, column: str) -> str | None:
	"""The comment of a column; None when there is no such column."""
	rows = frappe.db.sql(
		"""select column_comment from information_schema.columns
		where table_schema = database() and table_name = %s and column_name = %s""",
		(f"tab{doctype}", column),
	)
	return rows[0][0] if rows else None


def _add_append_only_triggers() -> None:
	for event in ("update", "delete"):
		frappe.db.sql_ddl(
			f"""create or replace trigger `budget_ledger_no_{event}` before {event} on `tabBudget Ledger Entry`
			for each row signal sqlstate '45000' set message_text = 'Budget Ledger Entry is append-only'"""
		)
