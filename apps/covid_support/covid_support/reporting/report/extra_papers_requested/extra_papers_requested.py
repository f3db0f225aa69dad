"""Extra Papers Requested: who asked for more than the policy requires, how often and why."""

import frappe
from frappe import _

from covid_support.reporting.extra_papers import extra_papers


def execute(filters: dict | None = None):
	"""Columns, rows and summary for Frappe's report view and export."""
	filters = frappe._dict(filters or {})
	rows = extra_papers(filters)
	return _columns(), [{**row, "drill": _drill(row, filters)} for row in rows], None, None, _summary(rows)


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


def _drill(row: dict, filters: dict) -> dict:
	"""The list filters behind the figure of a row, its days among them where the report is limited to days."""
	columns = {"commune": "unit", "requested_by": "official"}
	columns |= {column: column for column in ("policy", "paper", "justification", "legal_ground")}
	drill = {"extra": ["=", 1], **{column: ["=", row[key]] for column, key in columns.items()}}
	if filters.get("from_date") or filters.get("to_date"):
		drill["requested_at"] = ["between", [str(row["first_day"]), str(row["last_day"])]]
	return drill


def _summary(rows: list[dict]) -> list[dict] | None:
	if not rows:
		return None
	asked = sum(row.requests for row in rows)
	return [
		{"label": _("Requests"), "value": asked, "datatype": "Int", "indicator": "Orange"},
		{"label": _("Officials"), "value": len({row.official for row in rows}), "datatype": "Int"},
		{"label": _("Received"), "value": sum(row.received for row in rows), "datatype": "Int"},
	]
