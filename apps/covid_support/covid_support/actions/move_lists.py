"""One button for many lists: each keeps its own timeline, deadlines, digest and ledger entries."""

from covid_support.actions.move_documents import MoveDocuments
from covid_support.applications.movable_lists import chosen_lists, lists_to_move
from covid_support.workflows import words


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
