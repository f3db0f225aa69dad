#!/usr/bin/env python3
"""Write the programme packs in their canonical form, each complete in itself.

    python tools/format_packs.py            write the files
    python tools/format_packs.py --check    exit 1 when a file would change

Routes, exclusive groups and legal documents that several packs use are copied from where they stand first:
routes.json, then the packs by their order. Change them there and run this tool.
"""

import sys
from pathlib import Path

APP = Path(__file__).parents[1] / "apps" / "covid_support"
sys.path.insert(0, str(APP))

from covid_support.programmes.pack_file import pack_text, parse_pack, read_shared, shared_text  # noqa: E402
from covid_support.programmes.pack_references import SHARED, completed  # noqa: E402

PACKS = APP / "covid_support" / "programme_packs"
ROUTES = PACKS / "routes.json"
TEMPLATE = PACKS / "local_template" / "template.json"

Pool = dict[str, dict[str, dict]]


def read_packs(folder: Path = PACKS) -> dict[Path, dict]:
	"""The packs by file, in the order in which they are loaded."""
	packs = {path: parse_pack(path.read_text(encoding="utf-8")) for path in folder.glob("*/programme.json")}
	return dict(sorted(packs.items(), key=lambda item: (item[1]["programme"].get("order", 0), item[0])))


def pool_of(shared: dict, packs: list[dict]) -> Pool:
	"""{kind: {code: record}}, the first definition of each."""
	pool: Pool = {key: {} for key in SHARED}
	for source in (shared, *packs):
		for key, code in SHARED.items():
			for record in source.get(key, ()):
				pool[key].setdefault(record[code], record)
	return pool


def formatted() -> dict[Path, str]:
	"""{file: its canonical text}. Raises Problem with the file's name in front."""
	shared = read_shared(ROUTES.read_text(encoding="utf-8"))
	packs = read_packs()
	texts = {ROUTES: shared_text(shared)}
	template = parse_pack(TEMPLATE.read_text(encoding="utf-8"))
	pool = pool_of(shared, [*packs.values(), template])
	for path, pack in {**packs, TEMPLATE: template}.items():
		texts[path] = pack_text(completed(pack, lambda key, code: pool[key].get(code)))
	return texts


def main(arguments: list[str]) -> int:
	"""Write or check; the number of files that differ decides the exit code of a check."""
	changed = [(path, text) for path, text in formatted().items() if path.read_text(encoding="utf-8") != text]
	for path, text in changed:
		print(path.relative_to(PACKS))
		if "--check" not in arguments:
			path.write_text(text, encoding="utf-8")
	return int(bool(changed) and "--check" in arguments)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
