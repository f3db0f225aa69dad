import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.core.record_name import record_name
from covid_support.messages import problems_shown, refuse
from covid_support.registry import identity_numbers, person_record, units
from covid_support.registry.merged_people import MERGED

PERSON_FIELDS = ("full_name", "sex", "birth_date", *person_record.NUMBER_FIELDS, "life_status")


class Beneficiary(Document):
	"""A person, registered once for all programmes."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		self._refuse_tombstone()
		with problems_shown():
			self.update(person_record.complete(self._person(), clock.today()))
		units.require_level(self.commune, "Commune", self.meta.get_label("commune"))
		identity_numbers.refuse_taken(self)
		self._check_categories()
		self._check_account()

	def _refuse_tombstone(self):
		"""Merging is an action: a merged record is not changed by its form, and no record becomes one by it."""
		stored = None if self.is_new() else frappe.db.get_value("Beneficiary", self.name, "merged_into")
		if stored:
			refuse("{0} was merged into another record. Open that record and use it instead.", self.full_name)
		self.merged_into = None
		if self.life_status == MERGED:
			refuse("A record becomes merged by the button of its case of duplicates, not by its life status.")

	def _person(self) -> dict:
		person = {field: self.get(field) for field in PERSON_FIELDS}
		return {**person, "death_date": getdate(self.death_date) if self.death_date else None}

	def _check_categories(self):
		for row in self.categories:
			if row.to_date and getdate(row.to_date) < getdate(row.from_date):
				refuse("Category row {0}: the end date is before the start date.", row.idx)

	def _check_account(self):
		if self.preferred_channel == "Bank Transfer" and not (self.bank and self.account_number):
			refuse(
				"Payment by bank transfer needs the bank and the account number. Fill them in or choose cash."
			)

	def on_trash(self):
		if frappe.db.exists("Support Application", {"beneficiary": self.name}):
			refuse(
				"{0} has applications and cannot be deleted. Record the death or the move instead.",
				self.full_name,
			)
