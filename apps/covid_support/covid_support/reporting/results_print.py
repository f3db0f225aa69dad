"""The results as an official paper (PDF), with the letterhead of the official who prints."""

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.desk.query_report import get_report_doc

from covid_support import clock
from covid_support.documents.kit.templates import results_report
from covid_support.documents.kit.typst_renderer import render_pdf
from covid_support.messages import problems_shown
from covid_support.policies.area import assignment_of
from covid_support.registry.units import unit_title
from covid_support.reporting.results import area_condition
from covid_support.reporting.results_notes import programme_notes
from covid_support.reporting.results_table import table
from covid_support.reporting.stages import STAGES

REPORT = "Support Results"
# headings of the paper are the official Vietnamese text, as in all prints
HEADINGS = {"needed": "Cần hỗ trợ", "proposed": "Đề nghị", "approved": "Phê duyệt", "paid": "Đã chi trả"}
PERCENT_NOTE = "Tỷ lệ chi (%) là số người đã được chi trả so với số người được phê duyệt."


@frappe.whitelist(methods=["GET"])
def download(filters: str = "{}") -> None:
	"""Answer with the PDF of the report with these filters; whoever may open the report may print it."""
	get_report_doc(REPORT)
	content = results_pdf(frappe._dict(frappe.parse_json(filters) or {}))
	make_access_log(doctype="Report", document=REPORT, file_type="PDF", report_name=REPORT, filters=filters)
	frappe.local.response.filename = f"ket-qua-ho-tro-{clock.today():%Y%m%d}.pdf"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf"


def results_pdf(filters: dict) -> bytes:
	"""The paper for the reader's area."""
	with problems_shown():
		return render_pdf(results_report.build(paper(filters)))


def paper(filters: dict) -> dict:
	"""The data of the paper, as `documents.kit.templates.results_report` takes it."""
	rows = table(filters, area_condition())
	return {
		**_letterhead(),
		"issued_on": clock.today(),
		"title": "Kết quả hỗ trợ người dân gặp khó khăn do đại dịch COVID-19",
		"period": _period(filters),
		"unit_line": "Đơn vị tính: người, đồng",
		"columns": _columns(),
		"rows": [
			{"cells": {**row, "percent": row.paid_percent}, "level": row.indent, "bold": row.bold}
			for row in rows
		],
		"notes": [PERCENT_NOTE, *programme_notes(rows)],
		"signatures": [
			{"post": "NGƯỜI LẬP BIỂU", "name": frappe.utils.get_fullname()},
			{"post": "THỦ TRƯỞNG ĐƠN VỊ", "name": ""},
		],
	}


def _letterhead() -> dict:
	assignment = assignment_of(frappe.session.user)
	office = (
		frappe.db.get_value(
			"Office",
			assignment.office if assignment else None,
			["office_name", "parent_agency", "agency_symbol", "place_name"],
			as_dict=True,
		)
		or frappe._dict()
	)
	unit = unit_title(assignment.administrative_unit) if assignment else "Việt Nam"
	return {
		"agency": (office.office_name or unit).upper(),
		"parent_agency": (office.parent_agency or "").upper(),
		"number_symbol": f"/BC-{office.agency_symbol}" if office.agency_symbol else "/BC",
		"place": office.place_name or _place(assignment),
	}


def _place(assignment: dict | None) -> str:
	"""The bare name of the reader's unit: "Sóc Trăng"."""
	unit = assignment and assignment.administrative_unit
	return frappe.get_cached_value("Administrative Unit", unit, "unit_name") if unit else "Việt Nam"


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


def _columns() -> list[dict]:
	stages = [
		{
			"title": HEADINGS[stage.key],
			"sub_columns": [
				{"key": f"{stage.key}_people", "title": "Số người", "kind": "integer", "width": 16},
				{"key": f"{stage.key}_amount", "title": "Số tiền", "kind": "money", "width": 29},
			],
		}
		for stage in STAGES
	]
	return [
		{"key": "label", "title": "Nhóm đối tượng, đơn vị", "width": 54},
		*stages,
		{"key": "percent", "title": "Tỷ lệ chi (%)", "kind": "percent", "width": 13},
	]
