"""Every message of the pure modules has its Vietnamese row, with the same places for values."""

import ast
import csv
import re
from pathlib import Path

import pytest

from covid_support.rules.component import METHODS
from covid_support.rules.facts import FACTS
from covid_support.rules.values import HOW_TO_WRITE

APP = Path(__file__).parents[2]
ROWS = APP / "locale" / "vi"
PLACES = re.compile(r"\{\d+\}")


def rows(files: str = "*.csv") -> dict[str, str]:
	"""{English: Vietnamese} of the rows in `files`."""
	found = {}
	for path in ROWS.glob(files):
		with path.open(encoding="utf-8", newline="") as file:
			found |= {row[0]: row[1] for row in csv.reader(file) if row}
	return found


def templates_in(source: str, path: str = "") -> set[str]:
	"""First arguments of Problem(…) and Term(…) literals, and the values of constants named …TEMPLATE(S)."""
	found = set()
	for node in ast.walk(ast.parse(source)):
		if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
			assert node.args and isinstance(node.args[0], ast.Constant), (
				f"{path}:{node.lineno} needs a literal"
			)
			found.add(node.args[0].value)
		if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Term":
			found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
		if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").endswith(
			("TEMPLATE", "TEMPLATES")
		):
			values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
			found |= {value.value for value in values}
	return found


def all_sources() -> set[str]:
	sources = {choice for fact in FACTS.values() for choice in fact.choices}
	sources |= {fact.label for fact in FACTS.values()} | set(METHODS) | set(HOW_TO_WRITE.values())
	for folder in ("core", "rules"):
		for path in (APP / folder).glob("*.py"):
			sources |= templates_in(path.read_text(encoding="utf-8"), path.name)
	return sources


def test_every_message_has_its_vietnamese_row():
	assert sorted(all_sources() - rows().keys()) == []


def test_no_row_is_left_over():
	assert sorted(rows("core.csv").keys() - all_sources()) == []


def test_translations_keep_the_places_for_values():
	for source, translation in rows("core.csv").items():
		assert translation.strip(), source
		assert sorted(PLACES.findall(source)) == sorted(PLACES.findall(translation)), source


def test_rows_are_sorted_have_three_columns_and_are_not_repeated():
	with (ROWS / "core.csv").open(encoding="utf-8", newline="") as file:
		lines = list(csv.reader(file))
	assert all(len(line) == 3 for line in lines)
	sources = [line[0] for line in lines]
	assert sources == sorted(set(sources))


def test_the_scan_sees_a_new_message():
	assert templates_in('raise Problem("New {0}", 1)') == {"New {0}"}
	assert templates_in('X_TEMPLATES = {"=": "A {0}"}') == {"A {0}"}
	with pytest.raises(AssertionError):
		templates_in("raise Problem(text)")
