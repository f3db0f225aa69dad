"""The text of a programme pack: read, checked, written in its one canonical form. Pure.

programme_packs/README.md describes the format.
"""

import json
import re
from itertools import pairwise

from covid_support.core.problem import Problem
from covid_support.programmes.pack_rows import policy_values
from covid_support.programmes.pack_schema import FORMAT, PACK, SHARED, WORDING, canonical, is_empty
from covid_support.programmes.policy_rules import snapshot_from
from covid_support.rules.policy_snapshot import PolicySnapshot

MARKUP = re.compile(r"<[a-zA-Z!/?]")
LARGEST = 2_000_000  # characters; all policies of a national programme take a tenth of it


def parse_pack(text: str) -> dict:
	"""The pack in a file's text, checked and canonical. Raises Problem with the place of what is wrong."""
	return canonical_pack(_read(text))


def read_shared(text: str) -> dict:
	"""The routes, groups and documents of a file like routes.json, checked and canonical."""
	return _with_sorted_records(canonical(_read(text), SHARED))


def canonical_pack(data: dict) -> dict:
	"""The pack with keys in order, shared records sorted by code, versions that tell only what changes."""
	pack = _with_sorted_records(canonical(data, PACK))
	pack["policies"] = _sorted_by_code(pack["policies"], "policies", "code")
	for policy in pack["policies"]:
		policy["versions"] = folded(complete_wordings(policy))
	return pack


def pack_text(pack: dict) -> str:
	"""The canonical text: tabs, Vietnamese letters as they are, a newline at the end."""
	return _text_of(canonical_pack(pack))


def shared_text(data: dict) -> str:
	"""The canonical text of routes.json."""
	return _text_of(_with_sorted_records(canonical(data, SHARED)))


def complete_wordings(policy: dict) -> list[dict]:
	"""Every version of a policy in full, oldest first. Raises Problem when their dates do not go forward."""
	wordings = []
	current: dict = {}
	for number, version in enumerate(policy["versions"], 1):
		current = {key: value for key, value in {**current, **version}.items() if not is_empty(value)}
		place = f"policies[{policy['code']}].versions[{number}]"
		current = canonical(current, WORDING, place)
		_check_date(wordings, current, place)
		wordings.append(current)
	return wordings


def folded(wordings: list[dict]) -> list[dict]:
	"""Complete wordings as the file keeps them: the first in full, of each later one what changes."""
	versions = wordings[:1]
	for before, after in pairwise(wordings):
		keys = (column.key for column in WORDING)
		versions.append({key: after.get(key) for key in keys if before.get(key) != after.get(key)})
	return versions


def snapshot_of_wording(code: str, wording: dict, number: int = 1) -> PolicySnapshot:
	"""The rules of one complete wording. Raises Problem for rules that make no sense."""
	return snapshot_from(policy_values(code, wording), number)


def _read(text: str) -> dict:
	if len(text) > LARGEST:
		raise Problem("The file is larger than {0} characters and is no programme.", f"{LARGEST:,}")
	try:
		data = json.loads(text)
	except (ValueError, RecursionError) as error:
		raise Problem("The file cannot be read as JSON: {0}.", str(error)) from error
	if not isinstance(data, dict) or data.get("format") != FORMAT:
		raise Problem("The file is not a programme of format {0}.", FORMAT)
	_refuse_markup(data)
	return data


def _refuse_markup(value: object) -> None:
	"""Texts of a file from elsewhere are shown in messages and on forms: none of them may be HTML."""
	texts = [value] if isinstance(value, str) else []
	if isinstance(value, dict):
		texts = list(value)
		_refuse_markup(list(value.values()))
	elif isinstance(value, list):
		for inner in value:
			_refuse_markup(inner)
	if any(MARKUP.search(text) for text in texts):
		raise Problem("The file contains HTML. A programme consists of plain texts only.")


def _text_of(data: dict) -> str:
	return json.dumps(data, ensure_ascii=False, indent="\t") + "\n"


def _with_sorted_records(data: dict) -> dict:
	codes = {"legal_documents": "document_code", "exclusive_groups": "group_code", "routes": "code"}
	for key, code in codes.items():
		if key in data:
			data[key] = _sorted_by_code(data[key], key, code)
	return data


def _sorted_by_code(rows: list[dict], place: str, key: str) -> list[dict]:
	codes = [row[key] for row in rows]
	for code in codes:
		if codes.count(code) > 1:
			raise Problem("{0}: {1} stands twice. Keep one of them.", place, code)
	return sorted(rows, key=lambda row: row[key])


def _check_date(before: list[dict], wording: dict, place: str) -> None:
	if before and wording.get("in_force_from", "") <= before[-1].get("in_force_from", ""):
		raise Problem(
			"{0}: in_force_from must be later than that of the version before it ({1}).",
			place,
			before[-1].get("in_force_from", "—"),
		)
