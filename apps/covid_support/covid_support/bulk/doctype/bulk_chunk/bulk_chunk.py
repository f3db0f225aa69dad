from frappe.model.document import Document

from covid_support.messages import forbid


class BulkChunk(Document):
	"""A part of a Bulk Operation; written by bulk/chunk_rows.py alone."""

	def validate(self):
		forbid("Parts of an operation are written by the operation itself and cannot be changed by hand.")

	def on_trash(self):
		forbid("Operation {0} stays on record.", self.operation)
