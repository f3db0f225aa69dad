from frappe.model.document import Document

from covid_support.core.identity import check_tax_code
from covid_support.core.names import search_key
from covid_support.core.record_name import record_name
from covid_support.messages import label_of, problems_shown
from covid_support.registry import units


class Employer(Document):
	"""An enterprise, cooperative, household business or other unit that employs workers."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		with problems_shown(label_of(self, "tax_code")):
			self.tax_code = check_tax_code(self.tax_code)
		self.search_key = search_key(self.employer_name)
		units.require_level(self.commune, "Commune", self.meta.get_label("commune"))
