"""How a value that waits for confirmation is shown: where it stands and what it says, in the reader's words."""

from collections.abc import Mapping

from frappe import _
from frappe.utils import format_date

from covid_support.core.problem import Problem
from covid_support.programmes.confirmations import Value, place_of
from covid_support.programmes.form_fields import facts_of_rows
from covid_support.programmes.read_back_frame import names_of_codes
from covid_support.rules.condition_words import condition_phrase
from covid_support.rules.criteria import Criterion, compile_criteria
from covid_support.rules.facts import FACTS, catalogue_with

LONGEST = 200


def shown(document, value: Value) -> dict[str, str]:
	"""One value for the panel: its key, where it stands, what it says, its confidence and source."""
	holder = value.holder
	return {
		"row": value.row,
		"prefix": value.prefix,
		"where": place_of(document, value),
		"says": _says(document, value)[:LONGEST],
		"confidence": value.confidence,
		"source": holder.get(value.source_field) or "",
	}


def _says(document, value: Value) -> str:
	if value.prefix:
		days = (document.get("application_from"), document.get("application_to"))
		return " – ".join(format_date(day) for day in days if day)
	if not value.row:
		return document.get("title") or document.name
	if value.holder.doctype == "Policy Criterion":
		return _criterion(document, value.holder)
	return " · ".join(_columns(value.holder))


def _columns(row):
	"""What the grid shows of a row, ticks aside."""
	for field in row.meta.fields:
		content = row.get(field.fieldname)
		if not field.in_list_view or not content or field.fieldtype == "Check":
			continue
		yield _(content) if field.fieldtype == "Select" else str(row.get_formatted(field.fieldname))


def _criterion(document, row) -> str:
	"""The condition as a sentence; as it was typed while it makes no sense."""
	fields = facts_of_rows(document.get("form_fields") or ())
	typed = " ".join(filter(None, (row.fact, row.operator, row.value)))
	return condition_said(row, catalogue_with(fields)) or typed


def condition_said(row: Mapping, catalogue: Mapping = FACTS) -> str | None:
	"""A row of criteria as a sentence; None when it makes no sense with the facts of `catalogue`."""
	try:
		criterion = Criterion(1, row.get("fact"), row.get("operator"), row.get("value") or "")
		((test,),) = compile_criteria((criterion,), catalogue).groups
	except Problem:
		return None
	return condition_phrase(test, names_of_codes()).said(_)
