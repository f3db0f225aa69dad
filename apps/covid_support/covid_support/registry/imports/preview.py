"""What the form shows before anything is registered: the first rows as they will be read."""

import json

from frappe import _

from covid_support.messages import text_of
from covid_support.registry.imports.registers import readers
from covid_support.registry.workbooks.legacy_text import to_unicode
from covid_support.registry.workbooks.targets import TARGETS


def preview(document, communes: set[str]) -> list[dict]:
	"""[{"form", "headings", "rows": [{"cells", "problems"}]}] of the first rows of each form, converted as chosen."""
	found = readers(document, communes)
	shown = []
	for form, sheet in {row.form: row.sheet for row in reversed(document.chosen_sheets())}.items():
		columns = [row for row in document.columns if row.form == form]
		samples = [_converted(column) for column in columns]
		rows = [
			_row(found[sheet], columns, [sample[number] for sample in samples])
			for number in range(max(map(len, samples), default=0))
		]
		shown.append(
			{
				"form": form,
				"headings": [_(column.target) or column.heading for column in columns],
				"rows": rows,
			}
		)
	return shown


def _converted(column) -> list:
	cells = json.loads(column.samples or "[]")
	capitals = bool(column.capitals)
	return [to_unicode(cell, column.encoding, capitals) if isinstance(cell, str) else cell for cell in cells]


def _row(reader, columns: list, cells: list) -> dict:
	"""The cells of the columns, and what would be wrong with the row."""
	row: list = [""] * (1 + max(column.position for column in columns))
	for column, cell in zip(columns, cells, strict=True):
		row[column.position] = cell
	reading = reader.read(row)
	words = [text_of(finding.problem) for finding in reading.findings]
	read = {
		target: reading.person.get(target)
		for target in ("full_name", "birth_date", "personal_id", "identity_card")
		if not words and reading.person.get(target)
	}
	shown = [
		read.get(TARGETS.get(column.target, ""), cell) for column, cell in zip(columns, cells, strict=True)
	]
	return {"cells": shown, "problems": words}
