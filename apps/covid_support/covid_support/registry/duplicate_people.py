"""The registry's people as the matcher of `duplicates/` reads them, and which communes belong together."""

import frappe

from covid_support import clock
from covid_support.registry.duplicates.people import COLUMNS, People, Places
from covid_support.registry.successors import Successors

SELECT = ", ".join(f"`{column}`" for column in COLUMNS)


def read_people() -> People:
	"""Everybody who is registered, merged records apart: a duplicate may stand in any commune."""
	rows = frappe.db.sql(f"select {SELECT} from `tabBeneficiary` where life_status <> 'Merged' order by name")
	return People.of(rows, places())


def places() -> Places:
	"""Which commune took an abolished one over, and the districts of the communes that have one."""
	units = Successors(clock.today())
	communes = [unit for unit in units.units.values() if unit.level == "Commune"]
	gone = {unit.name: units.one(unit.name) for unit in communes if not units.stands(unit.name)}
	districts = {
		unit.name: unit.parent
		for unit in communes
		if unit.parent in units.units and units.level(unit.parent) == "District"
	}
	return Places({old: new for old, new in gone.items() if new}, districts)
