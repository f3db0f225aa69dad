from frappe.model.document import Document
from frappe.utils import getdate

from covid_support.messages import problems_shown, refuse
from covid_support.programmes.routes import route_states


class ApprovalRoute(Document):
	"""The steps that a list takes from the commune to the decision."""

	def validate(self):
		if self.valid_to and self.valid_from and getdate(self.valid_to) < getdate(self.valid_from):
			refuse("{0}: the end date is before the start date.", self.title)
		with problems_shown(self.title):
			route_states([row.as_dict() for row in self.steps])
