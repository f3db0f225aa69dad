"""Policies made for one test: a shipped one copied, with other applicants, components or groups."""

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.core.record_name import record_name
from covid_support.programmes.versions import freeze
from covid_support.tests.factories import MERIT, _people, acting_as

SHORT_ROUTE = "HAI-CAP"  # commune, then province: few steps, for quick tests
GRIDS = ("criteria", "components", "instalments", "exclusions", "form_fields", "test_people", "dossier")


def policy(amount: int = 1_000_000, **fields) -> str:
	"""An active policy without conditions that gives `amount` VND once; `fields` replace columns and grids."""
	document = frappe.copy_doc(frappe.get_doc("Support Policy", MERIT))
	code = f"T{record_name()}"
	for grid in GRIDS:
		document.set(grid, [])
	document.update({"policy_code": code, "short_title": code, "title": code, "report_group": code})
	document.update({"approval_route": SHORT_ROUTE})
	document.update({"exclusive_group": None, "reference_date": None, "status": "Draft", "once_only": 0})
	document.append("components", component(amount))
	components = fields.pop("components", None)
	document.update(fields)
	if components:
		document.set("components", components)
	with acting_as("Administrator"):
		document.insert()
		document.db_set({"status": "Active", "current_version": freeze(document)})
	frappe.clear_document_cache("Support Policy", code)
	return document.name


def component(amount: int, method: str = "Fixed", code: str = "MAIN", **fields) -> dict:
	"""A row of the component grid."""
	return {"component_code": code, "title": code, "method": method, "amount": amount, **fields}


def top_up_group(**fields) -> str:
	"""An exclusive group in which the higher amount is reached by topping up."""
	values = {"group_code": f"G{record_name()}", "title": "Bù chênh lệch", "cycle": "Programme"}
	values["settlement"] = "Top Up to the Higher"
	with acting_as("Administrator"):
		return frappe.get_doc({"doctype": "Exclusive Group", **values, **fields}).insert().name


def employer(commune: str, **fields):
	"""A registered employer of `commune`."""
	values = {"employer_name": f"Công ty {record_name()}", "tax_code": tax_code(), "commune": commune}
	with acting_as("Administrator"):
		return frappe.get_doc({"doctype": "Employer", **values, **fields}).insert()


def tax_code() -> str:
	"""A made-up tax code with the right check digit (TT 105/2020/TT-BTC: weights 31 29 23 19 17 13 7 5 3)."""
	number = int(frappe.generate_hash(length=8), 16) % 100_000_000
	digits = [int(digit) for digit in f"2{number:08d}"]
	rest = 10 - sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11
	return tax_code() if rest == 10 else "".join(map(str, digits)) + str(rest)


WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def day() -> str:
	"""The day of the test as documents take it."""
	return str(getdate(clock.today()))


def made_up_person() -> dict:
	"""The columns of somebody who is not registered."""
	made = _people.person("004", born_between=(1960, 1995))
	return {field: made[field] for field in ("full_name", "sex", "birth_date", "personal_id")}
