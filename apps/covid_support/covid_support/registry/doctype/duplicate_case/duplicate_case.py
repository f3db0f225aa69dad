import frappe
from frappe.model.document import Document

from covid_support.messages import forbid


class DuplicateCase(Document):
	"""Two records that may be one person; written by `duplicate_cases.py` and decided by actions alone."""

	def validate(self):
		forbid("Cases of duplicates are decided by the buttons of the case, not by changing its fields.")

	def on_trash(self):
		forbid("A case of duplicates is kept: it remembers what was decided.")


def on_doctype_update():
	frappe.db.add_unique("Duplicate Case", ["one", "other"], "unique_pair")
