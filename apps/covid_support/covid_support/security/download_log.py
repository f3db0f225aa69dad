"""Every export, bulk print and report file leaves a row in the Access Log: who, what, which filters, when."""

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log

# function -> what it hands out; single prints are logged by the framework itself
LOGGED_FUNCTIONS = {
	"frappe.desk.query_report.export_query": "Report Export",
	"frappe.desk.reportview.export_query": "List Export",
	"frappe.utils.print_format.download_multi_pdf": "Bulk Print",
	"frappe.core.doctype.prepared_report.prepared_report.download_attachment": "Report Export",
	"frappe.core.doctype.data_export.exporter.export_data": "Data Export",
}
DOWNLOAD_WORDS = ("download", "export")


def log_download(names: list[tuple]) -> None:
	"""Log the request when it hands out data as a file; a refused attempt stays on record as well."""
	for _name, defined in names:
		if defined and (method := _kind(defined)):
			_log(method, defined)


def _kind(function_name: str) -> str | None:
	if function_name in LOGGED_FUNCTIONS:
		return LOGGED_FUNCTIONS[function_name]
	module, _dot, name = function_name.rpartition(".")
	if module.startswith("covid_support.documents."):
		return None  # official prints log themselves
	if module.startswith("covid_support.") and any(word in name for word in DOWNLOAD_WORDS):
		return "Download"
	return None


def _log(method: str, function_name: str) -> None:
	form = frappe.local.form_dict
	doctype = form.get("doctype")
	document = form.get("name") or form.get("docname") or ""
	make_access_log(
		doctype=doctype if isinstance(doctype, str) and frappe.db.exists("DocType", doctype) else None,
		document=str(document)[:140],
		method=method,
		file_type=str(form.get("file_format_type") or "PDF"),
		report_name=form.get("report_name") or function_name,
		filters=frappe.as_json({"filters": form.get("filters"), "name": document}, indent=None)[:5000],
	)
