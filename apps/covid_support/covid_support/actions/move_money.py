"""One button for many decisions or payment batches."""

import frappe
from frappe.model.workflow import get_workflow

from covid_support.actions.move_documents import MoveDocuments
from covid_support.policies.delegations import lent_roles
from covid_support.registry.units import unit_place
from covid_support.workflows import words


class MoveMoney(MoveDocuments):
	"""Parameters besides `action` and `reason`: `names`, or what the documents must fit: `administrative_unit`,
	`programme` (decisions), `decision` (batches).
	"""

	filters: tuple[str, ...] = ()

	def waiting(self, parameters: dict) -> list[dict]:
		"""The documents of the area that stand where the user's roles have this button, the oldest first."""
		roles = {*frappe.get_roles(), *lent_roles(frappe.session.user)}
		states = [
			row.state
			for row in get_workflow(self.doctype).transitions
			if row.action == parameters["action"] and row.allowed in roles
		]
		filters = [["workflow_state", "in", states or [""]], ["docstatus", "<", 2]]
		filters += [[column, "=", parameters[column]] for column in self.filters if parameters.get(column)]
		if parameters.get("names"):
			filters.append(["name", "in", list(parameters["names"])])
		if parameters.get("administrative_unit"):
			left, right = unit_place(parameters["administrative_unit"])
			inside = [["lft", ">=", left], ["lft", "<=", right]]
			units = frappe.get_all("Administrative Unit", inside, pluck="name")
			filters.append(["administrative_unit", "in", units])
		return frappe.get_list(
			self.doctype,
			filters=filters,
			fields=["name", "workflow_state", "people"],
			order_by="creation, name",
			limit_page_length=0,
		)


class MoveDecisions(MoveMoney):
	"""Hand many decisions up, return them, or issue them: each commits its budget or is refused for itself."""

	title = "Decisions: {0}"
	doctype = "Decision"
	actions = (words.SUBMIT, words.ISSUE, words.RETURN)
	filters = ("programme",)
	sealed = "document_number"


class MovePaymentBatches(MoveMoney):
	"""Submit, approve, send or complete many payment batches."""

	title = "Payment batches: {0}"
	doctype = "Payment Batch"
	actions = (words.SUBMIT_FOR_APPROVAL, words.APPROVE_PAYMENT, words.SEND, words.COMPLETE, words.RETURN)
	filters = ("decision",)
