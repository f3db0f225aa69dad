import frappe
from frappe.model.document import Document
from frappe.utils import cstr, getdate

from covid_support import clock
from covid_support.documents import drawing, placeholders
from covid_support.documents.kit import block_rows
from covid_support.messages import problems_shown, refuse

FROZEN = ("valid_from", "policy", "programme", "landscape")
GRIDS = ("blocks", "columns")


class DocumentTemplate(Document):
	"""How a paper looks: its parts and columns, for one policy, one programme or all, from a day on."""

	def validate(self):
		if self.policy and not self.programme:
			self.programme = frappe.db.get_value("Support Policy", self.policy, "programme")
		self._check_columns()
		with problems_shown(self.title):
			rows = [row.as_dict() for row in self.blocks]
			block_rows.check(rows, self.columns, list(placeholders.PLACEHOLDERS))
		self._keep_what_is_in_use()
		self._check_start()
		self.valid_to = (self.valid_to or clock.today()) if self.status == "Retired" else None

	def on_trash(self):
		if self._in_use(self):
			refuse("Template {0} has drawn papers and cannot be deleted. Retire it instead.", self.title)

	def _check_columns(self):
		choices = placeholders.column_choices(self.policy, self.programme)
		for row in self.columns:
			if row.source not in choices:
				refuse(
					"Column {0}: there is no value {1}. Choose one from the list; fields of a policy need the policy above.",
					row.idx,
					row.source,
				)

	def _keep_what_is_in_use(self):
		"""Papers already drawn by an active template must come out the same when printed again."""
		before = self.get_doc_before_save()
		if not before or not self._in_use(before):
			return
		back = self.status == "Draft" or (before.status == "Retired" and self.status != "Retired")
		same = not back and all(cstr(self.get(field)) == cstr(before.get(field)) for field in FROZEN)
		if not same or any(_content(self.get(grid)) != _content(before.get(grid)) for grid in GRIDS):
			refuse(
				"Template {0} is in use. Press New version, change the copy and let it begin later.",
				self.title,
			)

	def _check_start(self):
		if self.status != "Active":
			return
		before = self.get_doc_before_save()
		if before and before.status == "Active":
			return
		earlier = drawing.earliest_start(self)
		if earlier and getdate(self.valid_from) <= max(earlier, clock.today()):
			refuse(
				"Another template is in use since {0}. A new one begins tomorrow at the earliest, so that papers of today stay as they are.",
				earlier.strftime("%d/%m/%Y"),
			)

	@staticmethod
	def _in_use(document) -> bool:
		"""Whether papers were drawn by it: a retired one still draws those of its time."""
		return document.status != "Draft" and getdate(document.valid_from) <= clock.today()


def _content(rows) -> list[dict]:
	fields = ("block", "text", "second_text", "style", "source", "title", "width", "total")
	return [{field: row.get(field) or None for field in fields} for row in rows]
