"""Which facts an applicant has to declare for a policy: those that its rules ask for and nobody else knows."""

import re

import frappe

from covid_support.applications.lines import DECLARED_COLUMNS

REFERENCE = re.compile(r"\{(\w+)\}")
NOT_FACTS = ("note",)


def declared_fields(policy: str) -> list[str]:
	"""Fields of Support Application that the rules of `policy` read, in the order of the form."""
	document = frappe.get_cached_doc("Support Policy", policy)
	asked = {row.quantity_fact for row in document.components}
	for row in document.criteria:
		asked.add(row.fact)
		asked.update(REFERENCE.findall(row.value or ""))
	if "stopped_from" in asked:
		asked.add("stopped_to")
	return [field for field in DECLARED_COLUMNS if field in asked and field not in NOT_FACTS]
