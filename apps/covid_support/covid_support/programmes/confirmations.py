"""Values of the law that nobody has read in the text yet (M, NF): which they are, and who confirms them.

A value is a row of a grid, the document as a whole, or the days of a policy (fields that begin with `dates_`).
Only the change from unverified to verified makes somebody answer for it; what was shipped as verified has a
source and no confirmer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import frappe

from covid_support import clock
from covid_support.messages import refuse

UNCONFIRMED = ("M", "NF")
CONFIRMED = ("V1", "V2", "D")
DATES = "dates_"


@dataclass(frozen=True)
class Value:
	"""One value with its source: the row (or the document) that holds it, and the prefix of its fields."""

	holder: object
	prefix: str = ""

	@property
	def row(self) -> str:
		"""The name of the row in its grid; empty for the document itself."""
		return self.holder.name if self.holder.get("parentfield") else ""

	@property
	def confidence(self) -> str:
		"""V1, V2, D, M, NF or empty."""
		return self.holder.get(f"{self.prefix}confidence") or ""

	@property
	def is_unconfirmed(self) -> bool:
		"""Whether nobody has found the value in a text."""
		return self.confidence in UNCONFIRMED

	@property
	def source_field(self) -> str:
		"""The field that says where the value was read."""
		return f"{self.prefix}source" if self.holder.meta.has_field(f"{self.prefix}source") else "note"

	def answer(self, user: str | None, day=None) -> None:
		"""Write who confirmed the value and when."""
		self.holder.set(f"{self.prefix}confirmed_by", user)
		self.holder.set(f"{self.prefix}confirmed_on", day)


def note_confirmations(document) -> None:
	"""Whoever marks an unverified value as read in a source answers for it by name and day.

	Called when the document is validated; nobody can write the two columns in any other way.
	"""
	if document.flags.from_pack:
		return
	before = document.get_doc_before_save()
	former = {(value.row, value.prefix): value for value in values_of(before)} if before else {}
	for value in values_of(document):
		old = former.get((value.row, value.prefix))
		if value.is_unconfirmed or not old:
			value.answer(None)
		elif old.is_unconfirmed:
			value.answer(frappe.session.user, clock.today())
		else:
			value.answer(
				old.holder.get(f"{old.prefix}confirmed_by"), old.holder.get(f"{old.prefix}confirmed_on")
			)


def values_of(document) -> Iterator[Value]:
	"""All values of a document that carry a confidence."""
	if document.meta.has_field("confidence"):
		yield Value(document)
	if document.meta.has_field(f"{DATES}confidence"):
		yield Value(document, DATES)
	for table in document.meta.get_table_fields():
		if frappe.get_meta(table.options).has_field("confidence"):
			yield from (Value(row) for row in document.get(table.fieldname))


def unconfirmed(document) -> list[Value]:
	"""The values of a document that wait for a person who has read the text."""
	return [value for value in values_of(document) if value.is_unconfirmed]


def confirm(document, row: str, prefix: str, confidence: str, source: str) -> None:
	"""Mark one value of a document as read in `source`; saves the document.

	Refuses a value that is confirmed already, an empty source and an amount that nobody has entered.
	"""
	waiting = {(value.row, value.prefix): value for value in unconfirmed(document)}
	value = waiting.get((row, prefix))
	if not value:
		refuse("This value has been confirmed already. Reload the page.")
	if confidence not in CONFIRMED:
		refuse("Choose how the value was verified: {0}.", ", ".join(CONFIRMED))
	if not (source or "").strip():
		refuse("Write where you have read the value: the document, article and clause.")
	if value.holder.doctype == "Benefit Component" and not (value.holder.amount or value.holder.percent):
		refuse(
			"Component {0} has no amount yet. Enter the amount first, then confirm it.", value.holder.title
		)
	value.holder.set(f"{prefix}confidence", confidence)
	value.holder.set(value.source_field, source.strip())
	document.save()
