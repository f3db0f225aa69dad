"""The doors of the programme administrator: export a programme, compare a file with the site, import it."""

import frappe

from covid_support.programmes.pack_export import export_programme
from covid_support.programmes.pack_import import ProgrammeImport
from covid_support.programmes.pack_words import shown

WRITTEN_BY_IMPORT = (
	"Support Programme",
	"Support Policy",
	"Approval Route",
	"Exclusive Group",
	"Legal Document",
)


@frappe.whitelist(methods=["GET"])
def download_programme(programme: str) -> None:
	"""Answer with the file of a programme."""
	frappe.get_doc("Support Programme", programme).check_permission("write")
	frappe.response.filename = f"{frappe.scrub(programme)}.json"
	frappe.response.filecontent = export_programme(programme).encode()
	frappe.response.type = "download"
	frappe.response.content_type = "application/json; charset=utf-8"


@frappe.whitelist(methods=["POST"])
def compare_programme(text: str) -> dict:
	"""{"programme", "title", "changes", "digest"}: what importing the file's text would change. Writes nothing."""
	_require_importer()
	found = ProgrammeImport(text)
	return {
		"programme": found.code,
		"title": found.pack["programme"]["title"],
		"changes": [shown(change) for change in found.changes],
		"digest": found.digest,
	}


@frappe.whitelist(methods=["POST"])
def import_programme(text: str, digest: str) -> str:
	"""Import the file whose difference was shown under `digest`; returns the programme's name."""
	_require_importer()
	found = ProgrammeImport(text)
	found.run(digest)
	return found.code


def _require_importer() -> None:
	for doctype in WRITTEN_BY_IMPORT:
		frappe.has_permission(doctype, "create", throw=True)
