from frappe.model.document import Document

from covid_support.core.record_name import record_name


class EntitlementClaim(Document):
	"""A person takes part in an exclusive group through one policy: written by applications/claims.py only."""

	def autoname(self):
		self.name = record_name()
