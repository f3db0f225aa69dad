"""Rows that a check found: a link for who may read them, otherwise only where to ask (I7)."""

import frappe
from frappe import _

from covid_support.policies.area import unit_in_area
from covid_support.registry.units import ancestor, unit_title
from covid_support.remembered import once


def whereabouts(commune: str | None) -> str:
	""" " (in another area: Xã Đại Tâm, …; ask UBND huyện …)", or nothing for a commune of the reader's own area."""
	if not commune or unit_in_area(commune):
		return ""
	return f" ({_('in another area: {0}').format(contact_of(commune))})"


def contact_of(commune: str) -> str:
	"""The commune and the office that knows about its files, without any personal data.

	Looked up once for each request: the lines of one page mostly point to the same few communes.
	"""
	return once("contacts", (commune, frappe.local.lang), lambda: _contact_of(commune))


def _contact_of(commune: str) -> str:
	place = unit_title(commune)
	office = _office(commune)
	return _("{0}; ask {1}").format(place, office) if office else place


def _office(commune: str) -> str | None:
	units = [commune, ancestor(commune, "District"), ancestor(commune, "Province")]
	for unit in filter(None, units):
		name = frappe.db.get_value(
			"Office", {"administrative_unit": unit}, "office_name", order_by="creation"
		)
		if name:
			return name
	return None
