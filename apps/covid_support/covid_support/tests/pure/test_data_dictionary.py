"""docs/data-dictionary.md says what the DocTypes are now."""

import json
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[2]
sys.path.insert(0, str(APP.parents[2] / "tools"))

make = pytest.importorskip("make_data_dictionary", reason="the tools stand beside the app in the repository")


def test_the_file_is_up_to_date():
	assert make.FILE.read_text(encoding="utf-8") == make.dictionary(), (
		"run python tools/make_data_dictionary.py"
	)


def test_every_doctype_and_data_field_is_named():
	text = make.FILE.read_text(encoding="utf-8")
	for path in APP.glob("*/doctype/*/*.json"):
		definition = json.loads(path.read_text(encoding="utf-8"))
		if path.stem != path.parent.name:
			continue
		assert f"`{definition['name']}`" in text
		for field in definition["fields"]:
			if field["fieldtype"] in ("Data", "Link", "Currency", "Int", "Date", "Select", "Table", "Check"):
				assert f"| `{field['fieldname']}`" in text, f"{definition['name']}.{field['fieldname']}"


def test_personal_data_is_marked():
	"""Identity and account numbers stand at permission level 1 (design: personal data)."""
	text = make.FILE.read_text(encoding="utf-8")
	for field in ("personal_id", "identity_card", "account_number", "phone"):
		row = next(line for line in text.splitlines() if line.startswith(f"| `{field}`"))
		assert row.split(" | ")[4] == "1", row
