"""The doors of the programme administrator: export, compare and import a programme, confirm values of the law."""

import frappe
from frappe.utils import getdate

from covid_support.messages import forbid, refuse
from covid_support.programmes import confirmation_words, confirmations
from covid_support.programmes.local_template import LocalProgramme
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
	if not all(frappe.has_permission(doctype, "create") for doctype in WRITTEN_BY_IMPORT):
		forbid("Only the programme administrator brings programmes in. Ask this administrator to do so.")


@frappe.whitelist(methods=["POST"])
def create_local_programme(
	province: str,
	code: str,
	title: str,
	document_number: str,
	document_title: str,
	issuer: str,
	issued_on: str,
	route: str,
) -> str:
	"""Begin a province's own programme from the template; everything is a draft. Returns the programme's name."""
	_require_importer()
	wanted = LocalProgramme(
		province, code.strip(), title, document_number, document_title, issuer, getdate(issued_on), route
	)
	return wanted.create()


@frappe.whitelist(methods=["GET"])
def get_unconfirmed(doctype: str, name: str) -> dict:
	"""{"values", "may_confirm"}: what of a policy, route or document of the law nobody has read in a text."""
	document = _document_of_law(doctype, name)
	document.check_permission("read")
	return {
		"values": [
			confirmation_words.shown(document, value) for value in confirmations.unconfirmed(document)
		],
		"may_confirm": bool(frappe.has_permission(doctype, "write", document)),
	}


@frappe.whitelist(methods=["POST"])
def confirm_value(doctype: str, name: str, row: str, prefix: str, confidence: str, source: str) -> None:
	"""Mark one value as read in `source`, in the name of the session's user."""
	document = _document_of_law(doctype, name)
	document.check_permission("write")
	confirmations.confirm(document, row, prefix, confidence, source)


def _document_of_law(doctype: str, name: str):
	if doctype not in WRITTEN_BY_IMPORT:
		refuse("{0} holds no values of the law.", frappe._(doctype))
	return frappe.get_doc(doctype, name)
