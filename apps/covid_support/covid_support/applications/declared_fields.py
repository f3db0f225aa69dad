"""Which facts an applicant has to declare for a policy: those that its rules ask for and nobody else knows."""

import re

import frappe

from covid_support.applications.declared import STANDING
from covid_support.programmes.form_fields import choices_of

REFERENCE = re.compile(r"\{(\w+)\}")


def declared_fields(policy: str) -> list[str]:
	"""Fields of Support Application that the rules or the form of `policy` ask for, in the order of the form."""
	document = frappe.get_cached_doc("Support Policy", policy)
	asked = {row.quantity_fact for row in document.components}
	for row in document.criteria:
		asked.add(row.fact)
		asked.update(REFERENCE.findall(row.value or ""))
	own = [row.fieldname for row in document.form_fields]
	asked.update(own)
	if "stopped_from" in asked:
		asked.add("stopped_to")
	return [*(field for field in STANDING if field in asked), *(name for name in own if name not in STANDING)]


def own_form(policy: str) -> list[dict]:
	"""How the policy's own form fields look: fieldname, label, kind, choices, mandatory, help."""
	document = frappe.get_cached_doc("Support Policy", policy)
	columns = ("fieldname", "label", "kind", "mandatory", "help")
	return [
		{**{column: row.get(column) for column in columns}, "choices": choices_of(row)}
		for row in document.form_fields
	]
