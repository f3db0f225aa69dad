"""The workbook of rows at fault: made for download, and taken back when they are mended."""

import json
import os
import tempfile
from pathlib import Path

import frappe
from frappe import _

from covid_support.bulk.insert import chunks
from covid_support.messages import refuse
from covid_support.registry.imports.look import stored
from covid_support.registry.imports.registers import mapping
from covid_support.registry.imports.settle import FAULTY
from covid_support.registry.imports.stage import mark_twins, row_numbers
from covid_support.registry.imports.workbook_file import opened
from covid_support.registry.person_record import NUMBER_FIELDS
from covid_support.registry.workbooks.correction_book import (
	CorrectionBook,
	FaultyRow,
	Words,
	corrected_rows,
	is_correction,
)

MOST_CORRECTIONS = 100_000
_PART = 500


def correction_workbook(document) -> bytes:
	"""The .xlsx of all rows to correct, a sheet for each sheet of the list."""
	handle, path = tempfile.mkstemp(suffix=".xlsx")
	os.close(handle)
	try:
		with CorrectionBook(path, Words(_("Row"), _("What is wrong"), _("Suggestion"))) as book:
			for sheet in document.chosen_sheets():
				rows = faulty_rows(document.name, sheet.sheet)
				if rows:
					book.add_sheet(sheet.sheet, json.loads(sheet.headings), map(_faulty_row, rows))
		return Path(path).read_bytes()
	finally:
		os.unlink(path)


def faulty_rows(registry_import: str, sheet: str | None = None, limit: int | None = None) -> list[dict]:
	"""The rows to correct in the order of the list."""
	filters = {"registry_import": registry_import, "state": FAULTY, **({"sheet": sheet} if sheet else {})}
	fields = ["name", "sheet", "sheet_row", "cells", "problems", "fields_at_fault"]
	return frappe.get_all(
		"Registry Import Row",
		filters=filters,
		fields=fields,
		order_by="position",
		limit_page_length=limit or 0,
	)


def _faulty_row(row: dict) -> FaultyRow:
	return FaultyRow(row.name, row.sheet_row, json.loads(row.cells), json.loads(row.problems))


def take_corrections(document, file_url: str) -> int:
	"""Put the mended rows of an uploaded correction workbook in place of the faulty ones and let them wait to be
	registered again; returns how many. Rows that are in already are left alone.
	"""
	workbook = opened(document, file_url)
	if not is_correction(workbook):
		refuse(
			"This is not the workbook of rows to correct. Download it from this import, mend the rows and send it back."
		)
	mended = dict(corrected_rows(workbook))
	if len(mended) > MOST_CORRECTIONS:
		refuse("At most {0} rows can be corrected at once. Split the workbook.", MOST_CORRECTIONS)
	columns = {row.sheet: mapping(document, row.form) for row in document.sheets}
	waiting = 0
	for part in chunks(mended.items(), _PART):
		waiting += _replace(document.name, dict(part), columns)
	if not waiting:
		refuse(
			"None of these rows waits for a correction in this import. They may have been corrected before."
		)
	mark_twins(document.name)
	return waiting


def _replace(registry_import: str, mended: dict[str, list], columns: dict[str, dict[str, int]]) -> int:
	standing = frappe.get_all(
		"Registry Import Row",
		filters={"name": ["in", list(mended)], "registry_import": registry_import, "state": FAULTY},
		fields=["name", "sheet"],
	)
	values = []
	for row in standing:
		cells = stored(mended[row.name])
		numbers = row_numbers(cells, columns[row.sheet])
		values += [
			row.name,
			json.dumps(cells, ensure_ascii=False),
			*(numbers.get(field) for field in NUMBER_FIELDS),
		]
	if standing:
		places = ", ".join(f"%s as `{column}`" for column in ("name", "cells", *NUMBER_FIELDS))
		rows = " union all ".join([f"select {places}"] * len(standing))
		sets = ", ".join(f"line.`{field}` = mended.`{field}`" for field in NUMBER_FIELDS)
		frappe.db.sql(
			f"""update `tabRegistry Import Row` line join ({rows}) mended on mended.name = line.name
			set line.state = 'Waiting', line.cells = mended.cells, {sets}""",
			values,
		)
	return len(standing)
