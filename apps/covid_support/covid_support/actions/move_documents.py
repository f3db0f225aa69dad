"""One button for many documents with a workflow: each moves by its own workflow and may be refused alone."""

import frappe

from covid_support.actions.press_button import press
from covid_support.bulk.operation import Operation, Outcome, Refusal
from covid_support.core.digest import digest_rows
from covid_support.messages import refuse
from covid_support.registry.units import unit_title
from covid_support.workflows import words


class MoveDocuments(Operation):
	"""Press `action` on many documents of `doctype`; `reason` goes with what sends them back.

	A document that is refused stays where it stands, with the reason; one that has gone on since the operation was
	planned is left alone.
	"""

	doctype = ""
	actions: tuple[str, ...] = ()
	people = "people"
	amount = "amount"
	sealed = "digest"

	def check(self, parameters: dict) -> None:
		"""A button of these documents, with a reason where one is due; each document judges the rest for itself."""
		frappe.has_permission(self.doctype, "write", throw=True)
		action = parameters.get("action")
		if action not in self.actions:
			refuse("“{0}” is not a button for many documents. Choose one that they offer.", action or "")
		if action in words.SENDING_BACK and not (parameters.get("reason") or "").strip():
			refuse("Give the reason, so that the officials concerned know what to mend.")

	def waiting(self, parameters: dict) -> list[dict]:
		"""The documents (name, workflow_state, people) that wait for the user's button, in order."""
		raise NotImplementedError

	def plan(self, parameters: dict) -> list[tuple[list, int]]:
		"""One chunk for each document; its rows are the people on it."""
		rows = self.waiting(parameters)
		if not rows:
			refuse(
				"Nothing in your area waits for “{0}” from you. Choose other documents.",
				frappe._(parameters["action"]),
			)
		return [([row.name, row.workflow_state], int(row.people or 0)) for row in rows]

	def run_chunk(self, key: list, parameters: dict) -> Outcome:
		"""Move one document."""
		name, planned_state = key
		standing = self._columns(name, "workflow_state", "for update")[0]
		if standing != planned_state:
			text = frappe._("Not moved: it has meanwhile gone on to “{0}”.").format(frappe._(standing))
			return Outcome(exceptions=[Refusal.about(text, self.doctype, name)])
		state = press(self.doctype, name, parameters["action"], parameters.get("reason") or "")
		return self._outcome(
			name, state, *self._columns(name, f"{self.people}, {self.amount}, {self.sealed}")
		)

	def _outcome(self, name: str, state: str, people, amount, seal) -> Outcome:
		"""What a document that moved counts for."""
		people, amount = int(people or 0), int(amount or 0)
		return Outcome(rows=people, amount=amount, digest=digest_rows([(name, state, people, amount, seal)]))

	def _columns(self, name: str, columns: str, lock: str = "") -> tuple:
		"""In plain SQL: the query builder takes as long as the rest of the engine for one document."""
		table = f"tab{self.doctype}"
		return frappe.db.sql(f"select {columns} from `{table}` where name = %s {lock}", name)[0]

	def describe(self, parameters: dict) -> str:
		"""The button and what the documents had to fit."""
		places = [frappe._(self.title).format(frappe._(parameters["action"]))]
		if parameters.get("policy"):
			places.append(frappe.get_cached_value("Support Policy", parameters["policy"], "short_title"))
		if parameters.get("administrative_unit"):
			places.append(unit_title(parameters["administrative_unit"]))
		return " – ".join(place for place in places if place)

	def document(self, key: list) -> tuple[str, str]:
		"""The document itself."""
		return self.doctype, key[0]
