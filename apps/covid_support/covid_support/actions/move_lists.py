"""One button for many lists: each moves by its own workflow, keeps its own history, and may be refused alone."""

import frappe

from covid_support.actions.press_button import press
from covid_support.applications.movable_lists import chosen_lists, lists_to_move
from covid_support.bulk.operation import Operation, Outcome, Refusal
from covid_support.core.digest import digest_rows
from covid_support.messages import refuse
from covid_support.registry.units import unit_title
from covid_support.workflows import words

DOCTYPE = "Application List"
ACTIONS = (
	words.SUBMIT, words.SIGN, words.CONFIRM, words.CLOSE_POSTING, words.PROPOSE, *words.SENDING_BACK,
)  # fmt: skip
FIELDS = ("workflow_state", "approved_people", "approved_amount", "signed_digest", "title")


class MoveLists(Operation):
	"""Press one action on many lists.

	Parameters: `action`; `lists` (names), or what they must fit: `administrative_unit`, `programme`, `policy`,
	`state`; `reason` for what sends a list back. A list that is refused stays where it stands, with the reason.
	"""

	title = "Lists: {0}"

	def check(self, parameters: dict) -> None:
		"""A button of lists, with a reason where one is due; each list judges the rest for itself."""
		frappe.has_permission(DOCTYPE, "write", throw=True)
		action = parameters.get("action")
		if action not in ACTIONS:
			refuse("“{0}” is not a button for many lists. Choose one that the lists offer.", action or "")
		if action in words.SENDING_BACK and not (parameters.get("reason") or "").strip():
			refuse("Give the reason, so that the officials concerned know what to mend.")

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""One chunk for each list; its rows are the people on it."""
		named = parameters.get("lists")
		rows = chosen_lists(named) if named else lists_to_move(parameters["action"], parameters)
		if not rows:
			refuse(
				"No list in your area waits for “{0}” from you. Choose other lists.",
				frappe._(parameters["action"]),
			)
		return [([row.name, row.workflow_state], int(row.people)) for row in rows]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""Move one list, unless it has gone on since the operation was planned."""
		name, planned_state = key
		standing = frappe.db.get_value(
			DOCTYPE, name, ("workflow_state", "title"), for_update=True, as_dict=True
		)
		if standing.workflow_state != planned_state:
			return Outcome(exceptions=[self._gone_on(name, standing)])
		press(DOCTYPE, name, parameters["action"], parameters.get("reason") or "")
		moved = frappe.db.get_value(DOCTYPE, name, FIELDS, as_dict=True)
		people, amount = int(moved.approved_people or 0), int(moved.approved_amount or 0)
		seal = digest_rows([(name, moved.workflow_state, people, amount, moved.signed_digest)])
		return Outcome(rows=people, amount=amount, digest=seal)

	def _gone_on(self, name: str, standing: dict) -> Refusal:
		text = frappe._("Not moved: the list has meanwhile gone on to “{0}”.")
		return Refusal(text.format(frappe._(standing.workflow_state)), DOCTYPE, name, standing.title)

	def describe(self, parameters: dict) -> str:
		"""The button and what the lists had to fit."""
		places = [frappe._(self.title).format(frappe._(parameters["action"]))]
		if parameters.get("policy"):
			places.append(frappe.get_cached_value("Support Policy", parameters["policy"], "short_title"))
		if parameters.get("administrative_unit"):
			places.append(unit_title(parameters["administrative_unit"]))
		return " – ".join(place for place in places if place)

	def document(self, key: list) -> tuple[str, str]:
		"""The list."""
		return DOCTYPE, key[0]
