"""Years of history for the Desk's benchmark: what a story closed in its year, repeated for each year that follows.

Allocations, decisions, closed lists with their applications, payments, ledger entries, steps, comments and versions
are copied by SQL under names, periods and dates of the other year, and seals are computed anew by the product's own
functions, so that `./run check` holds. People are the same ones: whoever was supported was supported every year.
"""

from collections.abc import Callable
from datetime import date

import frappe

from covid_support.actions.build_payment_batch import batch_digest
from covid_support.applications.list_totals import signed_digest, store_totals
from covid_support.bulk.insert import chunks
from covid_support.scenarios.progress import Progress

STORY_YEAR = 2020
YEARS = (2021, 2022, 2023, 2024)
CHUNK = 1_000
LONG_LIST = "DS-5000"
LONG_LIST_PERIOD = "2025"
LONG_LIST_LINES = 5_000
CLOSED_LIST = (
	"select name from `tabApplication List` where workflow_state = 'Approved' and name not like '20__-%%'"
)
CLOSED_APPLICATION = f"select name from `tabSupport Application` where application_list in ({CLOSED_LIST})"
ORIGINAL = "name not like '20__-%%'"

# DocType -> (which rows are copied, columns that name another copied row, further columns: SQL of the new value)
COPIED: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
	"Budget Allocation": (f"docstatus = 1 and {ORIGINAL}", (), {"fiscal_year": "{year}"}),
	"Allocation Source": (
		f"parent in (select name from `tabBudget Allocation` where docstatus = 1 and {ORIGINAL})", ("parent",), {},
	),
	"Decision": (f"docstatus = 1 and {ORIGINAL}", ("budget_allocation",), {}),
	"Decision List": (f"application_list in ({CLOSED_LIST})", ("parent", "application_list"), {}),
	"Application List": (f"name in ({CLOSED_LIST})", ("decision",), {"period": "'{year}'"}),
	"List Step": (f"parent in ({CLOSED_LIST})", ("parent",), {}),
	"Support Application": (f"application_list in ({CLOSED_LIST})", ("application_list",), {"period": "'{year}'"}),
	"Application Paper": (
		f"application in ({CLOSED_APPLICATION}) or application_list in ({CLOSED_LIST})",
		("application", "application_list"), {},
	),
	"Entitlement Claim": (f"application in ({CLOSED_APPLICATION})", ("application",), {"period": "'{year}'"}),
	"Payment Batch": (f"docstatus = 1 and {ORIGINAL}", ("decision", "budget_allocation"), {}),
	"Payment Result": (
		f"payment_batch in (select name from `tabPayment Batch` where docstatus = 1 and {ORIGINAL})", ("payment_batch",),
		{"digest": "sha2(concat('{year}', digest), 256)"},
	),
	"Payment": (
		f"payment_batch in (select name from `tabPayment Batch` where docstatus = 1 and {ORIGINAL})",
		("payment_batch", "application", "payment_result"), {},
	),
	"Budget Ledger Entry": (ORIGINAL, ("budget_allocation", "reference_name", "entry_key"), {}),
	"Comment": (
		f"reference_doctype in ('Application List', 'Decision', 'Payment Batch') and {ORIGINAL}", ("reference_name",), {},
	),
	"Version": (
		"ref_doctype in ('Application List', 'Decision', 'Payment Batch', 'Budget Allocation')"
		" and docname not like '20__-%%'", ("docname",), {},
	),
}  # fmt: skip
TITLED = ("Budget Allocation", "Application List", "Payment Batch")
# what follows the names of applications and payments is sealed anew
SEALED = (("Application List", "signed_digest", signed_digest), ("Payment Batch", "digest", batch_digest))


def make_history(progress: Progress) -> None:
	"""Repeat the closed part of the story for every year of YEARS that is missing; add the long list."""
	for year in YEARS:
		progress.begin(f"Dựng năm {year} từ những danh sách đã xong")
		if not frappe.db.exists("Budget Allocation", {"fiscal_year": year, "name": ["like", f"{year}-%"]}):
			for place, doctype in enumerate(COPIED, 1):
				_copy(doctype, year)
				progress.at(place, len(COPIED))
			for seal in SEALED:
				_seal(*seal, year)
			frappe.db.commit()  # a year is there as a whole or not at all
	progress.begin(f"Dựng danh sách {LONG_LIST_LINES} người")
	if not frappe.db.exists("Application List", LONG_LIST):
		_make_long_list()
		frappe.db.commit()  # the list stands with all its lines
	progress.finish()
	for doctype in COPIED:
		frappe.db.sql(f"analyze table `tab{doctype}`")


