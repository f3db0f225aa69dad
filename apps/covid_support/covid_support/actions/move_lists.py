"""One button for many lists: each keeps its own timeline, deadlines, digest and ledger entries."""

from functools import cached_property

import frappe

from covid_support.actions.move_documents import MoveDocuments
from covid_support.applications.movable_lists import Buttons, chosen_lists, lists_to_move
from covid_support.bulk.operation import Outcome
from covid_support.bulk.trouble import REFUSALS
from covid_support.policies.delegations import acting_by_delegation
from covid_support.workflows import words
from covid_support.workflows.read_once import read_together
from covid_support.workflows.written_together import may_be_written_together, write_together

TOGETHER = 25


class MoveLists(MoveDocuments):
	"""Parameters besides `action` and `reason`: `lists` (names), or what the lists must fit: `administrative_unit`,
	`programme`, `policy`, `state`. Lists are approved by issuing their decision alone.
	"""

	title = "Lists: {0}"
	doctype = "Application List"
	actions = (
		words.SUBMIT, words.SIGN, words.CONFIRM, words.CLOSE_POSTING, words.PROPOSE, *words.SENDING_BACK,
	)  # fmt: skip
	people = "approved_people"
	amount = "approved_amount"
	sealed = "signed_digest"

	def waiting(self, parameters: dict) -> list[dict]:
		"""The chosen lists as they are, else those that offer the user this button."""
		named = parameters.get("lists")
		return chosen_lists(named) if named else lists_to_move(parameters["action"], parameters)

	@cached_property
	def together(self) -> int:
		"""How many lists are moved in one transaction."""
		return TOGETHER if may_be_written_together(self.doctype) else 1

	def run_chunks(self, keys: list, parameters: dict) -> list[Outcome | None]:
		"""Check the lists one by one, as their buttons do, and write those that move together.

		A list that is refused is left to its own button, which says why.
		"""
		frappe.has_permission(self.doctype, "write", throw=True)
		planned = dict(keys)
		lists = {document.name: document for document in read_together(self.doctype, planned)}
		found = {row.name for row in chosen_lists(planned)} & set(lists)
		buttons = Buttons()
		moved = [
			name
			for name, state in planned.items()
			if name in found and _moves(lists[name], state, buttons, parameters)
		]
		write_together(lists[name] for name in moved)
		columns = ("workflow_state", self.people, self.amount, self.sealed)
		outcomes = {name: self._outcome(name, *map(lists[name].get, columns)) for name in moved}
		return [outcomes.get(name) for name in planned]


def _moves(application_list, planned_state: str, buttons: Buttons, parameters: dict) -> bool:
	"""Whether the list, a document, goes on by its button: then the action has run and only the list is unwritten."""
	target = buttons.target_of(parameters["action"], application_list)
	if not target or application_list.workflow_state != planned_state:
		return False
	try:
		with acting_by_delegation(lambda: application_list):
			if parameters.get("reason"):
				application_list.pending_reason = parameters["reason"].strip()
				application_list._sanitize_content()
			application_list.workflow_state = target
			application_list.validate()
	except REFUSALS:
		return False
	return True
