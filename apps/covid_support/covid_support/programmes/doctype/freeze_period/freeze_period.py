import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.messages import forbid, refuse
from covid_support.policies.area import unit_in_area
from covid_support.programmes.freezes import forget_freezes


class FreezePeriod(Document):
	"""Days on which no step is taken in an area, with the reason."""

	def validate(self):
		if not unit_in_area(self.administrative_unit):
			forbid("{0} is outside your area.", self._area())
		first, last = getdate(self.valid_from), getdate(self.valid_to)
		if last < first:
			refuse("{0}: the end date is before the start date.", self._area())
		before = self.get_doc_before_save()
		if not before and first < clock.today():
			refuse(
				"A freeze cannot begin in the past: steps were taken in those days. Choose today or later."
			)
		if before and getdate(before.valid_to) != last and last < clock.today():
			refuse("A freeze can be ended today at the earliest. Choose today or a later day.")
		self._refuse_overlap()

	def on_update(self):
		forget_freezes()

	def on_trash(self):
		if getdate(self.valid_from) <= clock.today():
			refuse("A freeze that has begun stays on record. Set its last day instead.")

	def after_delete(self):
		forget_freezes()

	def _refuse_overlap(self):
		"""Two freezes of one area (or of an area and one in it) would count the same days twice."""
		rows = frappe.db.sql(
			"""select other.name, other.valid_from, other.valid_to from `tabFreeze Period` other
			join `tabAdministrative Unit` theirs on theirs.name = other.administrative_unit
			join `tabAdministrative Unit` mine on mine.name = %(unit)s
			where other.name <> %(name)s and other.valid_from <= %(last)s and other.valid_to >= %(first)s
				and (mine.lft between theirs.lft and theirs.rgt or theirs.lft between mine.lft and mine.rgt)
				and (coalesce(other.programme, '') in ('', %(programme)s) or %(programme)s = '')""",
			{
				"unit": self.administrative_unit,
				"name": self.name or "",
				"first": self.valid_from,
				"last": self.valid_to,
				"programme": self.programme or "",
			},
		)
		if rows:
			name, first, last = rows[0]
			refuse(
				"{0} already stands still from {1} to {2} ({3}). Change that freeze instead.",
				self._area(),
				f"{first:%d/%m/%Y}",
				f"{last:%d/%m/%Y}",
				name,
			)

	def _area(self) -> str:
		return frappe.get_cached_value("Administrative Unit", self.administrative_unit, "full_name")
