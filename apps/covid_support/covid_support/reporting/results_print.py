"""The results as an official paper (PDF), with the letterhead of the official who prints."""

import frappe
from frappe import _

from covid_support import clock
from covid_support.documents.kit.templates import results_report
from covid_support.documents.kit.typst_renderer import render_pdf
from covid_support.messages import problems_shown
from covid_support.registry.units import unit_title
from covid_support.reporting.paper_head import letterhead, signatures
from covid_support.reporting.results import area_condition
from covid_support.reporting.results_notes import delivery_notes, programme_notes
from covid_support.reporting.results_table import table
from covid_support.reporting.stages import STAGES

# headings of the paper are the official Vietnamese text, as in all prints
HEADINGS = {"needed": "Cần hỗ trợ", "proposed": "Đề nghị", "approved": "Phê duyệt", "paid": "Đã chi trả"}
RETURNED = {"key": "returned_amount", "title": "Trả lại, thu hồi", "kind": "money", "width": 25}
PERCENT_NOTE = "Tỷ lệ chi (%) là số người đã được chi trả so với số người được phê duyệt."


def results_pdf(filters: dict) -> bytes:
	"""The paper for the reader's area."""
	with problems_shown():
		return render_pdf(results_report.build(paper(filters)))


def paper(filters: dict) -> dict:
	"""The data of the paper, as `documents.kit.templates.results_report` takes it."""
	rows = table(filters, area_condition())
	return {
		**letterhead(),
		"issued_on": clock.today(),
		"title": "Kết quả hỗ trợ người dân gặp khó khăn do đại dịch COVID-19",
		"period": _period(filters),
		"unit_line": "Đơn vị tính: người, đồng",
		"columns": _columns(any(row["returned_amount"] for row in rows)),
		"rows": [
			{
				"cells": {**row, "label": _label(row), "percent": row.paid_percent},
				"level": row.indent,
				"bold": row.bold,
			}
			for row in rows
		],
		"notes": [PERCENT_NOTE, *delivery_notes(rows), *programme_notes(rows)],
		"signatures": signatures(),
	}


def _period(filters: dict) -> str:
	parts = []
	if filters.get("unit"):
		parts.append(unit_title(filters["unit"]))
	for key, word in (("from_date", "hồ sơ từ ngày"), ("to_date", "đến ngày")):
		if filters.get(key):
			parts.append(f"{word} {frappe.utils.getdate(filters[key]):%d/%m/%Y}")
	parts.append(f"số liệu lấy ngày {clock.today():%d/%m/%Y}")
	text = ", ".join(parts)
	return f"({text[0].upper()}{text[1:]})"


def _label(row: dict) -> str:
	"""A group says what it counts unless it counts people."""
	plain = not row.is_group or row.counted == _("people")
	return row.label if plain else f"{row.label} ({row.counted})"


def _columns(some_returned: bool) -> list[dict]:
	"""The columns; money that came back gets one when there is any, and takes its room from the label."""
	stages = [
		{
			"title": HEADINGS[stage.key],
			"sub_columns": [
				{"key": f"{stage.key}_people", "title": "Số người", "kind": "integer", "width": 16},
				{"key": f"{stage.key}_amount", "title": "Số tiền", "kind": "money", "width": 29},
			],
		}
		for stage in STAGES
		if stage.key in HEADINGS
	]
	return [
		{"key": "label", "title": "Nhóm đối tượng, đơn vị", "width": 36 if some_returned else 54},
		*stages,
		*([RETURNED] if some_returned else ()),
		{"key": "percent", "title": "Tỷ lệ chi (%)", "kind": "percent", "width": 13},
	]
