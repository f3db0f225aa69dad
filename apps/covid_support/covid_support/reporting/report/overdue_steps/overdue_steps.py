"""Overdue Steps: which list or payment batch is late, at whose desk, by how many working days."""

import frappe
from frappe import _

from covid_support.core.money import format_vnd
from covid_support.reporting.overdue import overdue_steps


def execute(filters: dict | None = None):
	"""Columns, rows and summary for Frappe's report view and export."""
	rows = overdue_steps(frappe._dict(filters or {}))
	shown = [
		{
			**row,
			"document_label": _(row.document_type),
			"workflow_state": _(row.workflow_state),
			"responsible_role": _(row.responsible_role) if row.responsible_role else "",
			"responsible": row.responsible or "",
		}
		for row in rows
	]
	return _columns(), shown, None, None, _summary(rows)


def _columns() -> list[dict]:
	return [
		{
			"fieldname": "document",
			"label": _("Document"),
			"fieldtype": "Dynamic Link",
			"options": "document_type",
			"width": 130,
		},
		{"fieldname": "document_label", "label": _("Kind"), "fieldtype": "Data", "width": 150},
		{"fieldname": "title", "label": _("Title"), "fieldtype": "Data", "width": 260},
		{"fieldname": "unit_name", "label": _("Unit"), "fieldtype": "Data", "width": 220},
		{"fieldname": "workflow_state", "label": _("State"), "fieldtype": "Data", "width": 140},
		{"fieldname": "responsible_role", "label": _("Responsible Role"), "fieldtype": "Data", "width": 150},
		{"fieldname": "responsible", "label": _("Responsible Person"), "fieldtype": "Data", "width": 160},
		{"fieldname": "due_date", "label": _("Due Date"), "fieldtype": "Date", "width": 110},
		{"fieldname": "days_late", "label": _("Working Days Late"), "fieldtype": "Int", "width": 130},
		{"fieldname": "people", "label": _("People"), "fieldtype": "Int", "width": 90},
		{"fieldname": "amount", "label": _("Amount (VND)"), "fieldtype": "Int", "width": 140},
	]


def _summary(rows: list[dict]) -> list[dict] | None:
	if not rows:
		return None
	return [
		{"label": _("Overdue Documents"), "value": len(rows), "datatype": "Int", "indicator": "Red"},
		{"label": _("Longest Delay (Working Days)"), "value": rows[0].days_late, "datatype": "Int"},
		{
			"label": _("People Waiting"),
			"value": format_vnd(sum(row.people or 0 for row in rows)),
			"datatype": "Data",
		},
	]
