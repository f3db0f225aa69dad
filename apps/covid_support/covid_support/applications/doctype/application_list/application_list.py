import frappe
from frappe.model.document import Document
from frappe.model.workflow import validate_workflow
from frappe.utils import getdate

from covid_support.actions.move_list import move
from covid_support.applications import list_filer
from covid_support.applications.deadlines import due_date
from covid_support.applications.judging import require_open_policy
from covid_support.applications.list_route import states_of, store_next_state
from covid_support.applications.periods import checked_period
from covid_support.counted_names import next_name
from covid_support.messages import forbid, label_of, refuse
from covid_support.policies.list_steps import require_preparer
from covid_support.policies.submitted_state import require_state
from covid_support.programmes.local_area import require_area_of
from covid_support.programmes.version_dates import version_on
from covid_support.programmes.versions import route_of
from covid_support.workflows import work_waiting
from covid_support.workflows.read_once import ReadOnce
from covid_support.workflows.timeline import QuickTimeline

FIXED_AFTER_DRAFT = (
	"administrative_unit",
	"policy",
	"employer",
	"filing_office",
	"period",
	"list_date",
	"policy_version",
	"approval_route",
)
WRITTEN_BY_ACTIONS = (
	"people", "proposed_amount", "approved_people", "approved_amount", "rejected_people", "paid_people", "paid_amount",
	"posted_from", "posted_to", "decision", "prepared_by", "signed_by", "signed_on", "signed_digest", "due_date",
	"responsible_role", "responsible_user", "return_reason", "title", "route_snapshot", "signing_delegation",
	"escalated_for", "escalation_stage",
)  # fmt: skip


class ApplicationList(ReadOnce, QuickTimeline, Document):
	"""The list (danh sách) that officials sign: one unit or employer, one policy, one period."""

	def autoname(self):
		self.name = next_name(self.doctype)

	def validate(self):
		before = self.get_doc_before_save()
		if self.is_new() or not before:
			self._start()
		else:
			self._keep_written_columns(before)
			self._move(before)
		store_next_state(self)

	def validate_workflow(self):
		"""As Frappe does, but the state is never guessed from the docstatus: `before_submit` has refused a wrong one."""
		if self.meta.get_workflow():
			validate_workflow(self)

	def update_child_table(self, fieldname, df=None):
		"""The history only grows, so what it holds already is not written again at every move."""
		rows = self.get(fieldname)
		if self.docstatus != self.get_doc_before_save().docstatus:
			steps = {"name": ["in", [row.name for row in rows if not row.is_new()]]}
			frappe.db.set_value("List Step", steps, "docstatus", self.docstatus, update_modified=False)
		for row in rows:
			if row.is_new():
				row.owner = self.modified_by  # Frappe does so before the history is written
				row.db_insert()

	def on_update(self):
		work_waiting.refresh(self)

	def on_update_after_submit(self):
		self._refuse_change_after_submit()

	def before_cancel(self):
		forbid("List {0} is approved and can no longer be changed.", self.name)

	def before_submit(self):
		require_state(self, "Approved")

	def on_trash(self):
		if self.workflow_state != "Draft" or self.people:
			refuse(
				"List {0} has lines or is on its way and cannot be deleted. Take its lines off first.",
				self.name,
			)

	def _start(self):
		self.workflow_state = "Draft"
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, None)
		self.set("steps", [])
		require_open_policy(self.policy, getdate(self.list_date))
		policy = frappe.get_cached_doc("Support Policy", self.policy)
		self.period = checked_period(policy.period_kind, self.period)
		self.policy_version = version_on(self.policy, self.list_date)
		self.approval_route = route_of(policy, self.policy_version)
		self.title = f"{policy.short_title} – {list_filer.prepare(self, policy)}"
		require_area_of(policy, self.administrative_unit)
		first = states_of(self)[0]
		self.prepared_by = frappe.session.user
		if not self.flags.filled_in:
			require_preparer(self)  # anybody else could only leave it lying
			self.responsible_user = frappe.session.user
		self.responsible_role = first.role
		self.due_date = due_date(
			getdate(self.list_date), first.working_days, self.administrative_unit, policy.programme
		)

	def _keep_written_columns(self, before):
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, before.get(field))
		self.set("steps", before.steps)
		self.owner = before.owner
		changed = [
			field for field in FIXED_AFTER_DRAFT if str(before.get(field) or "") != str(self.get(field) or "")
		]
		if not changed:
			return
		if before.people or before.workflow_state != "Draft":
			forbid(
				"{0} of list {1} is fixed, because the list has lines.", label_of(self, changed[0]), self.name
			)
		self._start()

	def _move(self, before):
		if before.workflow_state != self.workflow_state:
			move(self, before.workflow_state)
		self.pending_reason = None

	def _refuse_change_after_submit(self):
		if not self.flags.ignore_validate_update_after_submit:
			forbid("List {0} is approved and can no longer be changed.", self.name)


def on_doctype_update():
	frappe.db.add_index("Application List", ["workflow_state", "due_date"])
