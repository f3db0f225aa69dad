"""Every text of the app has its Vietnamese row, and what Frappe reads is assembled from the rows."""

import csv
import io
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[2]
TOOLS = APP.parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

assemble = pytest.importorskip(
	"assemble_translations", reason="the tools stand beside the app in the repository"
)
scan = pytest.importorskip("translation_sources")


@pytest.fixture(scope="module")
def rows():
	return assemble.read_rows()


def test_every_text_has_vietnamese(rows):
	assert assemble.missing(rows) == {}


def test_both_files_are_up_to_date(rows):
	hint = "run python tools/assemble_translations.py"
	assert assemble.CSV_FILE.read_text(encoding="utf-8") == assemble.csv_text(rows), hint
	assert assemble.PO_FILE.read_text(encoding="utf-8") == assemble.po_text(rows), hint


def test_the_scan_finds_what_is_on_the_screen():
	"""One text of each kind, seen in the product."""
	found = scan.sources(APP)
	kinds = {
		"Application List": "DocType",
		"Date of Birth": "label",
		"Moved Away": "option",
		"Number and date of the document that allocates the money": "description",
		"District Appraisal": "state",
		"Issue Decision": "action",
		"CS Paying Officer": "role",
		"Payments": "module",
		"Give the reason why {0} withdraws the application.": "message",
		"Enter the full name.": "message of the pure core",
	}
	assert sorted(kinds.keys() - found.keys()) == []


@pytest.mark.parametrize(
	("code", "texts"),
	[
		('_("One {0}").format(1)', ["One {0}"]),
		('frappe._("Two" if late else "Three")', ["Two", "Three"]),
		('refuse("Four", name, title="Five")', ["Four", "Five"]),
		('Term("Six", "Seven")', ["Six", "Seven"]),
		('REASON_TEMPLATES = {"=": "Eight {0}"}', ["Eight {0}"]),
		("frappe._(doctype)", []),
		('frappe.throw(f"{place}: {text}")', []),
	],
)
def test_texts_of_python(code, texts):
	assert [text for text, _line in scan.texts_of_python(code)] == texts


@pytest.mark.parametrize(
	"code",
	[
		'_(f"One {name}")',
		'refuse("One " + name)',
		'frappe.throw("Not translated")',
		'frappe.throw(f"Not translated {name}")',
	],
)
def test_texts_that_nobody_can_translate_are_refused(code):
	with pytest.raises(scan.SourceError):
		list(scan.texts_of_python(code))


def test_texts_of_javascript(tmp_path):
	script = """frappe.msgprint(__("Don't {0}", [name])); __( 'It\\'s' ); __(variable); not__("No");"""
	(tmp_path / "form.js").write_text(script, encoding="utf-8")
	assert [text for text, _place in scan.javascript_texts(tmp_path)] == ["Don't {0}", "It's"]


@pytest.mark.parametrize(
	"line",
	["Only one,", "Text,,", "A {0} b,Một {1},", "A {0} b,Một,", "A {} b {},Một {},", "A,Một,,"],
)
def test_broken_rows_are_refused(tmp_path, line):
	(tmp_path / "a.csv").write_text(line + "\n", encoding="utf-8")
	with pytest.raises(assemble.RowError):
		assemble.read_rows(tmp_path)


def test_two_translations_of_one_text_are_refused(tmp_path):
	(tmp_path / "a.csv").write_text("Area,Địa bàn,\n", encoding="utf-8")
	(tmp_path / "b.csv").write_text("Area,Khu vực,\n", encoding="utf-8")
	with pytest.raises(assemble.RowError, match=r"b\.csv:1"):
		assemble.read_rows(tmp_path)
	(tmp_path / "b.csv").write_text("Area,Khu vực,Map\n", encoding="utf-8")
	assert len(assemble.read_rows(tmp_path)) == 2


def test_the_csv_and_the_po_file_say_the_same(rows):
	"""Read back by Python's csv and by Babel, which newer Frappe uses."""
	pofile = pytest.importorskip("babel.messages.pofile")
	catalog = pofile.read_po(io.BytesIO(assemble.po_text(rows).encode()), locale="vi")
	from_po = {(entry.id, entry.context or ""): entry.string for entry in catalog if entry.id}
	from_csv = {
		(source, context): text for source, text, context in csv.reader(io.StringIO(assemble.csv_text(rows)))
	}
	assert from_po == from_csv == rows


def test_vietnamese_rows_are_composed_unicode(rows):
	"""Decomposed letters look alike but are not found by a search."""
	import unicodedata

	wrong = [text for text in rows.values() if unicodedata.normalize("NFC", text) != text]
	assert wrong == []


def test_a_translation_is_not_another_text(rows):
	"""Frappe translates some labels twice: “Print” once became “In”, and that the filter's word for “in”."""
	twice = {text: rows[text, ""] for text in rows.values() if rows.get((text, ""), text) != text}
	assert twice == {}
