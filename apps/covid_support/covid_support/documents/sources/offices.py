"""Who issues a paper: the office of a unit, its letterhead, and its name in running text."""

from datetime import date

import frappe

from covid_support.documents.sources.wording import in_capitals
from covid_support.registry.units import ancestor

COMMITTEE = "People's Committee"
LABOUR_OFFICE = "Labour Office"
LEVEL_ABOVE = {"Commune": ("District", "Province"), "District": ("Province",)}


def office_of(unit: str, kind: str, day: date) -> dict | None:
	"""The office of `kind` at `unit` on `day`, or None."""
	rows = frappe.get_all(
		"Office",
		filters={"administrative_unit": unit, "office_kind": kind},
		fields=[
			"name",
			"office_name",
			"parent_agency",
			"agency_symbol",
			"place_name",
			"valid_from",
			"valid_to",
		],
		order_by="creation",
	)
	running = [row for row in rows if _runs(row, day)]
	return running[0] if running else None


def _runs(row: dict, day: date) -> bool:
	return (not row.valid_from or row.valid_from <= day) and (not row.valid_to or row.valid_to >= day)


def letterhead(
	unit: str, kind_symbol: str, day: date, issued_on: date | None, office: str | None = None
) -> dict:
	"""Head of a paper of the People's Committee of `unit` (or of `office`) with room for the number.

	`kind_symbol` is the abbreviation of the type of document ("TTr", "QĐ", "DS"); `day` decides which office
	record is in force; `issued_on` None leaves room for the date.
	"""
	record = _named(office) if office else office_of(unit, COMMITTEE, day)
	record = record or frappe._dict()
	return {
		"office": record.name,
		"agency": in_capitals(record.office_name or committee(unit)),
		"parent_agency": (record.parent_agency or "").upper(),
		"number_symbol": f"/{kind_symbol}-{record.agency_symbol or 'UBND'}",
		"place": record.place_name or unit_name(unit),
		"issued_on": issued_on,
		"prepared_on": day,
	}


def _named(office: str) -> dict | None:
	columns = ["name", "office_name", "parent_agency", "agency_symbol", "place_name"]
	return frappe.db.get_value("Office", office, columns, as_dict=True)


def unit_name(unit: str) -> str:
	"""The bare name: "An Mỹ"."""
	return frappe.get_cached_value("Administrative Unit", unit, "unit_name") or unit


def unit_in_text(unit: str) -> str:
	"""The unit in running text: "xã An Mỹ", "tỉnh Sóc Trăng"."""
	kind = frappe.get_cached_value("Administrative Unit", unit, "unit_type") or ""
	return f"{kind.lower()} {unit_name(unit)}".strip()


def unit_in_full(unit: str) -> str:
	"""The unit with the one above it: "xã An Mỹ, huyện Kế Sách"."""
	above = unit_above(unit)
	return (
		f"{unit_in_text(unit)}, {unit_in_text(above)}"
		if above and level_of(unit) == "Commune"
		else unit_in_text(unit)
	)


def level_of(unit: str) -> str:
	"""Province, District or Commune."""
	return frappe.get_cached_value("Administrative Unit", unit, "level")


def unit_above(unit: str) -> str | None:
	"""The district of a commune (its province, where there are no districts), the province of a district."""
	for level in LEVEL_ABOVE.get(level_of(unit), ()):
		found = ancestor(unit, level)
		if found:
			return found
	return None


def committee(unit: str) -> str:
	"""The People's Committee of a unit in running text."""
	return f"Ủy ban nhân dân {unit_in_text(unit)}"
