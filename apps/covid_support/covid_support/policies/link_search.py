"""Search behind link fields (hook `standard_queries`): within the user's area, with or without diacritics.

The framework's own search obeys a switch that the browser sends and that lifts every limit; these functions
know no such switch. A number finds a person only for those whose role shows identity numbers, and only whole.

An application is found by the name that its person or employer bears now: people's names stand in a small index, those
of a million applications do not.
"""

import re

import frappe

from covid_support.core.identity import clean_number
from covid_support.core.names import search_key
from covid_support.policies.area import is_wide_area
from covid_support.policies.hidden_columns import may_read
from covid_support.registry.merged_people import MERGED
from covid_support.registry.people_named import is_plain_name, people_named
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
	"Issued Document": ("document_number", ("subject",), ("document_number", "subject")),
	"Official Assignment": ("full_name", ("position_title",), ("full_name", "position_title")),
}
# nobody links to a record that was merged into another one
HIDDEN_ROWS = {"Beneficiary": [["Beneficiary", "life_status", "!=", MERGED]]}
# DocType -> its column of people
OF_PEOPLE = {"Beneficiary": "name", "Support Application": "beneficiary"}
WITH_SEARCH_KEY = ("Beneficiary", "Household", "Employer", "Support Application", "Benefit Delivery")


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def search(doctype, txt, searchfield, start, page_len, filters, **_further) -> list[list]:
	"""[[name, shown column, …]] of `doctype` within the user's area that match `txt`."""
	if doctype not in COLUMNS:
		return []
	text = (txt or "").strip().strip("%")
	page = (frappe.utils.cint(start), min(frappe.utils.cint(page_len) or LONGEST_PAGE, LONGEST_PAGE))
	conditions = [*_as_conditions(doctype, filters), *HIDDEN_ROWS.get(doctype, ())]
	rows = _rows_of_people(doctype, text, conditions, page)
	if rows is None:
		rows = _rows(doctype, conditions, _matches(doctype, text), page)
	return [["" if value is None else str(value) for value in row] for row in rows]


def _rows(doctype: str, conditions: list, matches: list, page: tuple[int, int]) -> list:
	first, further, _searched = COLUMNS[doctype]
	return frappe.get_list(
		doctype,
		filters=conditions,
		or_filters=matches,
		fields=["name", first, *further],
		order_by=f"`tab{doctype}`.`{first}`, `tab{doctype}`.name",
		limit_start=page[0],
		limit_page_length=page[1],
		as_list=True,
	)


def _rows_of_people(doctype: str, text: str, conditions: list, page: tuple[int, int]) -> list | None:
	"""One page of what belongs to the people of a name or number; None when the rows themselves must be searched."""
	if doctype == "Beneficiary" and any(map(str.isdigit, text)):  # no name holds a digit (core/names.py)
		matches = _number_matches(text)
		return _rows(doctype, conditions, matches, page) if matches else []
	if doctype not in OF_PEOPLE or not is_plain_name(text):
		return None
	if doctype == "Beneficiary" and not is_wide_area():
		return _rows(doctype, conditions, [[doctype, "search_key", "like", f"%{search_key(text)}%"]], page)
	people, complete = people_named(search_key(text))
	matches = [[doctype, OF_PEOPLE[doctype], "in", people]] if people else []
	if doctype == "Support Application" and (theirs := _of_employers(text)):
		matches.append([doctype, "name", "in", theirs])
	rows = _rows(doctype, conditions, matches, page) if matches else []
	return rows if complete or len(rows) == page[1] else None


def _of_employers(text: str) -> list[str]:
	"""Applications of employers themselves whose name holds `text`."""
	employers = frappe.get_all("Employer", {"search_key": ["like", f"%{search_key(text)}%"]}, pluck="name")
	if not employers:
		return []
	return frappe.get_all(
		"Support Application", {"employer": ["in", employers], "applicant_kind": "Employer"}, pluck="name"
	)


def _as_conditions(doctype: str, filters) -> list:
	filters = frappe.parse_json(filters or [])
	if not isinstance(filters, dict):
		return list(filters)
	return [
		[doctype, column, *(value if isinstance(value, list | tuple) else ("=", value))]
		for column, value in filters.items()
	]


def _matches(doctype: str, text: str) -> list:
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
