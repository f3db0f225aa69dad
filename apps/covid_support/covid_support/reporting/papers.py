"""The reports as official papers (PDF): one door for all of them."""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.desk.query_report import get_report_doc

from covid_support import clock
from covid_support.documents.kit.templates import results_report
from covid_support.documents.kit.typst_renderer import render_pdf
from covid_support.messages import problems_shown, refuse
from covid_support.reporting import results_print
from covid_support.reporting.budget_use import budget_use, total
from covid_support.reporting.extra_papers import extra_papers
from covid_support.reporting.overdue import overdue_steps
from covid_support.reporting.paper_head import letterhead, signatures


@frappe.whitelist(methods=["GET"])
def download(report: str, filters: str = "{}") -> None:
	"""Answer with the PDF of `report` with these filters; whoever may open the report may print it."""
	if report not in PAPERS:
		refuse("{0} has no print. Choose another report.", report)
	get_report_doc(report)
	file_name, paper = PAPERS[report]
	with problems_shown():
		content = render_pdf(results_report.build(paper(frappe._dict(frappe.parse_json(filters) or {}))))
	make_access_log(doctype="Report", document=report, file_type="PDF", report_name=report, filters=filters)
	frappe.local.response.filename = f"{file_name}-{clock.today():%Y%m%d}.pdf"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "pdf"


def overdue_paper(filters: dict) -> dict:
	"""The overdue steps of the reader's area, as `documents.kit.templates.results_report` takes them."""
	rows = [
		{
			**row,
			"kind": _(row.document_type),
			"state": _(row.workflow_state),
			"desk": row.responsible or (_(row.responsible_role) if row.responsible_role else ""),
			"due": f"{frappe.utils.getdate(row.due_date):%d/%m/%Y}",
			"amount": int(row.amount or 0),
		}
		for row in overdue_steps(filters)
	]
	return {
		**_frame("Danh sách, đợt chi trả quá hạn xử lý"),
		"number_column": True,
		"columns": [
			{"key": "title", "title": "Danh sách, đợt chi trả", "width": 62},
			{"key": "unit_name", "title": "Đơn vị", "width": 40},
			{"key": "state", "title": "Trạng thái", "width": 28},
			{"key": "desk", "title": "Người chịu trách nhiệm", "width": 34},
			{"key": "due", "title": "Hạn xử lý", "width": 21, "align": "center"},
			{"key": "days_late", "title": "Quá hạn (ngày làm việc)", "kind": "integer", "width": 19},
			{"key": "people", "title": "Số người", "kind": "integer", "width": 14},
			{"key": "amount", "title": "Số tiền (đồng)", "kind": "money", "width": 28},
		],
		"rows": [{"cells": row} for row in rows],
	}


def budget_paper(filters: dict) -> dict:
	"""The use of each allocation of the reader's area, with the grand total."""
	rows = budget_use(filters)
	lines = [{"cells": row} for row in rows]
	if rows:
		lines.append({"cells": {**total(rows), "title": "Tổng cộng"}, "bold": True})
	return {
		**_frame("Tình hình phân bổ và sử dụng kinh phí"),
		"columns": [
			{"key": "title", "title": "Phân bổ kinh phí", "width": 62},
			{"key": "sources", "title": "Nguồn kinh phí", "width": 46},
			{"key": "allocated", "title": "Phân bổ", "kind": "money", "width": 31},
			{"key": "committed", "title": "Đã cam kết chi", "kind": "money", "width": 31},
			{"key": "paid", "title": "Đã chi trả", "kind": "money", "width": 31},
			{"key": "available", "title": "Còn được sử dụng", "kind": "money", "width": 31},
			{"key": "paid_percent", "title": "Đã chi (%)", "kind": "percent", "width": 14},
		],
		"rows": lines,
	}


def extra_papers_paper(filters: dict) -> dict:
	"""The papers asked for beyond the policies in the reader's area, with who asked and why."""
	rows = extra_papers(filters)
	return {
		**_frame("Giấy tờ yêu cầu ngoài quy định"),
		"number_column": True,
		"columns": [
			{"key": "unit_name", "title": "Đơn vị", "width": 38},
			{"key": "official_name", "title": "Người yêu cầu", "width": 30},
			{"key": "policy_title", "title": "Chính sách", "width": 38},
			{"key": "paper", "title": "Giấy tờ", "width": 34},
			{"key": "justification", "title": "Giải trình", "width": 50},
			{"key": "legal_ground", "title": "Căn cứ pháp lý", "width": 32},
			{"key": "requests", "title": "Số lần", "kind": "integer", "width": 14},
			{"key": "received", "title": "Đã nhận", "kind": "integer", "width": 14},
		],
		"rows": [{"cells": row} for row in rows],
	}


def _frame(title: str) -> dict:
	return {
		**letterhead(),
		"issued_on": clock.today(),
		"title": title,
		"period": f"(Số liệu lấy ngày {clock.today():%d/%m/%Y})",
		"unit_line": "Đơn vị tính: người, đồng",
		"signatures": signatures(),
	}


# report -> (file name, data of the paper)
PAPERS = {
	"Support Results": ("ket-qua-ho-tro", results_print.paper),
	"Overdue Steps": ("qua-han-xu-ly", overdue_paper),
	"Budget Use": ("su-dung-kinh-phi", budget_paper),
	"Extra Papers Requested": ("giay-to-ngoai-quy-dinh", extra_papers_paper),
}
