"""What an operation over many rows is: checked once, planned into chunks, run chunk by chunk, finished once.

Operations stand in `actions/` (and wherever else many rows are written) and are registered in hooks.py under
`bulk_operations` by their kind, so that this module imports none of them.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

import frappe

from covid_support.messages import refuse

HOOK = "bulk_operations"


@dataclass(frozen=True)
class Refusal:
	"""One row or document that an operation left alone, in words that its starter reads.

	`doctype` and `name` lead to the document; `label` is what the link says.
	"""

	message: str
	doctype: str | None = None
	name: str | None = None
	label: str | None = None

	@classmethod
	def about(cls, message: str, doctype: str, name: str) -> "Refusal":
		"""A refusal that leads to a document by its title."""
		title = frappe.get_meta(doctype).get_title_field()
		return cls(message, doctype, name, frappe.db.get_value(doctype, name, title))

	def as_row(self) -> dict:
		"""As it is kept on the chunk."""
		return asdict(self)


@dataclass
class Outcome:
	"""What a chunk has done: `rows` changed, `amount` in VND, the digest of what it wrote, what it left alone."""

	rows: int = 0
	amount: int = 0
	digest: str = ""
	exceptions: list[Refusal] = field(default_factory=list)
	message: str = ""


class Operation:
	"""Base of all operations. One object serves one run; it acts as the user who started the operation.

	Each chunk is one transaction together with its own row, so a chunk never commits and may be run again after
	a crash: what it does must have one effect however often it is begun.
	"""

	title = ""
	parallel = True  # several workers may take chunks at the same time
	planned_at_start = True  # False: the worker plans, because planning takes longer than a request may
	together = 1  # how many chunks one transaction may hold, for operations that define `run_chunks`

	def __init__(self, kind: str, name: str | None = None, parameters: dict | None = None):
		self.kind = kind
		self.name = name  # of the Bulk Operation, once there is one
		self.parameters = parameters or {}

	def check(self, parameters: dict) -> None:
		"""Refuse whoever may not start this, and what cannot be run. Asked before anything is recorded."""
		raise NotImplementedError

	def plan(self, parameters: dict) -> Iterable[tuple[object, int]]:
		"""(key, rows) of each chunk, in order; a key is short and can be written as JSON."""
		raise NotImplementedError

	def run_chunk(self, key, parameters: dict) -> Outcome:
		"""Do one chunk within the transaction that is open. A refusal marks the whole chunk as failed."""
		raise NotImplementedError

	def run_chunks(self, keys: list, parameters: dict) -> list["Outcome | None"]:
		"""Do several chunks within the transaction that is open: what each did, in their order.

		None leaves a chunk untouched; it is then run by itself, and refused in its own words. What is raised undoes
		all of them, and each is run by itself.
		"""
		raise NotImplementedError

	def finish(self) -> None:
		"""Once, after the last chunk, in one transaction; may be called again after a crash."""

	def describe(self, parameters: dict) -> str:
		"""The title of this run in the starter's language."""
		return frappe._(self.title)

	def unit(self, parameters: dict) -> str | None:
		"""The unit whose officials may read the record: of the parameters, else where the starter works."""
		return parameters.get("administrative_unit") or frappe.db.get_value(
			"Official Assignment", {"user": frappe.session.user, "enabled": 1}, "administrative_unit"
		)

	def document(self, key) -> tuple[str, str] | None:
		"""(DocType, name) of the document that a chunk stands for, so that its failure leads there."""
		return None


def operation_of(kind: str, name: str | None = None, parameters: dict | None = None) -> Operation:
	"""A new object of the class that is registered for `kind`. Raises frappe.ValidationError."""
	paths = frappe.get_hooks(HOOK, {}).get(kind)
	if not paths:
		refuse("There is no operation “{0}”. Choose one of: {1}.", kind, ", ".join(kinds()))
	return frappe.get_attr(paths[-1])(kind, name, parameters)


def kinds() -> list[str]:
	"""The kinds that are registered."""
	return sorted(frappe.get_hooks(HOOK, {}))
