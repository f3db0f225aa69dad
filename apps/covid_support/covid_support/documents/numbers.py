"""Document numbers: one series for each office, year and kind, without gaps and without races.

The office's row is locked until the transaction ends, and a rollback gives the number back, so that no
number is lost or given twice (NĐ 30/2020/NĐ-CP Điều 15: numbers run from 01 at the start of each year).
"""

from datetime import date

import frappe

from covid_support.messages import refuse


def next_document_number(office: str, kind: str, day: date) -> str:
	"""The next number of `office` for documents of `kind` (QĐ, TTr …) in the year of `day`, as 05/QĐ-UBND."""
	# the lock is on a row that always exists: locks on a counter not yet written would wait for each other
	symbol, office_name = frappe.db.get_value(
		"Office", office, ["agency_symbol", "office_name"], for_update=True
	)
	if not symbol:
		refuse("Office {0} has no symbol. Enter it in the office's record.", office_name)
	number = _increase(f"{office}|{day.year}|{kind}")
	return f"{number:02d}/{kind}-{symbol}"


def _increase(key: str) -> int:
	frappe.db.sql(
		"""insert into `tabDocument Counter` (name, counter_key, last_number, creation, modified, owner, modified_by)
		values (%(key)s, %(key)s, 1, %(moment)s, %(moment)s, 'Administrator', 'Administrator')
		on duplicate key update last_number = last_number + 1""",
		{"key": key, "moment": frappe.utils.now()},
	)
	return frappe.db.sql("select last_number from `tabDocument Counter` where name = %s", key)[0][0]
