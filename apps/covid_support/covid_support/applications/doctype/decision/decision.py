import frappe
from frappe.model.document import Document

from covid_support.actions.move_decision import issue, move
from covid_support.applications import decision_lists
from covid_support.messages import forbid, refuse
from covid_support.policies.submitted_state import require_state
from covid_support.registry.units import lies_in
from covid_support.rules.benefit_kinds import CASH, FROM_BUDGET
from covid_support.workflows import work_waiting

WRITTEN_BY_ACTIONS = (
	"document_number",
	"issued_on",
	"prepared_by",
	"signed_by",
	"signing_delegation",
	"return_reason",
	"paid_people",
	"paid_amount",
)


class Decision(Document):
	"""The decision (quyết định) that approves lists and commits budget."""

	def validate(self):
		before = self.get_doc_before_save()
		self._keep_written_columns(before)
		lists = decision_lists.load(self)
		if not self._is_issuing():
			decision_lists.check_step(self, lists)
			decision_lists.check(self, lists)
			self._fill(lists)
			self._check_allocation()
		if before and before.workflow_state != self.workflow_state:
			move(self, before)
		self.pending_reason = None

	def update_child_table(self, fieldname, df=None):
		"""What is issued holds the lists that were handed up, so nothing but their state is written."""
		if not self._is_issuing():
			super().update_child_table(fieldname, df)
			return
		rows = {"name": ["in", [row.name for row in self.get_doc_before_save().lists]]}
		frappe.db.set_value("Decision List", rows, "docstatus", self.docstatus, update_modified=False)

	def on_update(self):
		if self.docstatus == 0:
			decision_lists.bind(self)
		work_waiting.refresh(self)

	def on_submit(self):
		issue(self)

	def before_update_after_submit(self):
		forbid("Decision {0} is issued and can no longer be changed.", self.document_number)

	def before_cancel(self):
		forbid("An issued decision cannot be cancelled. Issue a decision that replaces or withdraws it.")

	def before_submit(self):
		require_state(self, "Issued")

	def on_trash(self):
		if self.workflow_state != "Draft":
			refuse(
				"Decision {0} is on its way and cannot be deleted. Ask for it to be returned first.",
				self.name,
			)
		decision_lists.unbind(self.name)

	def _is_issuing(self) -> bool:
		return self.docstatus == 1

	def _keep_written_columns(self, before):
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, before.get(field) if before else None)
		if not before:
			self.workflow_state = "Draft"
			self.prepared_by = frappe.session.user
			return
		if before.workflow_state != "Draft":
			self._refuse_changed_content(before)

	def _refuse_changed_content(self, before):
		old = sorted(row.application_list for row in before.lists)
		new = sorted(row.application_list for row in self.lists)
		fields = (
			"programme",
			"administrative_unit",
			"office",
			"budget_allocation",
			"subject",
			"people",
			"amount",
			"budget_amount",
		)
		if old != new or any(str(before.get(field)) != str(self.get(field)) for field in fields):
			forbid(
				"Decision {0} waits for the signature and cannot be changed. Ask for it to be returned first.",
				self.name,
			)

	def _check_allocation(self):
		if not self.budget_allocation:
			if self.budget_amount:
				refuse("Choose the budget allocation that pays what is decided.")
			return
		row = frappe.db.get_value(
			"Budget Allocation",
			self.budget_allocation,
			["title", "programme", "administrative_unit", "docstatus"],
			as_dict=True,
		)
		if row.docstatus != 1:
			refuse("Budget allocation {0} has not been submitted, so nothing can be drawn on it.", row.title)
		if row.programme != self.programme or not lies_in(self.administrative_unit, row.administrative_unit):
			refuse(
				"Budget allocation {0} is meant for another programme or area. Choose one of this programme and area.",
				row.title,
			)

	def _fill(self, lists):
		for row in self.lists:
			item = lists[row.application_list]
			row.update(
				{
					"administrative_unit": item.administrative_unit,
					"policy": item.policy,
					"people": item.approved_people,
					"amount": item.approved_amount,
				}
			)
		self.people = sum(row.people for row in self.lists)
		self.amount = sum(int(row.amount) for row in self.lists)
		self.budget_amount = sum(int(row.amount) for row in self.lists if _from_budget(row.policy))
		groups = {frappe.get_cached_value("Support Policy", row.policy, "report_group") for row in self.lists}
		self.policy_group = ", ".join(sorted(groups))


def _from_budget(policy: str) -> bool:
	"""Whether the support budget pays what the policy gives; a loan is the bank's capital."""
	return (frappe.get_cached_value("Support Policy", policy, "benefit_kind") or CASH) in FROM_BUDGET
