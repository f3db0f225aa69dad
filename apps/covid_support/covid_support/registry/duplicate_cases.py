"""Cases of duplicates: raised once for each pair and never again, whatever was decided."""

import frappe

from covid_support.bulk.insert import chunks
from covid_support.core.record_name import record_names
from covid_support.registry.duplicate_people import read_people
from covid_support.registry.duplicates.matcher import Pair, find_pairs
from covid_support.registry.duplicates.people import People

CHUNK = 1_000
SEARCH, IMPORT, LIFE_STATUS_LIST = "Search", "List Import", "Life Status List"
FIELDS = ("name", "one", "other", "commune", "other_commune", "score", "reasons", "source", "state")


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
	communes = (
		dict(
			frappe.get_all(
				"Beneficiary",
				filters={"name": ["in", list({name for pair in pairs for name in (pair.one, pair.other)})]},
				fields=["name", "commune"],
				as_list=True,
			)
		)
		if pairs
		else {}
	)
	raised = 0
	for part in chunks(pairs, CHUNK):
		raised += _insert_new(part, communes, source)
	return raised


def _insert_new(pairs: list[Pair], communes: dict[str, str], source: str) -> int:
	stamp, user = frappe.utils.now(), frappe.session.user
	names = record_names(len(pairs))
	rows = [
		(
			name, pair.one, pair.other, communes[pair.one], communes[pair.other], pair.score, ",".join(pair.reasons),
			source, "Open", stamp, stamp, user, user,
		)
		for name, pair in zip(names, pairs, strict=True)
	]  # fmt: skip
	columns = ", ".join(f"`{field}`" for field in (*FIELDS, "creation", "modified", "owner", "modified_by"))
	places = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
	frappe.db.sql(
		f"insert ignore into `tabDuplicate Case` ({columns}) values {places}",
		[value for row in rows for value in row],
	)
	return frappe.db._cursor.rowcount
