"""What importing a pack would change: one row for each value, old beside new. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from covid_support.programmes.pack_file import complete_wordings
from covid_support.programmes.pack_schema import PACK, VERSIONS, Column, is_empty

ADDED, CHANGED, ONLY_HERE = "Added", "Changed", "Only Here"


@dataclass(frozen=True)
class Step:
	"""One part of the way to a value: the key and, for a row of a table, what identifies it."""

	column: Column
	row: str = ""
	doctype: str = ""


@dataclass(frozen=True)
class Change:
	"""`kind` is Added, Changed or Only Here (in the site, not in the file: importing leaves it).

	old and new are values as they stand in a pack, None for a whole row that is added or only here.
	"""

	kind: str
	path: tuple[Step, ...]
	old: object = None
	new: object = None


def differences(here: dict, file: dict) -> list[Change]:
	"""The changes that would make `here` (what the site has; {} when nothing) into `file`; both canonical."""
	return list(_objects(_expanded(here), _expanded(file), PACK, (), ""))


def _expanded(pack: dict) -> dict:
	"""The pack with every version in full, so that versions compare value by value."""
	policies = [{**policy, "versions": complete_wordings(policy)} for policy in pack.get("policies", ())]
	return {**pack, "policies": policies} if pack else {}


def _objects(
	here: dict, file: dict, columns: tuple[Column, ...], path: tuple[Step, ...], doctype: str
) -> Iterator[Change]:
	for column in columns:
		old, new = here.get(column.key), file.get(column.key)
		if old == new:
			continue
		if column.kind == "table":
			yield from _tables(old or [], new or [], column, path)
		elif column.kind == "group":
			inner = (*path, Step(column, doctype=column.doctype)) if column.doctype else path
			yield from _objects(old or {}, new or {}, column.columns, inner, column.doctype or doctype)
		else:
			old, new = _with_default(old, column), _with_default(new, column)
			kind = CHANGED if here and not is_empty(old) else ADDED
			yield Change(kind, (*path, Step(column, doctype=doctype)), old, new)


def _tables(here: list[dict], file: list[dict], column: Column, path: tuple[Step, ...]) -> Iterator[Change]:
	old, new = _by_identity(here, column), _by_identity(file, column)
	for identity in [*new, *(key for key in old if key not in new)]:
		place = (*path, Step(column, row=identity, doctype=column.doctype))
		if identity not in old:
			yield Change(ADDED, place, None, new[identity])
		elif identity not in new:
			yield Change(ONLY_HERE if _stays(column) else CHANGED, place, old[identity], None)
		else:
			yield from _objects(old[identity], new[identity], column.columns, place, column.doctype)


def _stays(column: Column) -> bool:
	"""Importing takes away rows of a grid, but no policy, no version and no shared record."""
	return column is VERSIONS or any(column is table for table in PACK)


def _by_identity(rows: list[dict], column: Column) -> dict[str, dict]:
	seen: Counter = Counter()
	found = {}
	for row in rows:
		identity = " · ".join(str(row[key]) for key in column.identity if row.get(key) is not None)
		seen[identity] += 1
		found[identity if seen[identity] == 1 else f"{identity} ({seen[identity]})"] = row
	return found


def _with_default(value: object, column: Column) -> object:
	return column.default if value is None else value
