import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support.messages import label_of, problems_shown, refuse
from covid_support.programmes.activation import check_activation, check_test_people
from covid_support.programmes.confirmations import note_confirmations, unconfirmed
from covid_support.programmes.exclusion_chain import check_exclusions
from covid_support.programmes.form_columns import check_form, keep_columns
from covid_support.programmes.policy_checks import check_grids
from covid_support.programmes.policy_rules import is_unknown, snapshot_from
from covid_support.programmes.version_dates import check_in_force_from, freeze_dated


class SupportPolicy(Document):
	"""Who is eligible, how much, on which papers, by which route, from which funds."""

	def validate(self):
		note_confirmations(self)
		self._decide_once_only()
		self.unconfirmed_values = len(unconfirmed(self))
		self._check_dates()
		self._check_components()
		self._check_amounts()
		with problems_shown(self.short_title):
			check_form(self)
			check_exclusions(self)
			check_grids(self)
			check_test_people(self, snapshot_from(self, version_number=1))
		check_in_force_from(self)
		check_activation(self)
		keep_columns(self)

	def on_update(self):
		if self.status == "Active":
			version = freeze_dated(self)
			if version != self.current_version:
				self.db_set("current_version", version, update_modified=False)

	def _decide_once_only(self):
		"""What is given once needs no tick; what is given each period is once for ever only if that is ticked then.

		A pack says it itself.
		"""
		if self.flags.from_pack:
			return
		before = self.get_doc_before_save()
		if self.period_kind == "Once":
			self.once_only = 1
		elif before and before.period_kind == "Once":
			self.once_only = 0

	def _check_dates(self):
		pairs = (("application_from", "application_to"), ("effective_from", "effective_to"))
		for start, end in pairs:
			if self.get(start) and self.get(end) and getdate(self.get(end)) < getdate(self.get(start)):
				refuse("{0} is before {1}.", label_of(self, end), label_of(self, start))

	def _check_components(self):
		codes = [row.component_code for row in self.components]
		for row in self.components:
			if codes.count(row.component_code) > 1:
				refuse(
					"Component code {0} stands twice. Give each component its own code.", row.component_code
				)
		for row in self.criteria:
			if row.component_code and row.component_code not in codes:
				refuse("Criteria row {0}: there is no component {1}.", row.idx, row.component_code)

	def _check_amounts(self):
		"""Nobody may be judged by an amount that no source gives."""
		unknown = [row for row in self.components if is_unknown(row)]
		if unknown and self.status != "Draft":
			refuse(
				"Component {0}: no public source gives its amount. Enter and confirm the amount before you activate the policy.",
				unknown[0].component_code,
			)

	def on_trash(self):
		if frappe.db.exists("Application List", {"policy": self.name}):
			refuse("Policy {0} is in use and cannot be deleted. Close it instead.", self.short_title)
