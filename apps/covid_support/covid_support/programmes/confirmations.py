"""Values of the law that nobody has read in the text yet (M, NF): which they are, and who confirms them.

A value is a row of a grid, the document as a whole, or the days of a policy (fields that begin with `dates_`).
Somebody answers for a value that becomes verified or is added as verified to a document that stands; what was
shipped as verified has a source and no confirmer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import frappe

from covid_support import clock
from covid_support.messages import label_of, refuse

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

	@property
	def has_amount(self) -> bool:
		"""Whether there is something to confirm: a benefit component may stand without its amount."""
		holder = self.holder
		return holder.doctype != "Benefit Component" or bool(holder.amount or holder.percent)

	def answer(self, user: str | None, day=None) -> None:
		"""Write who confirmed the value and when."""
		self.holder.set(f"{self.prefix}confirmed_by", user)
		self.holder.set(f"{self.prefix}confirmed_on", day)


def note_confirmations(document) -> None:
	"""Whoever marks a value as read in a source answers for it by name and day.

	Called when the document is validated; nobody can write the two columns in any other way. Refuses a
	confirmation without a source and one of an amount that nobody has entered.
	"""
	if document.flags.from_pack:
		return
	before = document.get_doc_before_save()
	former = {(value.row, value.prefix): value for value in values_of(before)} if before else {}
	for value in values_of(document):
		old = former.get((value.row, value.prefix))
		added = before and not old and value.confidence in CONFIRMED
		if added or (old and old.is_unconfirmed and not value.is_unconfirmed):
			_check_answer(document, value)
			value.answer(frappe.session.user, clock.today())
		elif value.is_unconfirmed or not old:
			value.answer(None)
		else:
			value.answer(
				old.holder.get(f"{old.prefix}confirmed_by"), old.holder.get(f"{old.prefix}confirmed_on")
			)


def _check_answer(document, value: Value) -> None:
	if not (value.holder.get(value.source_field) or "").strip():
		refuse(
			"{0}: write where you have read the value: the document, article and clause.",
			place_of(document, value),
		)
	if not value.has_amount:
		refuse(
			"Component {0} has no amount yet. Enter the amount first, then confirm it.", value.holder.title
		)


def place_of(document, value: Value) -> str:
	"""Where a value stands on the form of its document, in the reader's language."""
	if value.prefix:
		return f"{label_of(document, 'application_from')} – {label_of(document, 'application_to')}"
	if value.holder is document:
		return frappe._(document.doctype)
	return f"{label_of(document, value.holder.parentfield)} · {value.holder.idx}"


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

	Refuses a value that is confirmed already and whatever `note_confirmations` refuses.
	"""
	waiting = {(value.row, value.prefix): value for value in unconfirmed(document)}
	value = waiting.get((row, prefix))
	if not value:
		refuse("This value has been confirmed already. Reload the page.")
	if confidence not in CONFIRMED:
		refuse("Choose how the value was verified: {0}.", ", ".join(CONFIRMED))
	value.holder.set(f"{prefix}confidence", confidence)
	value.holder.set(value.source_field, (source or "").strip())
	document.save()
