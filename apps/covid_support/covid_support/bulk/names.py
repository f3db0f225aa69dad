"""Names for many new rows of Frappe's own log tables, some of which count their rows with a sequence."""

import frappe
from frappe.model.naming import is_autoincremented

from covid_support.core.record_name import record_names


def names_for(doctype: str, count: int) -> list[str | int]:
	"""`count` free names of `doctype`: numbers of its sequence, or random names."""
	if not count or not is_autoincremented(doctype):
		return record_names(count)
	sequence = f"{frappe.scrub(doctype)}_id_seq"
	return [row[0] for row in frappe.db.sql(f"select nextval(`{sequence}`) from seq_1_to_{int(count)}")]
