"""Files: private, of known kinds, and only for those who may read the document they are attached to."""

from pathlib import PurePosixPath

import frappe

from covid_support.messages import forbid, refuse
from covid_support.policies.area import sees_everything
from covid_support.policies.hidden_columns import may_read_papers
from covid_support.policies.pointing_rows import FILES_OF_STARTER, framework_allows, target_readable

# extension -> how the content begins; an empty tuple stands for text
KINDS = {
	"pdf": (b"%PDF-",),
	"jpg": (b"\xff\xd8\xff",),
	"jpeg": (b"\xff\xd8\xff",),
	"png": (b"\x89PNG\r\n",),
	"docx": (b"PK\x03\x04",),
	"xlsx": (b"PK\x03\x04",),
	"ods": (b"PK\x03\x04",),
	"odt": (b"PK\x03\x04",),
	"doc": (b"\xd0\xcf\x11\xe0",),
	"xls": (b"\xd0\xcf\x11\xe0",),
	"csv": (),
	"txt": (),
}
MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
# the list of a whole province; the site's max_file_size must allow it
LARGEST_FILES = {"Registry Import": 80 * MEGABYTE}
LOCAL_FOLDERS = ("/files/", "/private/files/")
UPLOADS = ("frappe.handler.upload_file", "frappe.client.attach_file")


def upload_privately(names: list[tuple]) -> None:
	"""Whatever the browser asked for, an official's upload is private; a public one is refused below."""
	if any(defined in UPLOADS for _name, defined in names):
		frappe.local.form_dict.is_private = 1


def before_insert(file, _event: str | None = None) -> None:
	"""What an official attaches: known kinds, real files, records of the own area. A refusal undoes the writing."""
	if file.is_folder or sees_everything(frappe.session.user):
		return
	_check_kind(file)
	_check_size(file)
	_check_address(file)
	_check_target(file)


def validate(file, _event: str | None = None) -> None:
	"""A file of an official stays private, and stays where it is attached."""
	if file.is_folder or file.is_new() or sees_everything(frappe.session.user):
		return
	before = file.get_doc_before_save()
	for field in ("is_private", "file_url", "attached_to_doctype", "attached_to_name"):
		if before and (before.get(field) or "") != (file.get(field) or ""):
			forbid(
				"An attached file cannot be moved or published. Delete it and attach it again where it belongs."
			)


# DocType -> the column that holds the address, the column that holds what the file is attached to
EVIDENCE = (
	("Application Paper", "scan", "application"),
	("Application Paper", "scan", "application_list"),
	("Support Waiver", "statement", "beneficiary"),
	("Benefit Delivery", "minutes_file", "name"),
	("Benefit Delivery", "handover_file", "name"),
	("Registry Import", "source_file", "name"),
	("Issued Document", "file", "name"),
	("Issued Document", "signed_scan", "name"),
)


def keep_evidence(file) -> None:
	"""The photo of a paper that was checked off, of a signed statement, of minutes or a handover sheet stays."""
	if not file.file_url or not file.attached_to_name or sees_everything(frappe.session.user):
		return
	for doctype, column, subject in EVIDENCE:
		if frappe.db.exists(doctype, {subject: file.attached_to_name, column: file.file_url}):
			if doctype == "Issued Document":
				forbid("An issued document is a record and cannot be deleted. Revoke it instead.")
			forbid(
				"{0} is the evidence of a paper that was checked off and cannot be deleted. Attach a better photo there instead.",
				file.file_name,
			)


def has_permission(doc, ptype: str | None = None, user: str | None = None, debug: bool = False) -> bool:
	"""Reading needs the document it is attached to; changing a file is for its owner alone."""
	user = user or frappe.session.user
	if sees_everything(user):
		return True
	if ptype == "create":
		return bool(doc.is_private) and framework_allows(doc, ptype, user)
	if ptype in ("write", "delete") and doc.owner != user:
		return False
	if doc.attached_to_doctype in FILES_OF_STARTER and doc.owner != user:
		return False
	if not may_read_papers(doc.attached_to_doctype, user):
		return False
	if doc.attached_to_doctype and doc.attached_to_name:
		return framework_allows(doc, ptype, user) and target_readable(
			doc.attached_to_doctype, doc.attached_to_name, user
		)
	return framework_allows(doc, ptype, user)


def check_download() -> None:
	"""Refuse a private file to who may read none of the documents that it is attached to.

	The framework lets the uploader in for ever, also after a move to another area.
	"""
	path = frappe.request.path
	address = path if path.startswith("/private/files/") else frappe.local.form_dict.get("file_url")
	if not isinstance(address, str) or not address.startswith("/private/files/"):
		return
	names = frappe.get_all("File", filters={"file_url": address}, pluck="name")
	if names and not any(has_permission(frappe.get_doc("File", name), "read") for name in names):
		forbid("You may not open this file. Ask an official who may read the record it is attached to.")


def _check_kind(file) -> None:
	extension = PurePosixPath(file.file_name or file.file_url or "").suffix.lower().lstrip(".")
	if extension not in KINDS:
		refuse(
			"Files of the kind {0} are not taken. Attach a PDF, a picture (JPG, PNG) or a Word or Excel file.",
			extension or "?",
		)
	content = file.content
	if not isinstance(content, bytes) or not content or file.decode:
		return
	if KINDS[extension] and not content.startswith(KINDS[extension]):
		refuse(
			"The file {0} is not what its name says. Save it again in the right format and attach it then.",
			file.file_name,
		)


def _check_size(file) -> None:
	largest = LARGEST_FILES.get(file.attached_to_doctype, LARGEST_FILE)
	if int(file.file_size or 0) > largest:
		refuse(
			"{0} has {1} MB; at most {2} MB can be attached here. Make it smaller or split it.",
			file.file_name,
			file.file_size // MEGABYTE,
			largest // MEGABYTE,
		)


def _check_address(file) -> None:
	if not file.file_url or file.content:
		return
	if not file.file_url.startswith(LOCAL_FOLDERS):
		refuse(
			"Files from other addresses are not taken. Save the file on your computer and attach it from there."
		)
	known = frappe.get_all("File", filters={"file_url": file.file_url}, pluck="name")
	if not any(has_permission(frappe.get_doc("File", name), "read") for name in known):
		forbid("You may not open this file. Ask an official who may read the record it is attached to.")


def _check_target(file) -> None:
	if file.attached_to_doctype and not target_readable(
		file.attached_to_doctype, file.attached_to_name, frappe.session.user
	):
		forbid("You may attach files only to records of your own area.")
