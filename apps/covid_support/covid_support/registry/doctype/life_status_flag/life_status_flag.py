import frappe
from frappe.model.document import Document

from covid_support.messages import forbid


class LifeStatusFlag(Document):
	"""A person found on a list of the dead or of those who moved away; written and decided by actions alone."""

	def validate(self):
		forbid("What a list says of a person is confirmed or dismissed by the buttons.")

	def on_trash(self):
		forbid("What a list said of a person is kept.")


def on_doctype_update():
	frappe.db.add_unique(
		"Life Status Flag", ["beneficiary", "life_status", "happened_on", "reference"], "unique_flag"
	)
