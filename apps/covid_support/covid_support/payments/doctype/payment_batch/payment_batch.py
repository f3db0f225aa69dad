import frappe
from frappe.model.document import Document

from covid_support.actions.build_payment_batch import BuildPaymentBatch, batch_totals, lock_decision
from covid_support.actions.move_payment_batch import move
from covid_support.counted_names import next_name
from covid_support.messages import forbid, label_of, lost_races_told, refuse
from covid_support.policies.submitted_state import require_state
from covid_support.registry.units import unit_title
from covid_support.workflows import work_waiting
from covid_support.workflows.read_once import ReadOnce
from covid_support.workflows.timeline import QuickTimeline

WRITTEN_BY_ACTIONS = (
	"people", "amount", "paid_people", "paid_amount", "failed_people", "prepared_by", "approved_by", "return_reason",
	"digest", "due_date", "title", "sheet_prints",
)  # fmt: skip
FIXED = ("decision", "administrative_unit", "channel", "instalment", "budget_allocation")


class PaymentBatch(ReadOnce, QuickTimeline, Document):
	"""The payments of one decision in one area through one channel."""

	def autoname(self):
		self.name = next_name(self.doctype)

	def validate(self):
		before = self.get_doc_before_save()
		if self.is_new() or not before:
			self._start()
		else:
			self._keep(before)
		if before and before.workflow_state != self.workflow_state:
			move(self, before)
		self.pending_reason = None

	def before_update_after_submit(self):
		before = self.get_doc_before_save()
		self._keep(before)
		if before.workflow_state != self.workflow_state:
			move(self, before)

	def before_insert(self):
		with lost_races_told():
			lock_decision(self.decision)

	def after_insert(self):
		BuildPaymentBatch(self).run()
		self.db_set(batch_totals(self.name), update_modified=False)

	def on_update(self):
		work_waiting.refresh(self)

	def on_update_after_submit(self):
		work_waiting.refresh(self)

	def before_cancel(self):
		forbid("An approved payment batch cannot be cancelled. Record the results as not paid instead.")

	def before_submit(self):
		require_state(self, "Approved for Payment")

	def on_trash(self):
		if self.workflow_state != "Draft":
			refuse("Payment batch {0} is on its way and cannot be deleted.", self.name)
		self._free_payments()

	def _start(self):
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, None)
		self.workflow_state = "Draft"
		self.prepared_by = frappe.session.user
		decision = frappe.get_doc("Decision", self.decision)
		if decision.docstatus != 1:
			refuse("Decision {0} has not been issued, so nothing can be paid from it.", decision.name)
		self.budget_allocation = decision.budget_allocation
		self.title = (
			f"{decision.document_number} – {unit_title(self.administrative_unit)} – {frappe._(self.channel)}"
		)

	def _keep(self, before):
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, before.get(field))
		for field in FIXED:
			if str(before.get(field)) != str(self.get(field)):
				forbid(
					"{0} of payment batch {1} is fixed. Delete the draft and build another batch.",
					label_of(self, field),
					self.name,
				)

	def _free_payments(self):
		frappe.db.sql(
			"""update `tabSupport Application` application join `tabPayment` payment on payment.application = application.name
			set application.payment_status = '' where payment.payment_batch = %s and application.paid_amount = 0""",
			self.name,
		)
		frappe.db.delete("Payment", {"payment_batch": self.name})
