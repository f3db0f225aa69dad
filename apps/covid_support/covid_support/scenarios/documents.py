"""The printed documents of the Sóc Trăng story as files: a sample of each print, and the results report."""

from pathlib import Path

import frappe

from covid_support.documents.write_files import write_prints
from covid_support.policies import roles
from covid_support.reporting.results_print import results_pdf
from covid_support.scenarios.acting import acting
from covid_support.scenarios.officials import Officials
from covid_support.scenarios.soc_trang_calendar import PROVINCE

REPORT_FILE = "bao-cao-ket-qua-ho-tro.pdf"


def write(folder: str) -> list[Path]:
	"""Write the prints of the largest list, decision and batch and the report, as the department sees them."""
	target = Path(folder)
	target.mkdir(parents=True, exist_ok=True)
	written = []
	with acting(Officials(PROVINCE).email(roles.DEPARTMENT_OFFICER, PROVINCE)):
		for doctype in ("Application List", "Decision", "Payment Batch"):
			written += write_prints(target, doctype, _largest(doctype))
		report = target / REPORT_FILE
		report.write_bytes(results_pdf({"programme": "NQ42-2020", "level": "District"}))
	return [*written, report]


def _largest(doctype: str) -> list[str]:
	filters = {"docstatus": 1}
	return frappe.get_all(doctype, filters=filters, pluck="name", order_by="people desc, name", limit=1)
