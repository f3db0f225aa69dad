from frappe.model.document import Document
from frappe.utils import getdate

from covid_support.messages import problems_shown, refuse
from covid_support.programmes.confirmations import note_confirmations
from covid_support.programmes.routes import route_states


class ApprovalRoute(Document):
	"""The steps that a list takes from the office that draws it up to the decision."""

	def validate(self):
		note_confirmations(self)
		if self.valid_to and self.valid_from and getdate(self.valid_to) < getdate(self.valid_from):
			refuse("{0}: the end date is before the start date.", self.title)
		if self.handover_route and self.handover_route == self.name:
			refuse("Route {0} cannot be handed over to itself. Choose another route.", self.title)
		with problems_shown(self.title):
			self.states()

	def states(self):
		"""The states of the route in order."""
		return route_states([row.as_dict() for row in self.steps])
