"""Taking the people of an import out of the registry again."""

import frappe
from frappe import _

from covid_support.messages import refuse
from covid_support.registry.imports.households import forget_households

# a case that nobody has decided goes with the people of the import
UNDECIDED = {"Duplicate Case": "state = 'Open'"}
EVERY_ROW = (0, 2**31 - 1)
OWN_TABLES = ("Beneficiary Category Period",)
IMPORTED = """select name from `tabRegistry Import Row` where registry_import = %(name)s and state = 'Registered'
	and position between %(first)s and %(last)s"""


def refuse_used_people(registry_import: str, first: int = EVERY_ROW[0], last: int = EVERY_ROW[1]) -> None:
	"""Refuse when an application, a household or any other record points to a person of the import."""
	values = {"name": registry_import, "first": first, "last": last}
	for doctype, column in pointing_columns():
		counts = f"not ({UNDECIDED[doctype]})" if doctype in UNDECIDED else "true"
		used = frappe.db.sql(
			f"select count(*) from `tab{doctype}` where `{column}` in ({IMPORTED}) and {counts}", values
		)[0][0]
		if used:
			refuse(
				"The import cannot be undone: {0} records of “{1}” belong to people of this list. Withdraw them first, or "
				"correct single people in the registry.",
				used,
				_(doctype),
			)


def pointing_columns() -> list[tuple[str, str]]:
	"""(DocType, column) of all links to a person, those of added fields too."""
	filters = {"fieldtype": "Link", "options": "Beneficiary"}
	links = [
		*frappe.get_all("DocField", filters=filters, fields=["parent", "fieldname"]),
		*frappe.get_all("Custom Field", filters=filters, fields=["dt as parent", "fieldname"]),
	]
	single = set(frappe.get_all("DocType", filters={"issingle": 1}, pluck="name"))
	return sorted({(link.parent, link.fieldname) for link in links if link.parent not in single})


def undo_rows(registry_import: str, first: int, last: int) -> int:
	"""Delete the people registered from the rows of a range, in the caller's transaction; returns how many."""
	values = {"name": registry_import, "first": first, "last": last}
	count = frappe.db.sql(f"select count(*) from ({IMPORTED}) people", values)[0][0]
	households = frappe.db.sql(
		f"""select distinct person.household from `tabBeneficiary` person join ({IMPORTED}) people
		on people.name = person.name where person.household is not null""",
		values,
		pluck=True,
	)
	_forget_cases(values)
	for table, column in (*((table, "parent") for table in OWN_TABLES), ("Beneficiary", "name")):
		frappe.db.sql(
			f"""delete own from `tab{table}` own join ({IMPORTED}) people on people.name = own.`{column}`""",
			values,
		)
	forget_households(households, frappe.db.get_value("Registry Import", registry_import, "creation"))
	frappe.db.sql(
		"""update `tabRegistry Import Row` set state = 'Undone', cells = null, problems = null
		where registry_import = %(name)s and position between %(first)s and %(last)s""",
		values,
	)
	return count


def _forget_cases(values: dict) -> None:
	"""Delete the undecided cases in which a person of the range stands."""
	undecided = UNDECIDED["Duplicate Case"]
	for column in ("one", "other"):
		frappe.db.sql(
			f"""delete raised from `tabDuplicate Case` raised join ({IMPORTED}) people
			on people.name = raised.`{column}` where raised.{undecided}""",
			values,
		)
