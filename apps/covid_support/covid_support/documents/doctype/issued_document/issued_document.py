from frappe.model.document import Document

from covid_support.core.record_name import record_name
from covid_support.messages import forbid


class IssuedDocument(Document):
	"""A paper as an office issued it: its number, its PDF and the seal by which anybody can check a copy."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		if not self.flags.by_register:
			forbid("An issued document is a record and is not changed by hand. Use the buttons of its form.")

	def on_trash(self):
		forbid("An issued document is a record and cannot be deleted. Revoke it instead.")
