"""Two records side by side, differences marked; the one outside the reader's area is withheld (I7)."""

import frappe
from frappe import _

from covid_support.core.identity import mask
from covid_support.core.names import search_key
from covid_support.policies.area import unit_in_area
from covid_support.policies.hidden_columns import hidden_columns
from covid_support.registry.duplicates.reasons import REASONS
from covid_support.registry.found_rows import contact_of
from covid_support.registry.person_record import NUMBER_FIELDS
from covid_support.registry.units import unit_title

COMPARED = (
	"full_name", "sex", "birth_date", "ethnic_group", *NUMBER_FIELDS, "phone", "commune", "hamlet", "address",
	"residence_kind", "household", "life_status", "death_date", "bank", "account_number", "account_holder", "creation",
)  # fmt: skip
MASKED = (*NUMBER_FIELDS, "phone", "account_number")


def compare(case) -> dict:
	"""Both records of `case`, a Duplicate Case that the reader may read.

	{"reasons": [text], "sides": [{"name", "title", "withheld"}], "rows": [{label, one, other, differs}],
	"both": whether both are shown, "counts": [{"applications", "payments"}], empty for a side that is withheld}.
	"""
	pair = [case.one, case.other]
	people = {
		row.name: row
		for row in frappe.get_all("Beneficiary", filters={"name": ["in", pair]}, fields=["name", *COMPARED])
	}
	sides = [_side(people[name]) for name in pair if name in people]
	both = len(sides) == 2 and not any(side["withheld"] for side in sides)
	return {
		"reasons": [_(REASONS[key]) for key in (case.reasons or "").split(",") if key in REASONS],
		"sides": sides,
		"rows": _rows(people[pair[0]], people[pair[1]], sides) if len(sides) == 2 else [],
		"both": both,
		"counts": [_counts(side) for side in sides],
	}


def _side(person: dict) -> dict:
	inside = unit_in_area(person.commune)
	return {
		"name": person.name,
		"title": person.full_name if inside else _("Another person"),
		"withheld": "" if inside else _("In another area: {0}").format(contact_of(person.commune)),
	}


def _counts(side: dict) -> dict:
	"""How much hangs on each record, which helps to choose the one that stays."""
	if side["withheld"]:
		return {}
	return {
		"applications": frappe.db.count("Support Application", {"beneficiary": side["name"]}),
		"payments": frappe.db.count("Payment", {"beneficiary": side["name"]}),
	}


def _rows(one: dict, other: dict, sides: list[dict]) -> list[dict]:
	meta, hidden = frappe.get_meta("Beneficiary"), hidden_columns("Beneficiary")
	withheld = [bool(side["withheld"]) for side in sides]
	rows = []
	for field in COMPARED:
		label = _("Registered On") if field == "creation" else _(meta.get_label(field))
		values = [
			"" if away else _shown(field, person.get(field), field in hidden)
			for person, away in zip((one, other), withheld, strict=True)
		]
		if any(values):
			known = field != "creation" and all(values) and not any(withheld)
			differs = known and _plain(one, field) != _plain(other, field)
			rows.append({"label": label, "one": values[0], "other": values[1], "differs": differs})
	return rows


def _plain(person: dict, field: str) -> str:
	value = str(person.get(field) or "")
	return value if field != "hamlet" else search_key(value)


def _shown(field: str, value, hidden: bool) -> str:
	if value in (None, ""):
		return ""
	if hidden:
		return mask(str(value)) if field in MASKED else ""
	if field == "commune":
		return unit_title(value)
	if field == "household":
		return frappe.db.get_value("Household", value, "head_name") or ""
	if field in ("creation", "death_date"):
		return frappe.utils.formatdate(value)
	return _(value) if field in ("sex", "residence_kind", "life_status") else str(value)
