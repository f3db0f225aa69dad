from frappe.model.document import Document

from covid_support import clock
from covid_support.core.names import clean_name, search_key
from covid_support.core.record_name import record_name
from covid_support.messages import label_of, problems_shown, refuse
from covid_support.registry import units


class Household(Document):
	"""A household and its poverty status year by year."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		with problems_shown(label_of(self, "head_name")):
			self.head_name = clean_name(self.head_name)
		self.search_key = search_key(self.head_name)
		units.require_level(self.commune, "Commune", self.meta.get_label("commune"))
		self._check_years()

	def _check_years(self):
		years = [row.year for row in self.poverty_statuses]
		for row in self.poverty_statuses:
			if years.count(row.year) > 1:
				refuse("Year {0} stands twice in the poverty status. Keep one row for each year.", row.year)
			if not 2000 <= row.year <= clock.today().year:
				refuse(
					"Year {0} of the poverty status is not possible. Enter a year from 2000 to this year.",
					row.year,
				)
