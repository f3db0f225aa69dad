"""The framework's File, asked first: evidence stays on the disk too, not in the table alone."""

from frappe.core.doctype.file.file import File

from covid_support.security.files import keep_evidence


class KeptFile(File):
	"""A file that may be the evidence of something.

	The framework takes a file off the disk in its own `on_trash`, before any hook may refuse, and what is gone
	from the disk does not come back with the transaction.
	"""

	def on_trash(self):
		keep_evidence(self)
		super().on_trash()
