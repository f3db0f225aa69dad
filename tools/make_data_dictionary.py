#!/usr/bin/env python3
"""Make docs/data-dictionary.md from the DocTypes' JSON and the Vietnamese rows.

python tools/make_data_dictionary.py           write the file
python tools/make_data_dictionary.py --check   exit 1 when it is not up to date
"""

import json
import sys
from pathlib import Path

from assemble_translations import APP, read_rows

FILE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
LAYOUT = {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold"}
KINDS = (
	("istable", "child table"),
	("is_tree", "tree"),
	("is_submittable", "submittable"),
	("issingle", "single"),
)
INTRODUCTION = """# Từ điển dữ liệu

Tài liệu này được lập tự động từ định nghĩa của các DocType (`tools/make_data_dictionary.py`); không sửa bằng tay.
*Made from the DocTypes' JSON by `tools/make_data_dictionary.py`; do not edit by hand.*

Cột **Mức** ghi 1 đối với thông tin cá nhân chỉ một số vai trò được xem (số giấy tờ, số tài khoản, điện thoại).
Trường có dấu **\\*** là bắt buộc. Số tiền là số nguyên đồng.
*Level 1 marks personal data shown to few roles; \\* marks a mandatory field; amounts are whole đồng.*
"""


def definitions(app: Path = APP) -> list[dict]:
	"""All DocTypes of the app, in the order of its modules, then by name."""
	modules = [
		line.strip()
		for line in (app / "modules.txt").read_text(encoding="utf-8").splitlines()
		if line.strip()
	]
	found = []
	for path in app.glob("*/doctype/*/*.json"):
		if path.stem == path.parent.name:
			found.append(json.loads(path.read_text(encoding="utf-8")))
	return sorted(found, key=lambda definition: (modules.index(definition["module"]), definition["name"]))


def dictionary(app: Path = APP) -> str:
	"""The whole document."""
	words = {source: text for (source, context), text in read_rows().items() if not context}
	parts, module = [INTRODUCTION], None
	for definition in definitions(app):
		if definition["module"] != module:
			module = definition["module"]
			parts.append(f"## {words.get(module, module)} ({module})\n")
		parts.append(_doctype(definition, words))
	return "\n".join(parts)


def _doctype(definition: dict, words: dict[str, str]) -> str:
	name = definition["name"]
	kinds = [kind for key, kind in KINDS if definition.get(key)]
	head = f"### {words.get(name, name)} — `{name}`" + (f" ({', '.join(kinds)})" if kinds else "")
	lines = [head, ""]
	if definition.get("description"):
		lines += [words.get(definition["description"], definition["description"]), ""]
	lines += [
		"| Trường | Tên tiếng Việt | Kiểu | Giá trị, liên kết | Mức | Ghi chú |",
		"|---|---|---|---|---|---|",
	]
	lines += [_field(field, words) for field in definition["fields"] if field["fieldtype"] not in LAYOUT]
	return "\n".join(lines) + "\n"


def _field(field: dict, words: dict[str, str]) -> str:
	label, note = field.get("label") or "", field.get("description") or ""
	cells = (
		f"`{field['fieldname']}`" + (" \\*" if field.get("reqd") else ""),
		words.get(label, label),
		field["fieldtype"],
		_options(field, words),
		str(field.get("permlevel") or ""),
		words.get(note, note),
	)
	return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _options(field: dict, words: dict[str, str]) -> str:
	options = field.get("options") or ""
	if field["fieldtype"] == "Select":
		values = [value for value in options.split("\n") if value]
		return "; ".join(f"{value} = {words[value]}" if value in words else value for value in values)
	return f"`{options}`" if options else ""


def main(arguments: list[str]) -> int:
	"""Run the command line; returns the exit code."""
	wanted = dictionary()
	current = FILE.exists() and FILE.read_text(encoding="utf-8") == wanted
	if "--check" in arguments:
		print("up to date" if current else f"{FILE.name} is not up to date")
		return 0 if current else 1
	if not current:
		FILE.parent.mkdir(exist_ok=True)
		FILE.write_text(wanted, encoding="utf-8")
	print(f"{len(definitions())} DocTypes")
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