def _copy(doctype: str, year: int) -> None:
	condition, links, more = COPIED[doctype]
	columns = _columns(doctype)
	values = {column: _value(column, kind, year) for column, kind in columns.items()}
	values |= {column: f"concat('{year}-', `{column}`)" for column in ("name", *links)}
	values |= {column: text.format(year=year) for column, text in more.items()}
	if doctype in TITLED:
		values["title"] = f"concat(`title`, ' ({year})')"
	if doctype == "Version":
		values["name"] = "nextval(version_id_seq)"
	names = frappe.db.sql(f"select name from `tab{doctype}` where {condition} order by name", {}, pluck=True)
	for part in chunks(names, CHUNK):  # larger ones would be copied by way of a file
		_insert(doctype, values, "name in %(names)s", {"names": part})


def _columns(doctype: str) -> dict[str, str]:
	"""{column: its type} of the columns that are written; generated ones write themselves."""
	rows = frappe.db.sql(
		"""select column_name, data_type from information_schema.columns
		where table_schema = database() and table_name = %s and is_generated = 'NEVER'""",
		f"tab{doctype}",
	)
	return dict(rows)


def _value(column: str, kind: str, year: int) -> str:
	"""The product's days move on to `year`; the framework's moments, which are of today, back to it."""
	if column in ("creation", "modified"):
		return f"`{column}` - interval {date.today().year - year} year"
	if kind in ("date", "datetime"):
		return f"`{column}` + interval {year - STORY_YEAR} year"
	return f"`{column}`"


def _insert(doctype: str, values: dict[str, str], condition: str, more: dict | None = None) -> None:
	columns = ", ".join(f"`{column}`" for column in values)
	frappe.db.sql(
		f"insert into `tab{doctype}` ({columns}) select {', '.join(values.values())} from `tab{doctype}` where {condition}",
		more or {},
	)


def _seal(doctype: str, column: str, digest_of: Callable[[str], str], year: int) -> None:
	rows = frappe.get_all(
		doctype, filters={"name": ["like", f"{year}-%"], column: ["is", "set"]}, fields=["name", column]
	)
	for row in rows:
		digest = digest_of(row.name)
		frappe.db.set_value(doctype, row.name, column, digest, update_modified=False)
		if doctype == "Application List":
			frappe.db.set_value("List Step", {"parent": row.name, "digest": row[column]}, "digest", digest)


def _make_long_list() -> None:
	"""A list in preparation with as many lines as one may have, of people whom its policy supported."""
	model, policy = frappe.db.sql(
		"""select name, policy from `tabApplication List` where workflow_state = 'Draft'
		order by (select count(*) from `tabSupport Application` where policy = `tabApplication List`.policy) desc limit 1"""
	)[0]
	unit = frappe.db.get_value("Application List", model, "administrative_unit")
	own = {"name": LONG_LIST, "title": f"Danh sách {LONG_LIST_LINES} người", "period": LONG_LIST_PERIOD}
	_insert_as("Application List", own, f"name = '{model}'")
	line = {"period": LONG_LIST_PERIOD, "application_list": LONG_LIST, "commune": unit, "status": "Listed"}
	line |= dict.fromkeys(("approved_amount", "paid_amount", "returned_amount"), 0) | {"payment_status": None}
	chosen = (
		f"policy = {frappe.db.escape(policy)} and period = 'once' and eligible = 1 limit {LONG_LIST_LINES}"
	)
	_insert_as("Support Application", line, chosen)
	store_totals(LONG_LIST)


def _insert_as(doctype: str, own: dict, condition: str) -> None:
	"""Copy rows with values of their own; whoever has no name of its own gets one from the list's."""
	values = {column: f"`{column}`" for column in _columns(doctype)}
	values["name"] = f"concat('{LONG_LIST}-', name)"
	values |= {
		column: frappe.db.escape(value)
		if isinstance(value, str)
		else ("null" if value is None else str(value))
		for column, value in own.items()
	}
	_insert(doctype, values, condition)
