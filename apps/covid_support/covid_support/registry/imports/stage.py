"""The rows of a workbook, as they were sent, into Registry Import Row: text in Unicode, nothing judged yet.

A row's name is the name its person will have, so that a run begun twice registers nobody twice and an undo
finds its people.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator

import frappe
from frappe import _

from covid_support.bulk.insert import insert_rows
from covid_support.core.names import search_key
from covid_support.core.record_name import record_names
from covid_support.registry.imports.look import stored
from covid_support.registry.imports.registers import mapping
from covid_support.registry.person_record import NUMBER_FIELDS
from covid_support.registry.workbooks import layout
from covid_support.registry.workbooks.legacy_text import UNICODE, to_unicode
from covid_support.registry.workbooks.numbers import LENGTHS, parted_identity
from covid_support.registry.workbooks.row_reader import TELLING

NAMES_AT_ONCE = 500
SHEET_STEP = 1_000_000  # position = the sheet's place × this + the row's number
COLUMNS = [
	"name", "registry_import", "administrative_unit", "sheet", "sheet_row", "position", "state", "cells", "person_key",
]  # fmt: skip
_NO_SIGN = re.compile(r"[^0-9A-Za-z]")
_KEYED_BY = ("full_name", "given_name", "birth_date", "born_male", "born_female", "birth_year", "commune")
LEFT_OUT = {
	layout.TOTAL: "Totals left out: {0}.",
	layout.SIGNATURE: "Rows of signatures left out: {0}.",
	layout.SECTION: "Titles within the list left out: {0}.",
	layout.HEADING: "Repeated headings left out: {0}.",
}


class SheetStager:
	"""Stages one sheet of an import."""

	def __init__(self, document, sheet_row, sheet):
		self.document = document
		self.sheet_row = sheet_row
		self.sheet = sheet
		self.mapping = mapping(document, sheet_row.form)
		self.encodings = [
			(row.position, row.encoding, bool(row.capitals))
			for row in document.columns
			if row.form == sheet_row.form and (row.encoding != UNICODE or row.capitals)
		]
		self.number_fields = [
			field for field in NUMBER_FIELDS if field in self.mapping or "identity_number" in self.mapping
		]
		self.left_out: Counter = Counter()

	def stage(self) -> int:
		"""Write the rows in the caller's transaction and return how many; what was left out is noted."""
		start = self.sheet_row.idx * SHEET_STEP
		frappe.db.sql(
			"delete from `tabRegistry Import Row` where registry_import = %s and position between %s and %s",
			(self.document.name, start, start + SHEET_STEP - 1),
		)
		count = insert_rows("Registry Import Row", [*COLUMNS, *self.number_fields], self._rows(start))
		self._note()
		return count

	def _rows(self, start: int) -> Iterator[tuple]:
		fixed = (self.document.name, self.document.administrative_unit, self.sheet.name)
		names = _names()
		for number, row in self._people():
			cells = stored(row)
			yield (
				next(names), *fixed, number, start + number, "Waiting",
				json.dumps(cells, ensure_ascii=False), *self._keys(cells),
			)  # fmt: skip

	def _people(self) -> Iterator[tuple[int, list]]:
		first = self.sheet_row.first_row - 1
		headings = layout.Layout(tuple(json.loads(self.sheet_row.headings)), (), first)
		telling = [self.mapping[target] for target in TELLING if target in self.mapping]
		name_column = self.mapping.get("full_name", self.mapping.get("given_name"))
		kinds = layout.RowKinds(headings, telling, name_column)
		merged = layout.MergedDown(self.sheet.merged, first)
		for number, row in enumerate(self.sheet.rows()):
			if number < first:
				continue
			row = self._in_unicode(merged.fill(number, row))
			kind = kinds.kind(row)
			if kind == layout.PERSON:
				yield number + 1, row
			else:
				self.left_out[kind] += 1

	def _in_unicode(self, row: list) -> list:
		for column, encoding, capitals in self.encodings:
			if column < len(row) and isinstance(row[column], str):
				row[column] = to_unicode(row[column], encoding, capitals)
		return row

	def _keys(self, cells: list) -> tuple:
		numbers = row_numbers(cells, self.mapping)
		key = None if any(numbers.values()) else self._person_key(cells)
		return (key, *map(numbers.get, self.number_fields))

	def _person_key(self, cells: list) -> str:
		texts = [
			str(cells[self.mapping[target]])
			for target in _KEYED_BY
			if self.mapping.get(target, len(cells)) < len(cells)
		]
		return search_key(" ".join(texts))[:140]

	def _note(self) -> None:
		remarks = [
			_(text).format(self.left_out[kind]) for kind, text in LEFT_OUT.items() if self.left_out[kind]
		]
		if remarks:
			frappe.db.set_value("Registry Import Sheet", self.sheet_row.name, "remark", " ".join(remarks))


def _names() -> Iterator[str]:
	while True:
		yield from record_names(NAMES_AT_ONCE)


def row_numbers(cells: list, columns: dict[str, int]) -> dict[str, str]:
	"""The numbers of a row without signs and with their zeros, to find rows that hold the same; unchecked."""
	found = {}
	for target in ("identity_number", *NUMBER_FIELDS):
		column = columns.get(target)
		cell = cells[column] if column is not None and column < len(cells) else ""
		if cell in ("", None):
			continue
		for field, part in parted_identity(cell) if target == "identity_number" else ((target, cell),):
			number = _NO_SIGN.sub("", str(part)).upper()
			if 8 <= len(number) <= 20:
				found[field] = number.zfill(LENGTHS.get(field, 0))
	return found


def mark_twins(registry_import: str) -> None:
	"""Mark the rows of an import that hold the same number, or the same person without one, as another row."""
	frappe.db.sql(
		"update `tabRegistry Import Row` set twin = 0 where registry_import = %s and twin = 1",
		registry_import,
	)
	for column in (*NUMBER_FIELDS, "person_key"):
		frappe.db.sql(
			f"""update `tabRegistry Import Row` line join (
				select `{column}` from `tabRegistry Import Row`
				where registry_import = %(name)s and `{column}` is not null group by `{column}` having count(*) > 1
			) twins on twins.`{column}` = line.`{column}`
			set line.twin = 1 where line.registry_import = %(name)s""",
			{"name": registry_import},
		)
