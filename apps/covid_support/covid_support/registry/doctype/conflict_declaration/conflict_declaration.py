import frappe
from frappe.model.document import Document

from covid_support.messages import forbid


class ConflictDeclaration(Document):
	"""An official declares a relative, whose lists they will then not appraise or sign."""

	def validate(self):
		may_declare_for_others = "CS Programme Administrator" in frappe.get_roles()
		if (
			self.user != frappe.session.user
			and not may_declare_for_others
			and frappe.session.user != "Administrator"
		):
			forbid("You can declare only your own relatives.")
