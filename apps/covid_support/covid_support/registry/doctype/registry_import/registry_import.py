import json

import frappe
from frappe.model.document import Document

from covid_support.messages import forbid, label_of, problems_shown, refuse
from covid_support.policies.import_rights import require_import
from covid_support.registry import units
from covid_support.registry.imports.look import look
from covid_support.registry.workbooks.targets import LABELS, TARGETS

# {what every person needs: the columns that give it}
NEEDED = {
	"full_name": {"full_name", "given_name"},
	"birth_date": {"birth_date", "born_male", "born_female", "birth_year"},
	"commune": {"commune"},
}
# written by the operations alone
RESULTS = (
	"status", "rows_read", "rows_registered", "rows_known", "rows_repeated", "rows_faulty", "counts_from_1904",
)  # fmt: skip
FIXED_ONCE_READ = (
	"source_file",
	"text_encoding",
	"administrative_unit",
	"default_commune",
	"category",
	"category_from",
)


class RegistryImport(Document):
	"""A list of people from somebody's workbook, on its way into the registry."""

	def validate(self):
		require_import(self)
		self._check_places()
		before = self.get_doc_before_save()
		for field in RESULTS:
			self.set(field, before.get(field) if before else self.meta.get_field(field).default)
		if before and before.status != "New":
			self._refuse_changes(before)
			return
		if self.source_file and self._is_another_file(before):
			with problems_shown():
				look(self)
		self._check_twice()

	def _check_places(self):
		if not self.default_commune:
			return
		units.require_level(self.default_commune, "Commune", self.meta.get_label("default_commune"))
		if not units.lies_in(self.default_commune, self.administrative_unit):
			refuse(
				"{0}: choose a commune that lies in the unit of the import.",
				label_of(self, "default_commune"),
			)

	def _is_another_file(self, before) -> bool:
		if not before:
			return True
		return any(
			(before.get(field) or "") != (self.get(field) or "") for field in ("source_file", "text_encoding")
		)

	def _refuse_changes(self, before):
		changed = [
			field for field in FIXED_ONCE_READ if str(before.get(field) or "") != str(self.get(field) or "")
		]
		if changed or _choices(before) != _choices(self):
			refuse("This list has been read already. Undo the import, or begin a new one with other choices.")

	def _check_twice(self):
		for form in {row.form for row in self.columns}:
			targets = [row.target for row in self.columns if row.form == form and row.target]
			for target in set(targets):
				if targets.count(target) > 1:
					refuse("“{0}” is chosen for two columns. Keep the right one.", frappe._(target))

	def chosen_sheets(self) -> list:
		"""The sheets that are read."""
		return [row for row in self.sheets if row.chosen and row.form]

	def check_columns(self):
		"""Refuse a list that cannot be read: no sheet, or no column of names, births or communes."""
		if not self.chosen_sheets():
			refuse("Choose at least one sheet that has a row of headings.")
		for form in {row.form for row in self.chosen_sheets()}:
			targets = {TARGETS.get(row.target) for row in self.columns if row.form == form}
			if self.default_commune:
				targets.add("commune")
			missing = [frappe._(LABELS[need]) for need, columns in NEEDED.items() if not targets & columns]
			if missing:
				refuse("Say which column holds: {0}.", ", ".join(missing))

	def on_trash(self):
		if self.status != "New":
			forbid("Import {0} stays on record.", self.name)


def _choices(document) -> str:
	sheets = [(row.sheet, row.chosen, row.first_row) for row in document.sheets]
	columns = [(row.form, row.position, row.target, row.encoding, row.capitals) for row in document.columns]
	return json.dumps([sheets, columns], default=str)
