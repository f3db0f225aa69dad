"""Cases of duplicates: raised once for each pair and never again, whatever was decided."""

import frappe

from covid_support.bulk.insert import insert_rows
from covid_support.core.record_name import record_names
from covid_support.registry.duplicate_people import read_people
from covid_support.registry.duplicates.matcher import Pair, find_pairs
from covid_support.registry.duplicates.people import People

SEARCH, IMPORT = "Search", "List Import"
FIELDS = [
	"name", "full_name", "one", "other", "commune", "other_commune", "score", "reasons", "source", "state",
]  # fmt: skip


def cases_for(names: list[str], source: str = IMPORT) -> int:
	"""Compare the newly registered `names` with everybody; returns how many cases were raised.

	Reads the whole registry (about 17 processor seconds for 285,500 people), so call it once for an import, not for
	each of its parts. Running it again raises nothing twice.
	"""
	if not names:
		return 0
	people = read_people()
	wanted = set(names)
	among = frozenset(place for place, name in enumerate(people.names) if name in wanted)
	return raise_cases(people, find_pairs(people, among), source)


def raise_cases(people: People, pairs: list[Pair], source: str) -> int:
	"""Write a case for each of `pairs` that has none; returns how many are new.

	The unique key of the pair decides, so that two searches at once raise a pair once.
	"""
	if not pairs:
		return 0
	people = {name for pair in pairs for name in (pair.one, pair.other)}
	found = frappe.db.sql(
		"select name, commune, full_name from `tabBeneficiary` where name in %s", [tuple(people)]
	)
	communes = {name: commune for name, commune, _full_name in found}
	titles = {name: full_name for name, _commune, full_name in found}
	rows = (
		(
			name, titles[pair.one], pair.one, pair.other, communes[pair.one], communes[pair.other], pair.score,
			",".join(pair.reasons), source, "Open",
		)
		for name, pair in zip(record_names(len(pairs)), pairs, strict=True)
	)  # fmt: skip
	return insert_rows("Duplicate Case", FIELDS, rows, skip_known=True)
