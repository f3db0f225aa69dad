#!/usr/bin/env python3
"""Assemble the Vietnamese rows of locale/vi/*.csv into translations/vi.csv and locale/vi.po.

    python tools/assemble_translations.py             write both files
    python tools/assemble_translations.py --check     exit 1 when they are not up to date
    python tools/assemble_translations.py --missing   print a row for each text without Vietnamese

Frappe 15 reads the CSV, newer Frappe the PO file. Rows are source, translation, context, without a heading.
"""

import csv
import io
import re
import sys
from pathlib import Path

from translation_sources import sources

APP = Path(__file__).parents[1] / "apps" / "covid_support" / "covid_support"
ROWS_FOLDER = APP / "locale" / "vi"
CSV_FILE = APP / "translations" / "vi.csv"
PO_FILE = APP / "locale" / "vi.po"
FRAPPE_FILE = (
	"frappe.csv"  # Frappe puts English names of its own into some of its texts: these may be left out
)
PLACES = re.compile(r"\{\w*\}")
PO_HEADER = (
	'msgid ""\nmsgstr ""\n"Project-Id-Version: covid_support\\n"\n"Language: vi\\n"\n"MIME-Version: 1.0\\n"\n'
	'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
	'"Plural-Forms: nplurals=1; plural=0;\\n"\n'
)

Rows = dict[tuple[str, str], str]


class RowError(ValueError):
	"""A row that cannot be used."""


def read_rows(folder: Path = ROWS_FOLDER) -> Rows:
	"""{(source, context): translation} of all files in `folder`.

	Raises RowError for rows that are broken, differ between files or lose a place for a value.
	"""
	rows: Rows = {}
	for path in sorted(folder.glob("*.csv")):
		with path.open(encoding="utf-8", newline="") as file:
			for number, row in enumerate(csv.reader(file), 1):
				_add(rows, row, f"{path.name}:{number}", may_drop=path.name == FRAPPE_FILE)
	return rows


def _add(rows: Rows, row: list[str], place: str, may_drop: bool) -> None:
	if len(row) != 3 or not row[0].strip() or not row[1].strip():
		raise RowError(f"{place}: a row is source, translation, context, the first two filled in")
	source, translation, context = row
	if places(source) != places(translation) and not (may_drop and not places(translation)[0]):
		raise RowError(f"{place}: the places for values differ: {source!r} and {translation!r}")
	known = rows.setdefault((source, context), translation)
	if known != translation:
		raise RowError(f"{place}: {source!r} is {known!r} in another row, here {translation!r}")


def places(text: str) -> tuple[set[str], int]:
	"""The numbered places for values in `text`, and how many places have no number."""
	found = PLACES.findall(text)
	return set(found), found.count("{}")


def csv_text(rows: Rows) -> str:
	"""translations/vi.csv."""
	out = io.StringIO()
	writer = csv.writer(out, lineterminator="\n")
	writer.writerows((source, rows[source, context], context) for source, context in sorted(rows))
	return out.getvalue()


def po_text(rows: Rows) -> str:
	"""locale/vi.po, gettext's format."""
	entries = [PO_HEADER]
	for source, context in sorted(rows):
		head = f"msgctxt {_quoted(context)}\n" if context else ""
		entries.append(f"{head}msgid {_quoted(source)}\nmsgstr {_quoted(rows[source, context])}\n")
	return "\n".join(entries)


def _quoted(text: str) -> str:
	escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
	return f'"{escaped}"'


def missing(rows: Rows, app: Path = APP) -> dict[str, str]:
	"""{text: place} of the app's English texts that have no Vietnamese row."""
	translated = {source for source, _context in rows}
	return {text: place for text, place in sources(app).items() if text not in translated}


def main(arguments: list[str]) -> int:
	"""Run the command line; returns the exit code."""
	rows = read_rows()
	if "--missing" in arguments:
		writer = csv.writer(sys.stdout, lineterminator="\n")
		writer.writerows((text, "", place) for text, place in missing(rows).items())
		return 0
	wanted = {CSV_FILE: csv_text(rows), PO_FILE: po_text(rows)}
	stale = [
		path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text
	]
	if "--check" in arguments:
		print("\n".join(f"{path.name} is not up to date" for path in stale) or "up to date")
		return 1 if stale else 0
	for path in stale:
		path.parent.mkdir(exist_ok=True)
		path.write_text(wanted[path], encoding="utf-8")
	print(f"{len(rows)} rows, {len(stale)} files written, {len(missing(rows))} texts without Vietnamese")
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
