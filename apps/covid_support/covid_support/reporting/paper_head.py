"""Head and foot of a printed report: whose report it is and who signs it."""

import frappe

from covid_support.policies.area import assignment_of
from covid_support.registry.units import unit_title


def letterhead() -> dict:
	"""Head of a report of the official who prints: own office, or the unit of the assignment."""
	assignment = assignment_of(frappe.session.user)
	office = (
		frappe.db.get_value(
			"Office",
			assignment.office if assignment else None,
			["office_name", "parent_agency", "agency_symbol", "place_name"],
			as_dict=True,
		)
		or frappe._dict()
	)
	unit = unit_title(assignment.administrative_unit) if assignment else "Việt Nam"
	return {
		"agency": (office.office_name or unit).upper(),
		"parent_agency": (office.parent_agency or "").upper(),
		"number_symbol": f"/BC-{office.agency_symbol}" if office.agency_symbol else "/BC",
		"place": office.place_name or _place(assignment),
	}


def _place(assignment: dict | None) -> str:
	"""The bare name of the reader's unit: "Sóc Trăng"."""
	unit = assignment and assignment.administrative_unit
	return frappe.get_cached_value("Administrative Unit", unit, "unit_name") if unit else "Việt Nam"


def signatures() -> list[dict]:
	"""Who draws the report up and who signs it."""
	return [
		{"post": "NGƯỜI LẬP BIỂU", "name": frappe.utils.get_fullname()},
		{"post": "THỦ TRƯỞNG ĐƠN VỊ", "name": ""},
	]
