"""The timeline of a document that is moved thousands of times a day: Frappe's own rows, in one statement each.

Frappe writes a Version and a Comment as whole documents, which costs more than the move itself. Both rows only tell
what happened: nobody edits them, nothing hangs on them, so their columns are written straight away.
"""

from collections.abc import Iterable
from functools import lru_cache

import frappe
from frappe.desk.form.document_follow import follow_document
from frappe.utils import sanitize_html

from covid_support.bulk.insert import insert_rows
from covid_support.bulk.names import names_for
from covid_support.core.record_name import record_names

COMMENT_COLUMNS = [
	"name", "comment_type", "comment_email", "comment_by", "reference_doctype", "reference_name", "content",
]  # fmt: skip
VERSION_COLUMNS = ["name", "ref_doctype", "docname", "data"]


class QuickTimeline:
	"""For a controller, before Document: `class Thing(QuickTimeline, Document)`."""

	def add_comment(self, comment_type="Comment", text=None, comment_email=None, comment_by=None):
		"""As Document.add_comment; the state that a workflow button led to is written by one statement."""
		if comment_type != "Workflow":
			return super().add_comment(comment_type, text, comment_email, comment_by)
		return note_states([(self, text)], comment_email, comment_by)[0]

	def save_version(self):
		"""As Document.save_version, for a change of a document that is there already."""
		before = self.get_doc_before_save()
		if not before:
			return super().save_version()
		if self.meta.track_changes and not self.flags.ignore_version:
			write_versions([(before, self)])
		return None


def note_states(entered: Iterable[tuple], comment_email=None, comment_by=None) -> list[dict]:
	"""One comment for each (document, the state it has entered), in one statement; returns their columns."""
	entered = list(entered)
	who = (comment_email or frappe.session.user, comment_by)
	rows = [
		(name, "Workflow", *who, document.doctype, document.name, _sanitized(text or "Workflow"))
		for name, (document, text) in zip(record_names(len(entered)), entered, strict=True)
	]
	insert_rows("Comment", COMMENT_COLUMNS, rows)
	return [frappe._dict(zip(COMMENT_COLUMNS, row, strict=True)) for row in rows]


@lru_cache(maxsize=256)
def _sanitized(text: str) -> str:
	return sanitize_html(text)


def write_versions(changed: Iterable[tuple]) -> None:
	"""One version for each (document as it stood, as it is now) that differ, in one statement."""
	versions = []
	for before, document in changed:
		version = frappe.get_doc({"doctype": "Version"})
		if version.set_diff(before, document):
			versions.append(version)
	names = names_for("Version", len(versions))
	rows = (
		(name, version.ref_doctype, version.docname, version.data)
		for name, version in zip(names, versions, strict=True)
	)
	insert_rows("Version", VERSION_COLUMNS, rows)
	if frappe.get_cached_value("User", frappe.session.user, "follow_created_documents"):
		for version in versions:
			follow_document(version.ref_doctype, version.docname, frappe.session.user)
