"""Search behind link fields (hook `standard_queries`): within the user's area, with or without diacritics.

The framework's own search obeys a switch that the browser sends and that lifts every limit; these functions
know no such switch. A number finds a person only for those whose role shows identity numbers, and only whole.
"""

import re

import frappe

from covid_support.core.identity import clean_number
from covid_support.core.names import search_key
from covid_support.policies.hidden_columns import may_read
from covid_support.registry.merged_people import MERGED
from covid_support.registry.person_record import NUMBER_FIELDS

SHORTEST_NUMBER = 8
LONGEST_PAGE = 50

# DocType -> (column shown first, further columns shown, columns searched as typed)
COLUMNS = {
	"Beneficiary": ("full_name", ("birth_date", "identity_masked"), ("full_name",)),
	"Registry Import": ("sender", ("status",), ("sender", "name")),
	"Household": ("head_name", ("household_code",), ("head_name", "household_code")),
	"Employer": ("employer_name", ("tax_code",), ("employer_name", "tax_code")),
	"Support Application": ("beneficiary_name", ("policy", "period", "status"), ("beneficiary_name",)),
	"Application List": ("title", ("workflow_state",), ("title", "name")),
	"Decision": ("subject", ("document_number",), ("subject", "document_number", "name")),
	"Budget Allocation": ("title", ("fiscal_year",), ("title", "name")),
	"Payment Batch": ("title", ("workflow_state",), ("title", "name")),
	"Payment": ("beneficiary_name", ("status",), ("beneficiary_name",)),
	"Benefit Delivery": ("recipient_name", ("policy", "status"), ("recipient_name",)),
	"Payment Result": ("evidence_number", ("paid_on",), ("evidence_number",)),
	"Line Correction": ("reason", ("correction",), ("reason",)),
	"Application Paper": ("paper", ("status",), ("paper",)),
	"Support Waiver": ("beneficiary_name", ("declared_on",), ("beneficiary_name",)),
	"Official Assignment": ("full_name", ("position_title",), ("full_name", "position_title")),
}
# nobody links to a record that was merged into another one
HIDDEN_ROWS = {"Beneficiary": [["Beneficiary", "life_status", "!=", MERGED]]}
WITH_SEARCH_KEY = ("Beneficiary", "Household", "Employer", "Support Application", "Benefit Delivery")


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search(doctype, txt, searchfield, start, page_len, filters, **_further) -> list[list]:
	"""[[name, shown column, …]] of `doctype` within the user's area that match `txt`."""
	if doctype not in COLUMNS:
		return []
	first, further, _searched = COLUMNS[doctype]
	rows = frappe.get_list(
		doctype,
		filters=[*_as_conditions(doctype, filters), *HIDDEN_ROWS.get(doctype, ())],
		or_filters=_matches(doctype, txt),
		fields=["name", first, *further],
		order_by=f"`tab{doctype}`.`{first}`, `tab{doctype}`.name",
		limit_start=frappe.utils.cint(start),
		limit_page_length=min(frappe.utils.cint(page_len) or LONGEST_PAGE, LONGEST_PAGE),
		as_list=True,
	)
	return [["" if value is None else str(value) for value in row] for row in rows]


def _as_conditions(doctype: str, filters) -> list:
	filters = frappe.parse_json(filters or [])
	if not isinstance(filters, dict):
		return list(filters)
	return [
		[doctype, column, *(value if isinstance(value, list | tuple) else ("=", value))]
		for column, value in filters.items()
	]


def _matches(doctype: str, text: str) -> list:
	text = (text or "").strip().strip("%")
	if not text:
		return []
	matches = [[doctype, column, "like", f"%{text}%"] for column in COLUMNS[doctype][2]]
	if doctype in WITH_SEARCH_KEY and search_key(text):
		matches.append([doctype, "search_key", "like", f"%{search_key(text)}%"])
	if doctype == "Beneficiary":
		matches += _number_matches(text)
	return matches


def _number_matches(text: str) -> list:
	number = clean_number(text).upper()
	if len(number) < SHORTEST_NUMBER or not re.search(r"\d{6}", number):
		return []
	return [["Beneficiary", field, "=", number] for field in NUMBER_FIELDS if may_read("Beneficiary", field)]
