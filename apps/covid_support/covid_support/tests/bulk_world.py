"""What tests of operations over many rows share: a small operation of their own, and runs that undo their commits."""

from collections.abc import Callable

import frappe

from covid_support.bulk.operation import HOOK, Operation, Outcome
from covid_support.messages import forbid, refuse

KIND = "Mark Notes"
SAVEPOINT = "bulk_part"


class MarkNotes(Operation):
	"""Writes one Note for each key; parameters: keys, refused ([keys]), broken ([keys])."""

	title = "Notes"
	before: Callable[[object], None] | None = None  # what a test lets happen before a chunk

	def check(self, parameters):
		if frappe.session.user == "Guest":
			forbid("Only officials do this.")

	def plan(self, parameters):
		if not parameters["keys"]:
			refuse("Nothing to do.")
		return [(key, 1) for key in parameters["keys"]]

	def run_chunk(self, key, parameters):
		if type(self).before:
			type(self).before(key)
		note(f"{self.name} {key}", frappe.session.user)
		if key in parameters.get("refused", []):
			refuse("{0} is not wanted.", key)
		if key in parameters.get("broken", []):
			raise KeyError(key)
		return Outcome(rows=1, amount=1_000, digest=f"{key}")

	def finish(self):
		note(f"{self.name} finished", frappe.session.user)


class MarkNotesAlone(MarkNotes):
	"""The same for one worker at a time, planned by the worker."""

	parallel = False
	planned_at_start = False


class MarkNotesTogether(MarkNotes):
	"""The same, two in one transaction; each first notes by a row of its own how many they are."""

	together = 2

	def run_chunks(self, keys, parameters):
		note(f"{self.name} {'+'.join(keys)}", frappe.session.user)
		return [
			None if key in parameters.get("refused", []) else self.run_chunk(key, parameters) for key in keys
		]


def note(title: str, user: str) -> None:
	"""One row of the operation's work."""
	row = frappe.get_doc({"doctype": "Note", "title": title, "content": user})
	row.name = title
	row.db_insert()


def notes(operation: str) -> list[str]:
	"""What the operation has written, without its own name."""
	names = frappe.get_all(
		"Note", filters={"name": ["like", f"{operation} %"]}, pluck="name", order_by="name"
	)
	return [name.removeprefix(f"{operation} ") for name in names]


def use_small_operations(monkeypatch) -> None:
	"""Register the operations above for the test."""
	hooks = frappe.get_hooks
	own = {
		KIND: ["covid_support.tests.bulk_world.MarkNotes"],
		"Alone": ["covid_support.tests.bulk_world.MarkNotesAlone"],
		"Together": ["covid_support.tests.bulk_world.MarkNotesTogether"],
	}

	def with_own(hook=None, *arguments, **options):
		found = hooks(hook, *arguments, **options)
		return {**found, **own} if hook == HOOK else found

	monkeypatch.setattr(frappe, "get_hooks", with_own)


def keep_in_one_transaction(monkeypatch) -> None:
	"""Let commits be savepoints and rollbacks go back to them, so that the test can undo everything."""
	rollback = frappe.db.rollback

	def mark():
		frappe.db.savepoint(SAVEPOINT)

	def back(*, save_point=None):
		rollback(save_point=save_point or SAVEPOINT)

	mark()
	monkeypatch.setattr(frappe.db, "commit", mark)
	monkeypatch.setattr(frappe.db, "rollback", back)
