"""Names that count upwards, for documents that many workers make at the same time: DS-2026-00001.

Frappe's naming series holds its counter until the transaction ends, so that workers wait for each other's lists. A
sequence of the database does not; a document that is refused leaves a gap, which does no harm: numbers that must not
have gaps are those of `documents/numbers.py`.
"""

import frappe

from covid_support import clock

PREFIXES = {"Application List": "DS", "Payment Batch": "DC"}
DIGITS = 5


def next_name(doctype: str) -> str:
	"""The next name of a `doctype` in PREFIXES."""
	number = frappe.db.sql(f"select nextval(`{_sequence(doctype)}`)")[0][0]
	return f"{PREFIXES[doctype]}-{clock.today().year}-{number:0{DIGITS}d}"


def make_sequences() -> None:
	"""Make each missing sequence; it goes on after the highest number that stands."""
	for doctype, prefix in PREFIXES.items():
		highest = frappe.db.sql(
			f"select max(cast(substring_index(name, '-', -1) as unsigned)) from `tab{doctype}` where name like %s",
			f"{prefix}-%",
		)[0][0]
		frappe.db.sql_ddl(
			f"create sequence if not exists `{_sequence(doctype)}` start with {int(highest or 0) + 1} nocache"
		)


def _sequence(doctype: str) -> str:
	return f"{frappe.scrub(doctype)}_name_seq"
