import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import applicants, claims
from covid_support.applications.declared import complete
from covid_support.applications.exclusions import refuse_obstacle
from covid_support.applications.judging import judge_people, require_open_policy
from covid_support.applications.lines import declared_by
from covid_support.applications.list_filer import EMPLOYERS_LISTS
from covid_support.applications.live_keys import applied_again, unique_period
from covid_support.applications.papers import forget_papers
from covid_support.applications.periods import checked_period
from covid_support.applications.top_up import settled
from covid_support.core.record_name import record_name
from covid_support.messages import forbid, label_of, lost_races_told, problems_shown, refuse
from covid_support.policies.area import unit_in_area
from covid_support.programmes.local_area import require_area_of
from covid_support.programmes.version_dates import version_kept, version_on
from covid_support.programmes.versions import snapshot_of
from covid_support.registry.merged_people import refuse_merged

WRITTEN_BY_ACTIONS = (
	"status", "application_list", "approved_amount", "paid_amount", "payment_status", "reason", "policy_version", "unique_period",
	"already_granted", "returned_amount", "owner",
)  # fmt: skip
FIXED = ("policy", "beneficiary", "household", "employer", "period")


class SupportApplication(Document):
	"""The application of a person, household or employer for one policy and period, with what follows from the rules."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		before = self.get_doc_before_save()
		if self.is_new() or not before:
			self._start()
		else:
			self._keep_written_columns(before)
		self._take_applicant()
		with problems_shown():
			own = snapshot_of(self.policy_version).extra_facts
			self.update(complete(declared_by(self), clock.today(), own))
		self._refuse_second_support()
		self._judge()

	def after_insert(self):
		group = frappe.get_cached_value("Support Policy", self.policy, "exclusive_group")
		with lost_races_told():
			refuse_merged([self.beneficiary])
			claims.make_claims(group, self.policy, self.period, [(self.name, self.beneficiary, self.commune)])

	def on_trash(self):
		if self.status not in ("Draft", "Withdrawn"):
			refuse("The application of {0} is on a list and cannot be deleted.", self.beneficiary_name)
		frappe.db.set_value("Support Application", self.name, "status", "Withdrawn")
		claims.release_claims([self.name])
		forget_papers(self.name)

	def _start(self):
		for field in WRITTEN_BY_ACTIONS[:-1]:
			self.set(field, None)
		self.update({"status": "Draft", "approved_amount": 0, "paid_amount": 0, "payment_status": ""})
		require_open_policy(self.policy, getdate(self.application_date))
		policy = frappe.get_cached_doc("Support Policy", self.policy)
		self.policy_version = version_on(self.policy, self.application_date)
		if policy.applicant_kind == "Household" and self.beneficiary and not self.household:
			self.household = frappe.db.get_value("Beneficiary", self.beneficiary, "household")
		self.period = checked_period(policy.period_kind, self.period)
		self.unique_period = unique_period(self.policy, self.period)

	def _keep_written_columns(self, before):
		if before.status != "Draft":
			refuse(
				"The application of {0} is on a list and cannot be changed. Take it off the list first.",
				before.beneficiary_name,
			)
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, before.get(field))
		require_open_policy(before.policy, getdate(self.application_date))
		if getdate(before.application_date) != getdate(self.application_date):
			self.policy_version = version_kept(before.policy_version, before.policy, self.application_date)
		for field in FIXED:
			if (before.get(field) or "") != (self.get(field) or ""):
				refuse(
					"{0} cannot be changed. Withdraw this application and file another.",
					label_of(self, field),
				)

	def _take_applicant(self):
		kind, key = applicants.subject_of(self)
		applicant = applicants.load(kind, {key: self._stated()}).get(key)
		if not applicant or not unit_in_area(applicant.commune):
			forbid("The commune is not in your area. Choose one of the communes that you are assigned to.")
		self._check_applicant(applicant)
		self.update({**applicants.columns_of(applicant), "commune": applicant.commune})
		policy = frappe.get_cached_doc("Support Policy", self.policy)
		require_area_of(policy, applicant.commune)
		filed_by = policy.filed_by
		if kind == "Household" or (kind == "Person" and filed_by not in EMPLOYERS_LISTS):
			self.employer = None

	def _check_applicant(self, applicant):
		if applicant.kind == "Employer":
			return
		if not applicant.beneficiary:
			refuse("Household {0} has no head. Choose the member who represents it.", applicant.full_name)
		if applicant.life_status == "Dead":
			refuse("{0} is recorded as dead and cannot apply.", applicant.full_name)
		if applicant.kind == "Household" and applicant.member_of != applicant.name:
			refuse("{0} is not a member of this household and cannot represent it.", applicant.full_name)

	def _stated(self):
		return {**declared_by(self), "beneficiary": self.beneficiary, "employer": self.employer}

	def _refuse_second_support(self):
		if applied_again(self):
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
		refuse_obstacle(self)

	def _judge(self):
		_kind, key = applicants.subject_of(self)
		judged = judge_people(self.policy_version, {key: self._stated()}, getdate(self.application_date))
		outcome = settled(self.policy, self.period, judged, {key: self.beneficiary})[key]
		self.eligible = int(outcome.eligible)
		self.proposed_amount = outcome.amount
		self.already_granted = outcome.already_granted
		self.entitlement = outcome.entitlement
		self.judgement = "\n".join(outcome.reasons)


def on_doctype_update():
	frappe.db.add_index("Support Application", ["beneficiary", "policy", "period"])
