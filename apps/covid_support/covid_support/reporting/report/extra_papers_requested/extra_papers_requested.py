"""Extra Papers Requested: who asked for more than the policy requires, how often and why."""

import frappe
from frappe import _

from covid_support.reporting.extra_papers import extra_papers


def execute(filters: dict | None = None):
	"""Columns, rows and summary for Frappe's report view and export."""
	rows = extra_papers(frappe._dict(filters or {}))
	return _columns(), [{**row, "drill": _drill(row)} for row in rows], None, None, _summary(rows)


def _columns() -> list[dict]:
	return [
		{"fieldname": "unit_name", "label": _("Unit"), "fieldtype": "Data", "width": 200},
		{"fieldname": "official_name", "label": _("Official"), "fieldtype": "Data", "width": 160},
		{"fieldname": "policy_title", "label": _("Policy"), "fieldtype": "Data", "width": 200},
		{"fieldname": "paper", "label": _("Paper"), "fieldtype": "Data", "width": 180},
		{"fieldname": "justification", "label": _("Justification"), "fieldtype": "Data", "width": 260},
		{"fieldname": "legal_ground", "label": _("Legal Ground"), "fieldtype": "Data", "width": 180},
		{"fieldname": "requests", "label": _("Requests"), "fieldtype": "Int", "width": 90},
		{"fieldname": "received", "label": _("Received"), "fieldtype": "Int", "width": 90},
		{"fieldname": "last_day", "label": _("Last Requested On"), "fieldtype": "Date", "width": 120},
	]


def _drill(row: dict) -> dict:
	"""The list filters behind the figure of a row."""
	columns = {"commune": "unit", "requested_by": "official"}
	columns |= {column: column for column in ("policy", "paper", "justification", "legal_ground")}
	return {"extra": ["=", 1], **{column: ["=", row[key]] for column, key in columns.items()}}


def _summary(rows: list[dict]) -> list[dict] | None:
	if not rows:
		return None
	asked = sum(row.requests for row in rows)
	return [
		{"label": _("Requests"), "value": asked, "datatype": "Int", "indicator": "Orange"},
		{"label": _("Officials"), "value": len({row.official for row in rows}), "datatype": "Int"},
		{"label": _("Received"), "value": sum(row.received for row in rows), "datatype": "Int"},
	]
