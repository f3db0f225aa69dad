"""Every English text of the app that a reader may see, and where it stands. Standard library only."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

FURTHER_BACK = {"Print": 2, "broken": 2, "rows_of": 1}  # the text is not the first argument
WORKSPACE_CALLS = {"Desk", "Shortcut", "Card", "in_state"}  # the rows of setup/workspaces.py
MESSAGE_CALLS = {"_", "_lt", "refuse", "forbid", "remark", "Problem", "Term", *FURTHER_BACK, *WORKSPACE_CALLS}
SHOWING_CALLS = {"throw", "msgprint"}
MANY_TEXTS = {"Term"}  # every argument is a text
PASSED_ON = {"messages.py", "problem.py"}  # hand on templates that were written elsewhere
JAVASCRIPT_TEXT = re.compile(r"""\b__\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)""")
TEMPLATE_TEXT = re.compile(r"""\{\{[^}]*?\b_\(\s*("[^"]*"|'[^']*')""")
LETTERS = re.compile(r"[A-Za-z]{2}")
SKIPPED_FOLDERS = {"tests", "__pycache__", "node_modules", "dist"}

Found = Iterator[tuple[str, str]]


class SourceError(ValueError):
	"""A text that translators cannot be given: put together while the program runs."""


def sources(app: Path) -> dict[str, str]:
	"""{text: first place} of all texts under `app` (the folder of hooks.py). Raises SourceError."""
	found: dict[str, str] = {}
	readers = (python_texts, javascript_texts, template_texts, definition_texts, workflow_texts, module_texts)
	for reader in readers:
		for text, place in reader(app):
			if LETTERS.search(text):
				found.setdefault(text, place)
	return found


def python_texts(app: Path) -> Found:
	"""Literals of _(), refuse(), forbid(), Problem(), Term() and constants named …TEMPLATE(S)."""
	for path in _files(app, "*.py"):
		for text, line in texts_of_python(path.read_text(encoding="utf-8"), path.name):
			yield text, f"{path.relative_to(app)}:{line}"


def texts_of_python(code: str, file_name: str = "") -> Found:
	"""(text, line) of one Python source. Raises SourceError for f-strings, sums and untranslated messages."""
	for node in ast.walk(ast.parse(code)):
		if isinstance(node, ast.Call):
			yield from _texts_of_call(node, file_name)
		elif isinstance(node, ast.Assign) and _name(node.targets[0]).endswith(("TEMPLATE", "TEMPLATES")):
			values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
			yield from ((value.value, value.lineno) for value in values if _is_text(value))


def _texts_of_call(call: ast.Call, file_name: str) -> Found:
	name = _name(call.func)
	if (
		name in SHOWING_CALLS
		and call.args
		and (_is_text(call.args[0]) or isinstance(call.args[0], ast.JoinedStr))
	):
		_check_shown(call, file_name)
	if name not in MESSAGE_CALLS or not call.args:
		return
	first = FURTHER_BACK.get(name, 0)
	arguments = call.args if name in MANY_TEXTS else call.args[first : first + 1]
	titles = [keyword.value for keyword in call.keywords if keyword.arg == "title"]
	for argument in [*arguments, *titles]:
		yield from _literals(argument, file_name)


def _literals(node: ast.expr, file_name: str) -> Found:
	if _is_text(node):
		yield node.value, node.lineno
	elif isinstance(node, ast.IfExp):
		yield from _literals(node.body, file_name)
		yield from _literals(node.orelse, file_name)
	elif isinstance(node, ast.JoinedStr | ast.BinOp) and file_name not in PASSED_ON:
		raise SourceError(f"{file_name}:{node.lineno}: write one literal text with {{0}} for the values")


def _check_shown(call: ast.Call, file_name: str) -> None:
	shown = call.args[0]
	parts = shown.values if isinstance(shown, ast.JoinedStr) else [shown]
	letters = "".join(part.value for part in parts if _is_text(part))
	if LETTERS.search(letters) and file_name not in PASSED_ON:
		raise SourceError(f"{file_name}:{call.lineno}: this message is shown without a translation")


def _is_text(node: ast.AST) -> bool:
	return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _name(node: ast.AST) -> str:
	return getattr(node, "id", "") or getattr(node, "attr", "")


def javascript_texts(app: Path) -> Found:
	"""Literals of __() in scripts."""
	for path in _files(app, "*.js"):
		code = path.read_text(encoding="utf-8")
		for match in JAVASCRIPT_TEXT.finditer(code):
			line = code.count("\n", 0, match.start()) + 1
			yield text_of_javascript(match[1], f"{path.name}:{line}"), f"{path.relative_to(app)}:{line}"


def text_of_javascript(literal: str, place: str) -> str:
	"""The text of a quoted JavaScript literal. Raises SourceError for a template with values in it."""
	if literal[0] == "`" and "${" in literal:
		raise SourceError(f"{place}: write one literal text with {{0}} for the values")
	inner = literal[1:-1]
	return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), inner)


