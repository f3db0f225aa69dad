from frappe.model.document import Document

from covid_support.messages import refuse


class PolicyVersion(Document):
	"""The frozen rules of a Support Policy: written once, never changed."""

	def validate(self):
		if not self.is_new():
			refuse("A policy version is frozen. Change the policy: that makes a new version.")

	def on_trash(self):
		refuse("A policy version is frozen and cannot be deleted.")
