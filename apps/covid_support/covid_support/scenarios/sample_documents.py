"""The papers of one commune's list as files: what a reader of the scenario wants to hold in hand."""

from pathlib import Path

import frappe

from covid_support.documents.write_files import write_prints
from covid_support.policies import roles
from covid_support.reporting.results_print import results_pdf


def write_samples(folder: str | Path, officials) -> list[Path]:
	"""Write the papers of the longest approved list and the results report into `folder`; returns the files.

	`officials` are the scenario's (scenarios.officials.Officials): the papers are printed by the department's
	officer of the province. The papers are the list, the letters of commune and district, the decision with all
	its lists, and a payment list of the same decision and commune. Without an approved list there is only the
	report.
	"""
	user = frappe.session.user
	frappe.set_user(officials.email(roles.DEPARTMENT_OFFICER, officials.province))
	try:
		files = [path for doctype, names in _chain() for path in write_prints(folder, doctype, names)]
		return [*files, _write_report(Path(folder))]
	finally:
		frappe.set_user(user)


def _chain() -> list[tuple[str, list[str]]]:
	rows = frappe.get_all(
		"Application List",
		filters={"docstatus": 1},
		fields=["name", "decision", "administrative_unit"],
		order_by="approved_people desc, name",
		limit=1,
	)
	if not rows:
		return []
	batches = frappe.get_all(
		"Payment Batch",
		filters={"decision": rows[0].decision, "administrative_unit": rows[0].administrative_unit},
		pluck="name",
		order_by="channel, name",
		limit=1,
	)
	return [
		("Application List", [rows[0].name]),
		("Decision", [rows[0].decision]),
		("Payment Batch", batches),
	]


def _write_report(folder: Path) -> Path:
	folder.mkdir(parents=True, exist_ok=True)
	path = folder / "ket-qua-ho-tro.pdf"
	path.write_bytes(results_pdf(frappe._dict()))
	return path
