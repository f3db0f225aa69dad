import frappe
from frappe.model.document import Document

from covid_support.messages import forbid


class BulkOperation(Document):
	"""One run over many rows and the record of it; written by bulk/start.py and bulk/progress.py alone."""

	def validate(self):
		if not self.flags.by_engine:
			forbid("An operation is started by its button and cannot be written by hand.")

	def on_trash(self):
		forbid("Operation {0} stays on record.", self.name)


def on_doctype_update():
	frappe.db.add_index("Bulk Operation", ["status", "heartbeat"])
