"""The timeline of a document that is moved thousands of times a day: Frappe's own rows, in one statement each.

Frappe writes a Version and a Comment as whole documents, which costs more than the move itself. Both rows only tell
what happened: nobody edits them, nothing hangs on them, so their columns are written straight away.
"""

import frappe
from frappe.desk.form.document_follow import follow_document
from frappe.utils import sanitize_html

from covid_support.bulk.insert import insert_rows
from covid_support.bulk.names import names_for
from covid_support.core.record_name import record_name


class QuickTimeline:
	"""For a controller, before Document: `class Thing(QuickTimeline, Document)`."""

	def add_comment(self, comment_type="Comment", text=None, comment_email=None, comment_by=None):
		"""As Document.add_comment; the state that a workflow button led to is written by one statement."""
		if comment_type != "Workflow":
			return super().add_comment(comment_type, text, comment_email, comment_by)
		values = {
			"name": record_name(),
			"comment_type": comment_type,
			"comment_email": comment_email or frappe.session.user,
			"comment_by": comment_by,
			"reference_doctype": self.doctype,
			"reference_name": self.name,
			"content": sanitize_html(text or comment_type),
		}
		insert_rows("Comment", list(values), [tuple(values.values())])
		return frappe._dict(values)

	def save_version(self):
		"""As Document.save_version, for a change of a document that is there already."""
		before = self.get_doc_before_save()
		if not before:
			return super().save_version()
		if not self.meta.track_changes or self.flags.ignore_version:
			return None
		version = frappe.get_doc({"doctype": "Version"})
		if version.set_diff(before, self):
			_insert_version(version)
			if frappe.get_cached_value("User", frappe.session.user, "follow_created_documents"):
				follow_document(self.doctype, self.name, frappe.session.user)
		return None


def _insert_version(version) -> None:
	values = (*names_for("Version", 1), version.ref_doctype, version.docname, version.data)
	insert_rows("Version", ["name", "ref_doctype", "docname", "data"], [values])
