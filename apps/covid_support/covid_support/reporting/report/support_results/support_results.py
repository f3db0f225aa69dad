"""Support Results: people and money by report group and unit, each figure open to its rows."""

import frappe
from frappe import _

from covid_support.core.money import format_vnd
from covid_support.reporting.results import area_condition
from covid_support.reporting.results_notes import notes
from covid_support.reporting.results_table import columns, table
from covid_support.reporting.stages import STAGES


def execute(filters: dict | None = None):
	"""Columns, rows, notes, chart and summary for Frappe's report view, export and dashboard chart."""
	filters = frappe._dict(filters or {})
	rows = table(filters, area_condition())
	return columns(), rows, _message(rows), _chart(rows), _summary(rows)


def _message(rows: list[dict]) -> str | None:
	if not rows:
		return None
	escaped = (frappe.utils.escape_html(note) for note in notes(rows))
	return "<br>".join(f"{_('Note')}: {note}" for note in escaped)


def _chart(rows: list[dict]) -> dict | None:
	groups = [row for row in rows if row.is_group]
	if not groups:
		return None
	return {
		"data": {
			"labels": [row.label for row in groups],
			"datasets": [
				{"name": _(stage.label), "values": [row[f"{stage.key}_people"] for row in groups]}
				for stage in STAGES
				if stage.key in ("approved", "paid")
			],
		},
		"type": "bar",
		"fieldtype": "Int",
		"colors": ["#2490ef", "#29cd42"],
	}


def _summary(rows: list[dict]) -> list[dict] | None:
	if not rows:
		return None
	total = rows[-1]
	return [
		{
			"label": _("{0}: {1} VND").format(_(stage.label), format_vnd(total[f"{stage.key}_amount"])),
			"value": _("{0} people").format(format_vnd(total[f"{stage.key}_people"])),
			"datatype": "Data",
		}
		for stage in STAGES
	]
