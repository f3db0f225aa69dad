import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support.messages import forbid, refuse
from covid_support.policies.area import unit_in_area
from covid_support.registry.successors import Successors

WRITTEN_BY_ACTIONS = ("status", "done_by", "done_on", "digest")


class UnitHandOver(Document):
	"""A reform of administrative units: what moves, to whom, and the record of the run."""

	def validate(self):
		if not unit_in_area(self.administrative_unit):
			forbid("{0} is outside your area.", self.administrative_unit)
		before = self.get_doc_before_save()
		for field in WRITTEN_BY_ACTIONS:
			if not self.flags.by_action:
				self.set(field, before.get(field) if before else None)
		self.status = self.status or "Draft"
		if before and before.status in ("Running", "Completed"):
			forbid("Hand-over {0} has been run and can no longer be changed.", self.name)
		self._check_successors()

	def on_trash(self):
		if self.status in ("Running", "Completed"):
			forbid("Hand-over {0} has been run and stays on record.", self.name)

	def _check_successors(self):
		"""A successor that was chosen by hand exists then and took a part of the unit over."""
		if not self.units:
			return
		successors = Successors(getdate(self.handover_date))
		for row in self.units:
			if row.successor and row.successor not in _possible(successors, row.old_unit):
				refuse(
					"Row {0}: {1} did not take over any part of {2}. Choose one of its successors.",
					row.idx,
					frappe.get_cached_value("Administrative Unit", row.successor, "full_name"),
					frappe.get_cached_value("Administrative Unit", row.old_unit, "full_name"),
				)


def _possible(successors: Successors, unit: str) -> set[str]:
	return successors.candidates(unit) | {successors.one(unit)}
