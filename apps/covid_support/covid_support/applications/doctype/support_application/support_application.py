import re

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import claims
from covid_support.applications.judging import judge_people, require_open_policy
from covid_support.applications.lines import DECLARED_COLUMNS
from covid_support.core.record_name import record_name
from covid_support.messages import refuse

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class SupportApplication(Document):
	"""One person's application for one policy and period, with the entitlement that follows from the rules."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		if not self.is_new() and self.status != "Draft":
			refuse("The application of {0} is on a list and cannot be changed. Take it off the list first.", self.beneficiary_name)
		self._keep_fixed_columns()
		self._take_person()
		self._check_period()
		self._check_dates()
		require_open_policy(self.policy, getdate(self.application_date))
		self._refuse_second_support()
		self._judge()

	def after_insert(self):
		group = frappe.get_cached_value("Support Policy", self.policy, "exclusive_group")
		claims.make_claims(group, self.policy, self.period, [(self.name, self.beneficiary, self.commune)])

	def on_trash(self):
		if self.status not in ("Draft", "Withdrawn"):
			refuse("The application of {0} is on a list and cannot be deleted.", self.beneficiary_name)
		frappe.db.set_value("Support Application", self.name, "status", "Withdrawn")
		claims.release_claims([self.name])

	def _keep_fixed_columns(self):
		if self.is_new():
			self.update({"status": "Draft", "application_list": None, "approved_amount": 0, "paid_amount": 0, "payment_status": ""})
			self.policy_version = frappe.db.get_value("Support Policy", self.policy, "current_version")
			return
		before = self.get_doc_before_save()
		for field in ("policy", "beneficiary", "period"):
			if before and before.get(field) != self.get(field):
				refuse("{0} cannot be changed. Withdraw this application and file another.", self.meta.get_label(field))

	def _take_person(self):
		person = frappe.db.get_value(
			"Beneficiary", self.beneficiary, ["full_name", "search_key", "birth_date", "commune", "life_status"], as_dict=True
		)
		if person.life_status == "Dead":
			refuse("{0} is recorded as dead and cannot apply.", person.full_name)
		self.beneficiary_name = person.full_name
		self.search_key, self.birth_date, self.commune = person.search_key, person.birth_date, person.commune

	def _check_period(self):
		kind = frappe.get_cached_value("Support Policy", self.policy, "period_kind")
		if kind == "Once":
			self.period = "once"
		elif not MONTH.fullmatch(self.period or ""):
			refuse("This policy is paid by the month: enter the period as 2020-04.")

	def _check_dates(self):
		if self.stopped_from and self.stopped_to and getdate(self.stopped_to) < getdate(self.stopped_from):
			refuse("{0} is before {1}.", self.meta.get_label("stopped_to"), self.meta.get_label("stopped_from"))
		if self.stopped_from and getdate(self.stopped_from) > clock.today():
			refuse("{0} is in the future.", self.meta.get_label("stopped_from"))

	def _refuse_second_support(self):
		filters = {
			"beneficiary": self.beneficiary, "policy": self.policy, "period": self.period,
			"status": ["not in", ["Rejected", "Withdrawn"]], "name": ["!=", self.name or ""],
		}  # fmt: skip
		if frappe.db.exists("Support Application", filters):
			refuse("{0} already has an application for this policy and period.", self.beneficiary_name)
		group = frappe.get_cached_value("Support Policy", self.policy, "exclusive_group")
		claim = claims.claimed_elsewhere(group, self.policy, self.period, [self.beneficiary]).get(self.beneficiary)
		if claim:
			refuse("{0} {1}. One person receives only one of these supports.", self.beneficiary_name, claims.claim_reason(claim))

	def _judge(self):
		declared = {column: self.get(column) for column in DECLARED_COLUMNS}
		judged = judge_people(self.policy_version, {self.beneficiary: declared}, getdate(self.application_date))
		outcome = judged[self.beneficiary]
		self.eligible = int(outcome.eligible)
		self.proposed_amount = outcome.amount
		self.entitlement = outcome.entitlement
		self.judgement = "\n".join(outcome.reasons)


def on_doctype_update():
	frappe.db.add_index("Support Application", ["beneficiary", "policy", "period"])
