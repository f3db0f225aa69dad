import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.messages import forbid, refuse
from covid_support.policies.area import assignment_of, sees_everything
from covid_support.policies.delegations import forget_delegations
from covid_support.policies.roles import PROGRAMME_ADMINISTRATOR, ROLES


class SigningDelegation(Document):
	"""Who signs for whom, from one day to another (NĐ 30/2020 Điều 13: KT., TL., TUQ.)."""

	def validate(self):
		self._check_people()
		self._check_dates()
		self._check_paper()
		self._check_twins()
		if self._gives_more():
			self._check_giver()

	def on_update(self):
		forget_delegations()

	def after_delete(self):
		forget_delegations()

	def on_trash(self):
		if getdate(self.valid_from) <= clock.today():
			refuse("A delegation that has begun stays on record. Set its last day instead.")

	def _check_people(self):
		if self.delegator == self.delegate:
			refuse(
				"Nobody signs for himself. Choose another official in the field {0}.", frappe._("Who Signs")
			)
		if self.role not in ROLES or self.role not in frappe.get_roles(self.delegator):
			refuse(
				"{0} has not got the role {1} and cannot pass it on. Choose a role of this official.",
				self._name(self.delegator),
				frappe._(self.role),
			)
		self.delegator_post = self._post(self.delegator)
		self.delegate_post = self._post(self.delegate)

	def _post(self, user: str) -> str:
		"""The post by which `user` works for the area on the first day; refused without one."""
		with clock.living_on(getdate(self.valid_from)):
			assignment = assignment_of(user, self.administrative_unit)
		if not assignment:
			refuse(
				"{0} does not work for {1} on {2}. Enter an assignment for this area first.",
				self._name(user),
				frappe.get_cached_value("Administrative Unit", self.administrative_unit, "full_name"),
				f"{getdate(self.valid_from):%d/%m/%Y}",
			)
		return assignment.position_title

	def _check_dates(self):
		first, last = getdate(self.valid_from), getdate(self.valid_to)
		if last < first:
			refuse("{0}: the end date is before the start date.", self._name(self.delegate))
		before = self.get_doc_before_save()
		if before and getdate(before.valid_to) != last and last < clock.today() and first <= clock.today():
			refuse(
				"A delegation can be ended today at the earliest: what was signed by it stays signed. Choose today or a later day."
			)

	def _check_paper(self):
		if self.signing_form == "TUQ" and not (self.document_number and self.document_date):
			refuse("An authorisation (TUQ.) is given in writing. Enter its number and date.")

	def _check_twins(self):
		"""An authorisation is not passed on, and the same delegation does not run twice."""
		overlapping = {
			"name": ["!=", self.name or ""],
			"role": self.role,
			"administrative_unit": self.administrative_unit,
			"valid_from": ["<=", self.valid_to],
			"valid_to": [">=", self.valid_from],
		}
		if frappe.db.exists("Signing Delegation", {**overlapping, "delegate": self.delegator}):
			refuse(
				"{0} signs for somebody else in these days, and a delegation cannot be passed on. Choose other days or another official.",
				self._name(self.delegator),
			)
		filters = {**overlapping, "delegate": self.delegate}
		programmes = frappe.get_all("Signing Delegation", filters=filters, pluck="programme")
		if any(not (other and self.programme) or other == self.programme for other in programmes):
			refuse(
				"{0} already signs for this role and area in some of these days. Choose other days or change that delegation.",
				self._name(self.delegate),
			)

	def _gives_more(self) -> bool:
		"""Whether the signature is given, or given for longer than before."""
		before = self.get_doc_before_save()
		return not before or getdate(self.valid_to) > getdate(before.valid_to)

	def _check_giver(self):
		"""One gives one's own signature away; for others only an administrator records it, never for himself."""
		user = frappe.session.user
		if sees_everything(user):
			return
		if self.delegate == user:
			forbid("You may not let yourself sign for somebody else. Ask them or another administrator.")
		if self.delegator != user and PROGRAMME_ADMINISTRATOR not in frappe.get_roles():
			forbid("Only {0} or an administrator may delegate this signature.", self._name(self.delegator))

	def _name(self, user: str) -> str:
		return frappe.get_cached_value("User", user, "full_name") or user


def on_doctype_update():
	frappe.db.add_index("Signing Delegation", ["delegate", "valid_from", "valid_to"])
