"""Looking at an uploaded workbook: its sheets, where the lists begin, what each column seems to hold."""

import json
from itertools import islice

import frappe
from frappe import _

from covid_support.core.names import search_key
from covid_support.messages import refuse
from covid_support.registry.imports.workbook_file import opened
from covid_support.registry.workbooks.column_names import SURE, heading_digest, suggestions
from covid_support.registry.workbooks.correction_book import is_correction
from covid_support.registry.workbooks.fonts import column_fonts
from covid_support.registry.workbooks.layout import Layout, find_layout
from covid_support.registry.workbooks.legacy_text import TCVN3, UNICODE, VNI, font_encoding, to_unicode
from covid_support.registry.workbooks.reading import Sheet, Workbook
from covid_support.registry.workbooks.targets import LABELS

SAMPLES = 5
_LOOKED_AT = 40
COLUMN_CHOICES = ("target", "encoding", "capitals")


def look(document) -> None:
	"""Fill the grids of sheets and columns of a Registry Import from its file; nothing is registered yet."""
	workbook = opened(document)
	if is_correction(workbook):
		refuse(
			"This is a workbook of rows to correct. Open the import it came from and press “Upload corrections” there."
		)
	document.set("sheets", [])
	document.set("columns", [])
	forms: dict[str, str] = {}
	for sheet in workbook.sheets():
		layout = find_layout(sheet.rows(), sheet.merged)
		form = _form(document, workbook, sheet, layout, forms) if layout else ""
		document.append("sheets", _sheet_row(sheet, layout, form))
	if not document.sheets:
		refuse("The workbook holds no rows. Choose another file.")


def _sheet_row(sheet: Sheet, layout: Layout | None, form: str) -> dict:
	remarks = [_("Hidden sheet: tick it to read it too.")] if sheet.hidden else []
	if not layout:
		remarks.append(_("No row of headings was found."))
	return {
		"sheet": sheet.name,
		"chosen": int(bool(layout) and not sheet.hidden),
		"is_hidden": int(sheet.hidden),
		"height": sheet.height,
		"first_row": layout.first_row + 1 if layout else 0,
		"form": form,
		"headings": json.dumps(layout.headings, ensure_ascii=False) if layout else "",
		"remark": " ".join(remarks),
	}


def _form(document, workbook: Workbook, sheet: Sheet, layout: Layout, forms: dict[str, str]) -> str:
	"""The number of the sheet's form; its columns are added when it is the first of that form."""
	if layout.digest not in forms:
		forms[layout.digest] = str(len(forms) + 1)
		for row in _columns(document, workbook, sheet, layout):
			document.append("columns", {"form": forms[layout.digest], **row})
	return forms[layout.digest]


def _columns(document, workbook: Workbook, sheet: Sheet, layout: Layout) -> list[dict]:
	found = suggestions(layout.headings)
	fonts = {} if workbook.is_text else column_fonts(workbook.path, sheet.name, layout.first_row)
	text_encoding = document.text_encoding if document.text_encoding in (TCVN3, VNI) else UNICODE
	samples = _samples(sheet, layout.first_row)
	remembered = profile(document.sender, layout.digest)
	rows = []
	for position, heading in enumerate(layout.headings):
		values = [row[position] if position < len(row) else "" for row in samples]
		if not heading and not any(values):
			continue
		encoding, capitals = font_encoding(fonts[position]) if position in fonts else (text_encoding, False)
		seems = found.get(position)
		rows.append(
			{
				"position": position,
				"letter": column_letter(position),
				"heading": to_unicode(heading, seems.encoding or encoding if seems else encoding)[:140],
				"target": LABELS.get(seems.target, "") if seems else "",
				"score": (seems.score if seems else 0) * 100,
				"font": fonts.get(position, ""),
				"encoding": encoding,
				"capitals": int(capitals),
				"samples": json.dumps(values, ensure_ascii=False, default=str),
				**remembered.get(str(position), {}),
			}
		)
	return rows


def _samples(sheet: Sheet, first_row: int) -> list[list]:
	rows = islice(sheet.rows(), first_row, first_row + _LOOKED_AT)
	return list(islice((stored(row) for row in rows if any(cell not in ("", None) for cell in row)), SAMPLES))


def stored(row: list) -> list:
	"""The cells as JSON can hold them: dates as day/month/year."""
	return [f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else cell for cell in row]


def column_letter(position: int) -> str:
	"""The name of a column in a spreadsheet: 0 gives "A", 26 gives "AA"."""
	letters = ""
	position += 1
	while position:
		position, rest = divmod(position - 1, 26)
		letters = chr(65 + rest) + letters
	return letters


def profile(sender: str, digest: str) -> dict[str, dict]:
	"""{position: choices} that were confirmed for the same form of the same sender."""
	mapping = frappe.db.get_value("Import Profile", profile_name(sender, digest), "mapping")
	return {
		position: {**choices, "score": SURE * 100}
		for position, choices in json.loads(mapping or "{}").items()
	}


def profile_name(sender: str, digest: str) -> str:
	"""The name under which the choices of a sender's form are kept."""
	return heading_digest([sender or "", digest])


def keep_profiles(document) -> None:
	"""Remember the confirmed columns of each form for the next list of this sender."""
	for form, headings in {row.form: row.headings for row in document.sheets if row.form}.items():
		columns = [row for row in document.columns if row.form == form]
		mapping = {str(row.position): {key: row.get(key) for key in COLUMN_CHOICES} for row in columns}
		digest = heading_digest(json.loads(headings))
		name = profile_name(document.sender, digest)
		values = {
			"sender": search_key(document.sender),
			"form": digest,
			"headings": ", ".join(row.heading or row.letter for row in columns)[:500],
			"mapping": json.dumps(mapping, ensure_ascii=False),
		}
		if frappe.db.exists("Import Profile", name):
			frappe.db.set_value("Import Profile", name, values)
		else:
			frappe.get_doc({"doctype": "Import Profile", "name": name, **values}).insert(
				ignore_permissions=True, set_name=name
			)
