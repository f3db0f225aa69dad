"""Records that were merged into another one: nothing new may be written for them."""

import frappe

from covid_support.messages import refuse
from covid_support.policies.area import unit_in_area

MERGED = "Merged"


def refuse_merged(people: list[str | None]) -> None:
	"""Refuse when one of `people` was merged into another record.

	Holds the rows until the transaction ends, so that nobody is merged away between the question and the writing.
	"""
	names = sorted({name for name in people if name})
	if not names:
		return
	rows = frappe.db.sql(
		"""select full_name, commune, merged_into from `tabBeneficiary`
		where name in %(names)s and life_status = %(merged)s order by name lock in share mode""",
		{"names": names, "merged": MERGED},
		as_dict=True,
	)
	if rows:
		shown = rows[0].full_name if unit_in_area(rows[0].commune) else ""
		refuse("{0} was merged into another record. Open that record and use it instead.", shown)
