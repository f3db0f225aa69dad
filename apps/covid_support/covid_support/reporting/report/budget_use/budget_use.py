"""Budget Use: what was allocated, committed by decisions and paid; each amount opens its ledger entries."""

import frappe
from frappe import _

from covid_support.core.money import format_vnd
from covid_support.reporting.budget_use import ENTRIES, budget_use, total


def execute(filters: dict | None = None):
	"""Columns, rows and summary for Frappe's report view and export."""
	rows = budget_use(frappe._dict(filters or {}))
	if not rows:
		return _columns(), [], None, None, None
	line = frappe._dict(title=_("Grand Total"), bold=1, **total(rows))
	return _columns(), [*rows, line], None, None, _summary(line)


def _columns() -> list[dict]:
	texts = (
		("unit_name", _("Unit"), 160),
		("programme", _("Programme"), 240),
		("fiscal_year", _("Fiscal Year"), 90),
		("sources", _("Sources"), 260),
	)
	amounts = (
		("allocated", _("Allocated (VND)")),
		("committed", _("Committed (VND)")),
		("available", _("Available (VND)")),
		("paid", _("Paid (VND)")),
		("unpaid", _("Committed, Not Paid (VND)")),
	)
	percents = (("committed_percent", _("Committed (%)")), ("paid_percent", _("Paid (%)")))
	return [
		{"fieldname": "title", "label": _("Budget Allocation"), "fieldtype": "Data", "width": 240},
		*(
			{
				"fieldname": name,
				"label": label,
				"fieldtype": "Int",
				"width": 160,
				"entries": ENTRIES.get(name),
			}
			for name, label in amounts
		),
		*(
			{"fieldname": name, "label": label, "fieldtype": "Float", "precision": 1, "width": 110}
			for name, label in percents
		),
		*(
			{"fieldname": name, "label": label, "fieldtype": "Data", "width": width}
			for name, label, width in texts
		),
	]


def _summary(line: dict) -> list[dict]:
	labels = (
		("allocated", _("Allocated")),
		("committed", _("Committed")),
		("paid", _("Paid")),
		("available", _("Available")),
	)
	return [
		{"label": label, "value": _("{0} VND").format(format_vnd(line[name])), "datatype": "Data"}
		for name, label in labels
	]
