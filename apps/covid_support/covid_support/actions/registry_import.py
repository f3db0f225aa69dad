"""Importing a list of people: reading the workbook, registering the good rows, undoing all of it.

Three operations of the engine. Reading stages the rows and starts the registering; good rows go in at once,
rows at fault wait for their correction; an import is undone as a whole while nothing depends on its people.
"""

from functools import cached_property

import frappe
from frappe import _

from covid_support.bulk.operation import Operation, Outcome, Refusal
from covid_support.bulk.start import start
from covid_support.messages import refuse
from covid_support.policies.import_rights import require_import
from covid_support.policies.open_communes import communes_of_unit
from covid_support.registry.duplicate_cases import cases_for
from covid_support.registry.imports import settle
from covid_support.registry.imports.households import agree_on_heads
from covid_support.registry.imports.look import keep_profiles
from covid_support.registry.imports.registers import readers
from covid_support.registry.imports.stage import SheetStager, mark_twins
from covid_support.registry.imports.undo import refuse_used_people, undo_rows
from covid_support.registry.imports.workbook_file import DOCTYPE, opened

READ, REGISTER, UNDO = "Read Registry Import", "Register Imported Rows", "Undo Registry Import"
CHUNK = 4_000


class ImportOperation(Operation):
	"""What the three have in common. Parameters: `registry_import`."""

	def check(self, parameters: dict) -> None:
		"""Only who may import lists of this area."""
		require_import(self.import_of(parameters))

	def import_of(self, parameters: dict):
		"""The Registry Import."""
		return frappe.get_doc(DOCTYPE, parameters.get("registry_import"))

	def unit(self, parameters: dict) -> str | None:
		"""The unit of the import."""
		return frappe.db.get_value(DOCTYPE, parameters.get("registry_import"), "administrative_unit")

	def describe(self, parameters: dict) -> str:
		"""The operation and the list."""
		sender = frappe.db.get_value(DOCTYPE, parameters.get("registry_import"), "sender")
		return f"{_(self.title)}: {sender} ({parameters.get('registry_import')})"

	def document(self, key) -> tuple[str, str] | None:
		"""The import."""
		return DOCTYPE, self.parameters["registry_import"]


class ReadRegistryImport(ImportOperation):
	"""Stage the rows of all chosen sheets, then let them be registered."""

	title = "Read the list"
	parallel = False

	def check(self, parameters: dict) -> None:
		"""A new import with a sheet to read and the columns that every person needs."""
		document = self.import_of(parameters)
		require_import(document)
		if document.status != "New":
			refuse("This list has been read already. Correct its rows, or undo the import.")
		document.check_columns()

	def plan(self, parameters: dict) -> list[tuple[str, int]]:
		"""One chunk: the workbook is opened once."""
		document = self.import_of(parameters)
		keep_profiles(document)
		frappe.db.set_value(DOCTYPE, document.name, "status", "Reading")
		return [("sheets", sum(row.height for row in document.chosen_sheets()))]

	def run_chunk(self, key: str, parameters: dict) -> Outcome:
		"""Stage every chosen sheet and mark the rows that share a number."""
		document = self.import_of(parameters)
		workbook = opened(document)
		rows = sum(
			SheetStager(document, row, workbook.sheet(row.sheet)).stage() for row in document.chosen_sheets()
		)
		if not rows:
			refuse("No row of the list holds a person. Check the sheet and the first row of the list.")
		mark_twins(document.name)
		counts_from_1904 = int(workbook.counts_from_1904())
		frappe.db.set_value(DOCTYPE, document.name, {"rows_read": rows, "counts_from_1904": counts_from_1904})
		return Outcome(rows=rows, message=_("{0} rows read").format(rows))

	def finish(self) -> None:
		"""Go on with registering, once; a list that could not be read is new again."""
		name = self.parameters["registry_import"]
		if frappe.db.exists("Bulk Chunk", {"operation": self.name, "status": "Failed"}):
			frappe.db.set_value(DOCTYPE, name, "status", "New")
		elif settle.any_waiting(name):
			start(REGISTER, self.parameters)


class RegisterImportedRows(ImportOperation):
	"""Register the staged rows that are good, chunk by chunk."""

	title = "Register the people of the list"

	def check(self, parameters: dict) -> None:
		"""Rows that have been read, or corrected, and are not in yet."""
		document = self.import_of(parameters)
		require_import(document)
		if not settle.any_waiting(document.name):
			refuse("No row of this list waits to be registered. Import the list, or begin a new import.")

	def plan(self, parameters: dict) -> list[tuple[list[int], int]]:
		"""Ranges of positions that hold waiting rows."""
		frappe.db.set_value(DOCTYPE, parameters["registry_import"], "status", "Registering")
		ranges = frappe.db.sql(
			"""select min(position), max(position), count(*) from `tabRegistry Import Row`
			where registry_import = %s and state = 'Waiting' group by floor(position / %s) order by 1""",
			(parameters["registry_import"], CHUNK),
		)
		return [([int(first), int(last)], int(rows)) for first, last, rows in ranges]

	def run_chunk(self, key: list[int], parameters: dict) -> Outcome:
		"""Judge and write the rows of one range."""
		name = parameters["registry_import"]
		settled = settle.settle(name, *key, self.readers)
		refusals = []
		if settled.faulty:
			text = _("{0} rows of this part need correction.").format(len(settled.faulty))
			refusals = [Refusal.about(text, DOCTYPE, name)]
		return Outcome(rows=len(settled.registered), digest=settled.digest, exceptions=refusals)

	@cached_property
	def readers(self) -> dict:
		"""The readers of the import's sheets, made once for each worker."""
		document = self.import_of(self.parameters)
		communes = communes_of_unit(document.administrative_unit)
		return readers(document, communes, bool(document.counts_from_1904))

	def finish(self) -> None:
		"""Agree on the heads of its households, show the counts on the import, compare its people with everybody."""
		name = self.parameters["registry_import"]
		agree_on_heads(name, frappe.db.get_value(DOCTYPE, name, "creation"))
		settle.show_counts(name)
		cases_for(settle.registered_people(name))


class UndoRegistryImport(ImportOperation):
	"""Take everybody out whom an import registered, while nothing depends on them."""

	title = "Undo the import of the list"

	def check(self, parameters: dict) -> None:
		"""Nobody of the list may be in use."""
		document = self.import_of(parameters)
		require_import(document)
		if document.status not in ("Completed", "Rows to Correct"):
			refuse("Only a list that has been imported can be undone. Wait until the import has ended.")
		refuse_used_people(document.name)

	def plan(self, parameters: dict) -> list[tuple[list[int], int]]:
		"""Ranges of positions that hold registered people."""
		ranges = frappe.db.sql(
			"""select min(position), max(position), sum(state = 'Registered') from `tabRegistry Import Row`
			where registry_import = %s group by floor(position / %s) order by 1""",
			(parameters["registry_import"], CHUNK),
		)
		return [([int(first), int(last)], int(rows)) for first, last, rows in ranges]

	def run_chunk(self, key: list[int], parameters: dict) -> Outcome:
		"""Delete the people of one range, unless somebody has begun to use one of them."""
		refuse_used_people(parameters["registry_import"], *key)
		return Outcome(rows=undo_rows(parameters["registry_import"], *key))

	def finish(self) -> None:
		"""The import stays on record as undone, unless a part could not be."""
		name = self.parameters["registry_import"]
		settle.show_counts(name, undone=not settle.count_states(name).get(settle.REGISTERED))
