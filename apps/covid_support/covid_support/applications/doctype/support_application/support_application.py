import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import claims
from covid_support.applications.declared import complete
from covid_support.applications.judging import judge_people, require_open_policy
from covid_support.applications.lines import DECLARED_COLUMNS
from covid_support.applications.periods import checked_period
from covid_support.core.record_name import record_name
from covid_support.messages import forbid, label_of, lost_races_told, problems_shown, refuse
from covid_support.policies.area import unit_in_area

WRITTEN_BY_ACTIONS = (
	"status", "application_list", "approved_amount", "paid_amount", "payment_status", "reason", "policy_version", "owner",
)  # fmt: skip
FIXED = ("policy", "beneficiary", "period")


class SupportApplication(Document):
	"""One person's application for one policy and period, with the entitlement that follows from the rules."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		before = self.get_doc_before_save()
		if self.is_new() or not before:
			self._start()
		else:
			self._keep_written_columns(before)
		self._take_person()
		with problems_shown():
			self.update(complete({column: self.get(column) for column in DECLARED_COLUMNS}, clock.today()))
		require_open_policy(self.policy, getdate(self.application_date))
		self._refuse_second_support()
		self._judge()

	def after_insert(self):
		group = frappe.get_cached_value("Support Policy", self.policy, "exclusive_group")
		with lost_races_told():
			claims.make_claims(group, self.policy, self.period, [(self.name, self.beneficiary, self.commune)])

	def on_trash(self):
		if self.status not in ("Draft", "Withdrawn"):
			refuse("The application of {0} is on a list and cannot be deleted.", self.beneficiary_name)
		frappe.db.set_value("Support Application", self.name, "status", "Withdrawn")
		claims.release_claims([self.name])

	def _start(self):
		for field in WRITTEN_BY_ACTIONS[:-1]:
			self.set(field, None)
		self.update({"status": "Draft", "approved_amount": 0, "paid_amount": 0, "payment_status": ""})
		policy = frappe.get_cached_doc("Support Policy", self.policy)
		self.policy_version = policy.current_version
		self.period = checked_period(policy.period_kind, self.period)

	def _keep_written_columns(self, before):
		if before.status != "Draft":
			refuse(
				"The application of {0} is on a list and cannot be changed. Take it off the list first.",
				before.beneficiary_name,
			)
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, before.get(field))
		for field in FIXED:
			if before.get(field) != self.get(field):
				refuse(
					"{0} cannot be changed. Withdraw this application and file another.",
					label_of(self, field),
				)

	def _take_person(self):
		person = frappe.db.get_value(
			"Beneficiary",
			self.beneficiary,
			["full_name", "search_key", "birth_date", "commune", "life_status"],
			as_dict=True,
		)
		if not unit_in_area(person.commune):
			forbid("The commune is not in your area. Choose one of the communes that you are assigned to.")
		if person.life_status == "Dead":
			refuse("{0} is recorded as dead and cannot apply.", person.full_name)
		self.beneficiary_name = person.full_name
		self.search_key, self.birth_date, self.commune = person.search_key, person.birth_date, person.commune

	def _refuse_second_support(self):
		filters = {
			"beneficiary": self.beneficiary, "policy": self.policy, "period": self.period,
			"status": ["not in", ["Rejected", "Withdrawn"]], "name": ["!=", self.name or ""],
		}  # fmt: skip
		if frappe.db.exists("Support Application", filters):
			refuse("{0} already has an application for this policy and period.", self.beneficiary_name)
		group = frappe.get_cached_value("Support Policy", self.policy, "exclusive_group")
		claim = claims.claimed_elsewhere(group, self.policy, self.period, [self.beneficiary]).get(
			self.beneficiary
		)
		if claim:
			refuse(
				"{0} {1}. One person receives only one of these supports.",
				self.beneficiary_name,
				claims.claim_reason(claim),
			)

	def _judge(self):
		declared = {column: self.get(column) for column in DECLARED_COLUMNS}
		judged = judge_people(
			self.policy_version, {self.beneficiary: declared}, getdate(self.application_date)
		)
		outcome = judged[self.beneficiary]
		self.eligible = int(outcome.eligible)
		self.proposed_amount = outcome.amount
		self.entitlement = outcome.entitlement
		self.judgement = "\n".join(outcome.reasons)


def on_doctype_update():
	frappe.db.add_index("Support Application", ["beneficiary", "policy", "period"])
