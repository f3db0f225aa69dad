"""Every row that the product keeps, in words that are the same in two runs which did the same.

Names of records are drawn by chance or counted in the order of writing; wherever one stands, what the record is
known by stands instead. Times of day become a word, and so do seals, which cover names.
"""

import json
import re
from collections.abc import Iterator

import frappe

# what records with names of chance are known by; those that others point at come first
KNOWN_BY = {
	"Household": ("commune", "household_code", "head_name", "hamlet"),
	"Beneficiary": ("personal_id", "identity_card", "full_name", "birth_date", "commune"),
	"Application List": ("policy", "administrative_unit", "period", "list_date"),
	"List Step": ("parent", "idx"),
	"Support Application": ("policy", "beneficiary", "period"),
	"Registry Import Row": ("registry_import", "sheet", "position"),
	"Duplicate Case": ("one", "other"),
}
OF_FRAPPE = ("Version", "Comment", "Workflow Action", "Notification Log", "File", "ToDo")
ENGINE = "Bulk Operation"
OF_OPERATION = (
	"kind", "title", "status", "started_by", "rows_planned", "rows_done", "amount", "exceptions", "parts", "parts_done",
)  # fmt: skip
NOT_COMPARED = {"Bulk Operation", "Bulk Chunk"}
LEFT_OUT = {"name", "creation", "modified"}
TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?|\b[0-9a-f]{64}\b")
WORD = re.compile(r"[\w-]{8,}")


def write(path: str) -> int:
	"""Write {table: [row]} to `path`, rows in order of what they say; returns how many rows."""
	names = _names()
	tables = {doctype: sorted(_rows(doctype, names)) for doctype in _doctypes()}
	columns = ", ".join(OF_OPERATION)
	operations = frappe.db.sql(f"select {columns} from `tab{ENGINE}`")
	tables[ENGINE] = sorted(json.dumps([_said(value, names) for value in row]) for row in operations)
	with open(path, "w", encoding="utf-8") as file:
		json.dump(tables, file, ensure_ascii=False)
	return sum(map(len, tables.values()))


def _doctypes() -> list[str]:
	modules = frappe.get_all("Module Def", {"app_name": "covid_support"}, pluck="name")
	stored = {"module": ["in", modules], "issingle": 0, "is_virtual": 0}
	own = frappe.get_all("DocType", stored, pluck="name", order_by="name")
	return [doctype for doctype in (*own, *OF_FRAPPE) if doctype not in NOT_COMPARED]


def _names() -> dict[str, str]:
	"""{name of chance: what its record is known by}."""
	names: dict[str, str] = {}
	for doctype, columns in KNOWN_BY.items():
		chosen = ", ".join(f"`{column}`" for column in columns)
		for name, *values in frappe.db.sql(f"select name, {chosen} from `tab{doctype}`"):
			names.setdefault(name, f"{doctype}: " + " / ".join(_said(value, names) for value in values))
	return names


def _rows(doctype: str, names: dict[str, str]) -> Iterator[str]:
	"""Each row as one line of JSON, what it is known by first."""
	columns = [column for column in frappe.db.get_table_columns(doctype) if column not in LEFT_OUT]
	chosen = ", ".join(f"`{column}`" for column in ("name", *columns))
	for name, *values in frappe.db.sql(f"select {chosen} from `tab{doctype}`"):
		said = {column: _said(value, names) for column, value in zip(columns, values, strict=True)}
		key = {"": names[name]} if doctype in KNOWN_BY else {}
		yield json.dumps({**key, **said}, ensure_ascii=False)


def _said(value, names: dict[str, str]) -> str:
	text = TIME.sub("…", "" if value is None else str(value))
	return WORD.sub(lambda word: names.get(word[0], word[0]), text)
