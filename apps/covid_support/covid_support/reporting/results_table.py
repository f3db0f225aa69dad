"""The results as a table: a row for each group with its units under it, a total row, and what opens each figure."""

import frappe
from frappe import _

from covid_support.reporting.results import paid_percent, policies_of, results
from covid_support.reporting.stages import FIGURES, STAGES


def columns() -> list[dict]:
	"""Columns of the report on screen; `drill` holds the stage's filters for the list behind a figure."""
	shown = [{"fieldname": "label", "label": _("Group, Unit"), "fieldtype": "Data", "width": 260}]
	for stage in STAGES:
		label = _(stage.label)
		for kind, unit, width in (("people", _("people"), 120), ("amount", _("VND"), 160)):
			shown.append(
				{
					"fieldname": f"{stage.key}_{kind}",
					"label": f"{label} ({unit})",
					"fieldtype": "Int",
					"width": width,
					"drill": stage.list_filters,
				}
			)
	return [
		*shown,
		{
			"fieldname": "paid_percent",
			"label": _("Paid (% of people)"),
			"fieldtype": "Float",
			"precision": 1,
			"width": 110,
		},
		{"fieldname": "counted", "label": _("Counted In"), "fieldtype": "Data", "width": 120},
	]


def table(filters: dict, area_condition: str) -> list[dict]:
	"""Rows for the screen, the spreadsheet and the print: {label, indent, bold, figures, paid_percent, drill}."""
	rows = results(filters, area_condition)
	if not rows:
		return []
	shown = []
	for group in dict.fromkeys(row.report_group for row in rows):
		members = [row for row in rows if row.report_group == group]
		shown.append(_sum_row(group, members, {**filters, "report_group": group}, is_group=1))
		shown.extend(_unit_row(row, filters) for row in members)
	return [*shown, _sum_row(_("Grand Total"), rows, filters)]


def drill_filters(filters: dict) -> dict[str, list]:
	"""List filters on Support Application that leave exactly the rows that `filters` of the report leave."""
	found: dict[str, list] = {}
	if filters.get("programme") or filters.get("policy") or filters.get("report_group"):
		found["policy"] = ["in", policies_of(filters)]
	if filters.get("unit"):
		found["commune"] = ["descendants of (inclusive)", filters["unit"]]
	first, last = filters.get("from_date"), filters.get("to_date")
	if first and last:
		found["application_date"] = ["between", [str(first), str(last)]]
	elif first or last:
		found["application_date"] = [">=", str(first)] if first else ["<=", str(last)]
	return found


def _sum_row(label: str, rows: list[dict], filters: dict, is_group: int = 0) -> dict:
	figures = {figure: sum(row[figure] for row in rows) for figure in FIGURES}
	counted = set().union(*(row["counted"] for row in rows))
	return _row(label, figures, 0, drill_filters(filters), _words(counted), is_group)


def _unit_row(row: dict, filters: dict) -> dict:
	figures = {figure: row[figure] for figure in FIGURES}
	drill = drill_filters({**filters, "report_group": row["report_group"], "unit": row["unit"]})
	return _row(row["unit_name"], figures, 1, drill, _words(row["counted"]))


def _words(counted: set[str]) -> str:
	"""What the figures count; several kinds together are cases."""
	return _(next(iter(counted))) if len(counted) == 1 else _("cases")


def _row(label: str, figures: dict, indent: int, drill: dict, counted: str, is_group: int = 0) -> dict:
	share = float(paid_percent(figures))
	return frappe._dict(
		label=label,
		indent=indent,
		bold=int(indent == 0),
		is_group=is_group,
		drill=drill,
		counted=counted,
		paid_percent=share,
		**figures,
	)
