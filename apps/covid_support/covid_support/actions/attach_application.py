"""Put single applications, filed one by one, on a list that is being prepared, or take them off again."""

import frappe

from covid_support.actions.add_applications import EDITABLE_STATES
from covid_support.applications import applicants
from covid_support.applications.exclusions import refuse_obstacle, refuse_supported_elsewhere
from covid_support.applications.list_filer import commune_of_line, holds_outsiders
from covid_support.applications.list_totals import store_totals
from covid_support.messages import label_of, refuse
from covid_support.policies.list_steps import require_preparer
from covid_support.registry.units import lies_in


class AttachApplication:
	"""Put a draft application on the open list of its commune (or employer), policy and period."""

	def __init__(self, application: str, application_list: str):
		# locked, so that the list cannot be submitted or signed meanwhile (I4), nor the application put on two lists
		self.list = frappe.get_doc("Application List", application_list, for_update=True)
		self.application = frappe.get_doc("Support Application", application, for_update=True)

	def run(self) -> None:
		"""Check and attach; attaching twice to the same list changes nothing."""
		if self.application.application_list == self.list.name:
			return
		self.check()
		self.application.db_set(
			{
				"application_list": self.list.name,
				"status": "Listed",
				"commune": commune_of_line(self.list, self.application.commune),
			}
		)
		store_totals(self.list.name)

	def check(self) -> None:
		"""Both must be the user's, the application an eligible draft, the list in preparation for the same policy."""
		self.application.check_permission("write")
		self.list.check_permission("write")
		require_preparer(self.list)
		if self.application.status != "Draft":
			refuse("The application of {0} is already on a list.", self.application.beneficiary_name)
		if not self.application.eligible:
			refuse(
				"{0} is not eligible: {1}. Correct the application or choose another policy.",
				self.application.beneficiary_name,
				self.application.judgement,
			)
		refuse_obstacle(self.application)
		refuse_supported_elsewhere(self.application)
		if self.list.workflow_state not in EDITABLE_STATES:
			refuse(
				"List {0} is already on its way and takes no more people. Ask for it to be returned first.",
				self.list.name,
			)
		for field in self._differences():
			refuse(
				"The application and the list differ in {0}. Choose a list of the same policy, period and commune.",
				label_of(self.application, field),
			)

	def _differences(self) -> list[str]:
		"""Fields in which application and list must agree and do not."""
		differing = [f for f in ("policy", "period") if self.application.get(f) != self.list.get(f)]
		if self.list.employer and self.application.employer != self.list.employer:
			differing.append("employer")
		if not holds_outsiders(self.list) and not lies_in(
			self.application.commune, self.list.administrative_unit
		):
			differing.append("commune")
		return differing


class DetachApplication:
	"""Take an application off a list that is still in preparation; it becomes a draft again."""

	def __init__(self, application: str):
		# locked in the order of attaching: first the list, then the application
		listed = frappe.db.get_value("Support Application", application, "application_list")
		self.list = frappe.get_doc("Application List", listed, for_update=True) if listed else None
		self.application = frappe.get_doc("Support Application", application, for_update=True)

	def run(self) -> None:
		"""Check and detach, back to the applicant's own commune; a draft is left as it is."""
		if not self.application.application_list:
			return
		self.check()
		kind, key = applicants.subject_of(self.application)
		applicant = applicants.load(kind, {key: {"beneficiary": self.application.beneficiary}})[key]
		self.application.db_set({"application_list": None, "status": "Draft", "commune": applicant.commune})
		store_totals(self.list.name)

	def check(self) -> None:
		"""Both must be the user's, the line not taken out, the list in preparation."""
		if not self.list or self.list.name != self.application.application_list:
			refuse(
				"Somebody else has just written the same records, so nothing was saved. Reload the page and try again."
			)
		self.application.check_permission("write")
		self.list.check_permission("write")
		require_preparer(self.list)
		if self.application.status != "Listed":
			# its claim was given up; back as a draft it could slip past the exclusive group
			refuse(
				"{0} was taken out of the list for good. File a new application instead.",
				self.application.beneficiary_name,
			)
		if self.list.workflow_state not in EDITABLE_STATES:
			refuse("List {0} has been signed. Take the line out with a reason instead.", self.list.name)
