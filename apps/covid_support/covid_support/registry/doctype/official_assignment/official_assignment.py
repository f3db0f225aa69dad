import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support.messages import refuse
from covid_support.policies.area import forget_areas
from covid_support.policies.official_accounts import check_assignment


class OfficialAssignment(Document):
	"""Binds a user to the area they work for, from one day to another."""

	def validate(self):
		check_assignment(self)
		if self.valid_to and getdate(self.valid_to) < getdate(self.valid_from):
			refuse("{0}: the end date is before the start date.", self.full_name or self.user)
		office_unit = self.office and frappe.db.get_value("Office", self.office, "administrative_unit")
		if office_unit and office_unit != self.administrative_unit:
			refuse("The office belongs to another unit than the area. Choose an office of the same unit.")

	def on_update(self):
		forget_areas()

	def on_trash(self):
		forget_areas()
