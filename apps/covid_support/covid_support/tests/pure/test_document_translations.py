"""Every message of the layout kit has its Vietnamese row, with the same places for values."""

import ast
import csv
import re
from pathlib import Path

APP = Path(__file__).parents[2]
ROWS_FILE = APP / "locale" / "vi" / "documents.csv"
PLACES = re.compile(r"\{\d+\}")


def rows() -> list[list[str]]:
	with ROWS_FILE.open(encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


def templates() -> set[str]:
	found = set()
	for path in (APP / "documents" / "kit").rglob("*.py"):
		for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
			if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
				assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno} needs a literal"
				found.add(node.args[0].value)
	return found


def test_every_message_has_its_vietnamese_row():
	assert sorted(templates() - {row[0] for row in rows()}) == []


def test_rows_keep_the_places_for_values():
	for source, translation, _context in rows():
		assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(translation)), source
