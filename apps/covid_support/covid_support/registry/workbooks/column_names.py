"""Which column of a list holds what: suggested by its heading, with a score."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from covid_support.core.names import search_key
from covid_support.registry.workbooks.legacy_text import TCVN3, VNI, to_unicode

IGNORED = "ignored"
UNDER = " › "  # between a heading and the one below it
SURE, CLOSE = 1.0, 0.82
# a heading names one thing only; these may be told from several columns put together
_SEVERAL = frozenset({IGNORED})
_LONGEST_HEADING = 80


@dataclass(frozen=True)
class Suggestion:
	"""What a column seems to hold. `encoding` says in which old font the heading made sense, "" for none."""

	target: str
	score: float
	encoding: str = ""


@lru_cache(maxsize=1)
def synonyms() -> dict[str, str]:
	"""{key of a heading: target} of all known headings."""
	path = Path(__file__).parent / "data" / "column_names.csv"
	with path.open(encoding="utf-8", newline="") as stream:
		return {search_key(row["name"]): row["target"] for row in csv.DictReader(stream)}


@lru_cache(maxsize=5_000)
def suggestion(heading: str) -> Suggestion | None:
	"""What one heading seems to mean; None when it reminds of nothing."""
	if not heading or len(heading) > _LONGEST_HEADING:
		return None
	for encoding in ("", TCVN3, VNI):
		text = to_unicode(heading, encoding) if encoding else heading
		if encoding and text == heading:
			continue
		target, score = _best_of_both_rows(text)
		if target:
			return Suggestion(target, score, encoding)
	return None


def _best_of_both_rows(text: str) -> tuple[str | None, float]:
	"""Of "Năm sinh › Nam" both together; of "Nơi ở › Xã" the lower one; of "CCCD › Bản sao" the upper one."""
	upper, _sign, lower = text.partition(UNDER)
	if not lower or search_key(text) in synonyms():
		return _best(search_key(text))
	found = _best(search_key(lower))
	return found if found[0] else _best(search_key(upper))


def _best(key: str) -> tuple[str | None, float]:
	known = synonyms()
	if key in known:
		return known[key], SURE
	if len(key) < 4:
		return None, 0
	without_brackets = max(
		((name, target) for name, target in known.items() if len(name) > 5 and _holds(key, name)),
		key=lambda pair: len(pair[0]),
		default=None,
	)
	if without_brackets:
		return without_brackets[1], max(CLOSE, len(without_brackets[0]) / len(key))
	score, target = max((SequenceMatcher(None, key, name).ratio(), target) for name, target in known.items())
	return (target, round(score, 2)) if score >= CLOSE else (None, 0)


def _holds(key: str, name: str) -> bool:
	"""Whether the words of `name` begin a longer heading, as in "Số CCCD (bản sao kèm theo)"."""
	return key.startswith(f"{name} ") and len(name) * 3 >= len(key)


def suggestions(headings: Sequence[str]) -> dict[int, Suggestion]:
	"""{column: what it seems to hold}; each target goes to the column with the highest score, the first of equals."""
	found = {column: suggestion(heading) for column, heading in enumerate(headings)}
	by_target: dict[str, list[int]] = defaultdict(list)
	for column, seems in found.items():
		if seems:
			by_target[seems.target].append(column)
	chosen = {}
	for target, columns in by_target.items():
		best = max(columns, key=lambda column: (found[column].score, -column))
		for column in columns if target in _SEVERAL else (best,):
			chosen[column] = found[column]
	return dict(sorted(_settled(chosen).items()))


def _settled(chosen: dict[int, Suggestion]) -> dict[int, Suggestion]:
	"""Two numbers of one person: the second column called "CMND/CCCD" beside "CCCD" holds the old card."""
	targets = {seems.target for seems in chosen.values()}
	if {"identity_number", "personal_id"} <= targets and "identity_card" not in targets:
		return {
			column: Suggestion("identity_card", CLOSE, seems.encoding)
			if seems.target == "identity_number"
			else seems
			for column, seems in chosen.items()
		}
	return chosen


def heading_digest(headings: Sequence[str]) -> str:
	"""The mark by which the same form is known again: its headings, however they are typed."""
	return sha256("|".join(search_key(heading) for heading in headings).encode()).hexdigest()[:16]
