"""What the names in a list may stand for on this site: communes, banks, categories."""

import frappe

from covid_support import clock
from covid_support.registry.successors import Successors
from covid_support.registry.workbooks.row_reader import Options, Registers, RowReader
from covid_support.registry.workbooks.targets import TARGETS
from covid_support.registry.workbooks.unit_names import UnitNames, UnitRow
from covid_support.registry.workbooks.words import Codes


def registers(communes: set[str], default: str | None = None) -> Registers:
	"""The registers of the site; people may be registered in `communes` alone."""
	return Registers(UnitNames(_units(communes), default), _banks(), _categories())


def _units(communes: set[str]) -> list[UnitRow]:
	successors = Successors(clock.today())
	rows = frappe.db.sql(
		"""select unit.name, unit.gso_code, unit.unit_name, unit.unit_type,
			concat_ws(' ', above.unit_type, above.unit_name) parent_title, above.level parent_level,
			concat_ws(' ', top.unit_type, top.unit_name) top_title
		from `tabAdministrative Unit` unit
		left join `tabAdministrative Unit` above on above.name = unit.parent_administrative_unit
		left join `tabAdministrative Unit` top on top.name = above.parent_administrative_unit
		where unit.level = 'Commune' order by unit.name""",
		as_dict=True,
	)
	return [_unit(row, row.name in communes, successors) for row in rows]


def _unit(row: dict, usable: bool, successors: Successors) -> UnitRow:
	in_district = row.parent_level == "District"
	return UnitRow(
		name=row.name,
		gso_code=row.gso_code,
		unit_name=row.unit_name,
		unit_type=row.unit_type,
		district=row.parent_title if in_district else "",
		province=row.top_title if in_district else row.parent_title,
		open=usable,
		successor=None if usable else successors.one(row.name),
	)


def _banks() -> Codes:
	names: dict[str, str] = {}
	for code, short, full in frappe.db.sql(
		"select name, short_name, bank_name from `tabPaying Bank` order by name"
	):
		for name in filter(None, (short, code, full)):
			names.setdefault(name, code)
	return Codes(names, strip_noise=True)


def _categories() -> Codes:
	names: dict[str, str] = {}
	for code, name in frappe.db.sql(
		"select name, category_name from `tabBeneficiary Category` where enabled = 1 order by name"
	):
		names[name] = code
		names[code] = code
	return Codes(names)


def readers(document, communes: set[str], from_1904: bool = False) -> dict[str, RowReader]:
	"""{sheet: reader of its rows} of a Registry Import."""
	known = registers(communes, document.default_commune)
	options = Options(clock.today(), from_1904, document.category, document.category_from)
	by_form = {row.form: RowReader(mapping(document, row.form), known, options) for row in document.sheets}
	return {row.sheet: by_form[row.form] for row in document.sheets}


def mapping(document, form: str) -> dict[str, int]:
	"""{target: column from zero} of one form of the import."""
	return {TARGETS[row.target]: row.position for row in document.columns if row.form == form and row.target}
