"""Document numbers: one series for each office, year and kind, without gaps and without races.

The counter's row is locked until the transaction ends, and a rollback gives the number back, so that no
number is lost or given twice (NĐ 30/2020/NĐ-CP Điều 15: numbers run from 01 at the start of each year).
"""

from datetime import date

import frappe

from covid_support.messages import refuse


def next_document_number(office: str, kind: str, day: date) -> str:
	"""The next number of `office` for documents of `kind` (QĐ, TTr …) in the year of `day`, as 05/QĐ-UBND."""
	symbol = frappe.get_cached_value("Office", office, "agency_symbol")
	if not symbol:
		refuse("Office {0} has no symbol. Enter it in the office's record.", frappe.get_cached_value("Office", office, "office_name"))
	number = _increase(f"{office}|{day.year}|{kind}")
	return f"{number:02d}/{kind}-{symbol}"


def _increase(key: str) -> int:
	frappe.db.sql(
		"""insert ignore into `tabDocument Counter` (name, counter_key, last_number, creation, modified, owner, modified_by)
		values (%s, %s, 0, now(), now(), 'Administrator', 'Administrator')""",
		(key, key),
	)
	last = frappe.db.sql("select last_number from `tabDocument Counter` where name = %s for update", key)[0][0]
	frappe.db.sql("update `tabDocument Counter` set last_number = %s where name = %s", (last + 1, key))
	return last + 1
