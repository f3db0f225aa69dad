"""People of a name, found in the small index of names: for searches of rows that bear a person's name themselves."""

import frappe

from covid_support.core.names import search_key

# people of one name that are looked at; of a common name the first in order fill a page
MOST_NAMED = 500


def people_named(key: str) -> tuple[list[str], bool]:
	"""(people whose search key holds `key`, in the order of names; whether these are all: at most MOST_NAMED come).

	Whatever the reader's area: what is found with them must be limited to the area by the caller.
	"""
	names = frappe.db.sql(
		"""select name from `tabBeneficiary` force index (search_key) where search_key like %s
		order by search_key limit %s""",
		(f"%{key}%", MOST_NAMED + 1),
		pluck=True,
	)
	return names[:MOST_NAMED], len(names) <= MOST_NAMED


def is_plain_name(text: str) -> bool:
	"""Whether `text` holds letters and spaces only, so that every name that holds it has a search key that holds its key."""
	return bool(search_key(text)) and all(map(str.isalpha, text.split()))