def template_texts(app: Path) -> Found:
	"""Literals of _() in page templates."""
	for path in _files(app, "*.html"):
		for match in TEMPLATE_TEXT.finditer(path.read_text(encoding="utf-8")):
			yield match[1][1:-1], str(path.relative_to(app))


def definition_texts(app: Path) -> Found:
	"""Names, labels, options and descriptions of DocTypes, reports and whatever else Frappe keeps as JSON."""
	for path in _files(app, "*.json"):
		if path.stem != path.parent.name:
			continue
		definition = json.loads(path.read_text(encoding="utf-8"))
		if isinstance(definition, dict) and definition.get("doctype"):
			for text in _texts_of_definition(definition):
				yield text, str(path.relative_to(app))


def _texts_of_definition(definition: dict) -> Iterator[str]:
	if definition["doctype"] in ("DocType", "Report", "Page"):  # print formats have Vietnamese names
		yield definition["name"]
	for key in ("description", "label", "title", "chart_name"):
		yield definition.get(key) or ""
	for field in [
		*definition.get("fields", []),
		*definition.get("filters", []),
		*definition.get("columns", []),
	]:
		yield from _texts_of_field(field)
	for row in [*definition.get("links", []), *definition.get("actions", [])]:
		yield row.get("group") or row.get("label") or ""


def _texts_of_field(field: dict) -> Iterator[str]:
	yield field.get("label") or ""
	yield field.get("description") or ""
	if field.get("fieldtype") == "Select" and field.get("fieldname") != "naming_series":
		yield from (field.get("options") or "").split("\n")


WORKFLOW_FILES = (
	"workflows/definitions.py",
	"workflows/words.py",
	"programmes/route_places.py",
	"policies/roles.py",
)


def workflow_texts(app: Path) -> Found:
	"""States and actions of the workflows, and the names of the roles."""
	for file in WORKFLOW_FILES:
		code = (app / file).read_text(encoding="utf-8")
		for node in ast.parse(code).body:
			if isinstance(node, ast.Assign) and not _name(node.targets[0]).startswith("_"):
				yield from ((text, file) for text in _texts_of_constant(node))


def _texts_of_constant(node: ast.Assign) -> Iterator[str]:
	if _is_text(node.value):
		yield node.value.value
	elif _name(node.targets[0]).endswith("PLACES"):
		yield from (part.value for part in ast.walk(node.value) if _is_text(part))
	elif _name(node.targets[0]) == "STATE_STYLES":
		yield from (key.value for key in node.value.keys if key and _is_text(key))


def module_texts(app: Path) -> Found:
	"""The modules' names."""
	for line in (app / "modules.txt").read_text(encoding="utf-8").splitlines():
		yield line.strip(), "modules.txt"


def _files(app: Path, pattern: str) -> Iterator[Path]:
	for path in sorted(app.rglob(pattern)):
		if not SKIPPED_FOLDERS & set(path.relative_to(app).parts[:-1]):
			yield path
