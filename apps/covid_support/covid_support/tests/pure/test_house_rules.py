"""Habits of the repository that no linter knows: sizes, READMEs, hook paths, names, roles in the guides."""

import ast
import re
from pathlib import Path

import pytest

APP = Path(__file__).parents[2]
ROOT = APP.parents[2]
LONGEST_FILE = 300
LONGEST_CONTROLLER = 200
LONGEST_TEST = 450  # tests are lists of cases
NOT_MODULES = {"public", "templates", "translations", "locale", "patches", "tests", "programme_packs", "www"}
GUIDES = ("officer-guide.md", "administrator-guide.md")


def python_files() -> list[Path]:
	folders = [APP, ROOT / "host", ROOT / "tools", ROOT / "tests"]
	files = [path for folder in folders if folder.is_dir() for path in folder.rglob("*.py")]
	return [path for path in files if "node_modules" not in path.parts]


def longest_for(path: Path) -> int:
	if "tests" in path.parts:
		return LONGEST_TEST
	return LONGEST_CONTROLLER if "doctype" in path.parts else LONGEST_FILE


def test_files_are_short():
	sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
	too_long = {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > longest_for(path)}
	assert not too_long, "split these files by subject"


def test_no_file_is_named_after_nothing():
	vague = {"utils.py", "helpers.py", "misc.py", "common.py"}
	assert not [str(path) for path in python_files() if path.name in vague]


def module_folders() -> list[Path]:
	folders = [path for path in APP.iterdir() if path.is_dir() and (path / "__init__.py").exists()]
	return [path for path in folders if path.name not in NOT_MODULES]


@pytest.mark.parametrize("folder", module_folders(), ids=lambda folder: folder.name)
def test_each_module_says_what_lives_in_it(folder):
	assert (folder / "README.md").exists(), f"{folder.name}/ needs a README.md: what lives here, what may not"


# what each folder may know of; it is told of nothing that comes after it (hooks.py calls what follows)
TOWARDS_THE_LAW = {
	"core": {"core"},
	"rules": {"core", "rules"},
	"programmes": {"core", "rules", "messages", "clock", "remembered", "registry", "policies", "programmes"},
}


@pytest.mark.parametrize("folder", TOWARDS_THE_LAW)
def test_the_law_knows_nothing_of_what_is_done_by_it(folder):
	for path in (APP / folder).rglob("*.py"):
		tree = ast.parse(path.read_text(encoding="utf-8"))
		modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
		known = {module.split(".")[1] for module in modules if module.startswith("covid_support.")}
		assert known <= TOWARDS_THE_LAW[folder], path.relative_to(APP)


def hook_paths() -> set[str]:
	tree = ast.parse((APP / "hooks.py").read_text(encoding="utf-8"))
	texts = {
		node.value
		for node in ast.walk(tree)
		if isinstance(node, ast.Constant) and isinstance(node.value, str)
	}
	return {
		text
		for text in texts
		if re.fullmatch(r"covid_support(\.\w+)+", text) and not text.endswith((".js", ".css"))
	}


@pytest.mark.parametrize("path", sorted(hook_paths()))
def test_hooks_point_to_something(path):
	module, _dot, name = path.rpartition(".")
	file = APP.parent.joinpath(*module.split(".")).with_suffix(".py")
	assert file.exists(), f"hooks.py names {path}, but there is no {file.name}"
	tree = ast.parse(file.read_text(encoding="utf-8"))
	defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
	assigned = {
		target.id
		for node in tree.body
		if isinstance(node, ast.Assign)
		for target in node.targets
		if isinstance(target, ast.Name)
	}
	assert name in defined | assigned, f"hooks.py names {path}, but {file.name} defines no {name}"


def area_tables() -> dict[str, list[str]]:
	"""DocTypes in the tables of policies/area.py."""
	tree = ast.parse((APP / "policies" / "area.py").read_text(encoding="utf-8"))
	tables = {}
	for node in tree.body:
		if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
			tables[node.targets[0].id] = [key.value for key in node.value.keys]
	return tables


def test_each_doctype_with_an_area_has_its_hooks():
	hooks = (APP / "hooks.py").read_text(encoding="utf-8")
	conditions = hooks.split("permission_query_conditions", 1)[1].split("}", 1)[0]
	permissions = hooks.split("has_permission = {", 1)[1].split("}", 1)[0]
	tables = area_tables()
	for doctype in tables["UNIT_FIELDS"]:
		assert f'"{doctype}":' in conditions, f"{doctype} has no condition on lists"
		assert f'"{doctype}":' in permissions, f"{doctype} has no check on documents"
	for doctype in tables["CHILD_PARENTS"]:
		assert f'"{doctype}":' in conditions, f"rows of {doctype} are readable everywhere"


def test_each_doctype_with_a_commune_or_unit_is_in_the_area_table():
	"""A new DocType with a unit column must say whether the area limits it."""
	public = {"Office", "Administrative Unit", "Unit Predecessor", "Decision List", "Support Programme"}
	tables = area_tables()
	limited = set(tables["UNIT_FIELDS"]) | set(tables["CHILD_PARENTS"]) | public
	for path in APP.glob("*/doctype/*/*.json"):
		text = path.read_text(encoding="utf-8")
		name = re.search(r'"name": "([^"]+)"', text)
		if '"options": "Administrative Unit"' in text and '"DocType"' in text and name:
			found = re.findall(r'^ "name": "([^"]+)"', text, re.MULTILINE) or [name.group(1)]
			assert found[0] in limited, f"{found[0]} has a unit but no place in policies/area.py"


def role_names() -> list[str]:
	tree = ast.parse((APP / "policies" / "roles.py").read_text(encoding="utf-8"))
	values = [
		node.value.value
		for node in tree.body
		if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
	]
	return [value for value in values if value.startswith("CS ")]


@pytest.mark.parametrize("role", role_names())
def test_the_guides_speak_of_each_role(role):
	guides = [ROOT / "docs" / name for name in GUIDES]
	text = "".join(guide.read_text(encoding="utf-8") for guide in guides if guide.exists())
	vietnamese = translation(role)
	assert vietnamese, f"{role} has no Vietnamese name"
	assert vietnamese.lower() in text.lower(), f"no guide says what {vietnamese} ({role}) does"


def translation(source: str) -> str:
	import csv

	for path in (APP / "locale" / "vi").glob("*.csv"):
		with path.open(encoding="utf-8", newline="") as file:
			for row in csv.reader(file):
				if row and row[0] == source:
					return row[1]
	return ""


def test_nobody_gives_rights_to_everybody():
	for path in APP.glob("*/doctype/*/*.json"):
		assert not re.search(r'"role":\s*"(All|Guest|Desk User)"', path.read_text(encoding="utf-8")), (
			path.name
		)
