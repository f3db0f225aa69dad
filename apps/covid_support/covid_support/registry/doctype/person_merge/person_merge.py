from frappe.model.document import Document

from covid_support.messages import forbid


class PersonMerge(Document):
	"""The record of one merge: what both records were before, so that it can be undone."""

	def validate(self):
		forbid("A merge is made and undone by its buttons, not by writing its record.")

	def on_trash(self):
		forbid("The record of a merge is kept.")
