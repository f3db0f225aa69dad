import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from covid_support import clock
from covid_support.applications import waivers
from covid_support.core.record_name import record_name
from covid_support.messages import forbid, label_of, lost_races_told, refuse
from covid_support.policies.area import unit_in_area

WRITTEN_BY_ACTIONS = (
	"beneficiary_name", "commune", "recorded_by", "recorded_at", "flagged", "withdrawn_on", "withdrawal_reason",
	"withdrawn_by",
)  # fmt: skip


class SupportWaiver(Document):
	"""A person declines support of their own will: one person, one statement, and they may take it back."""

	def autoname(self):
		self.name = record_name()

	def validate(self):
		if not self.is_new():
			forbid("A refusal of support is a record and cannot be changed. Withdraw it instead.")
		for field in WRITTEN_BY_ACTIONS:
			self.set(field, None)
		self._check_scope()
		self._take_person()
		self._check_statement()
		self.recorded_by, self.recorded_at = frappe.session.user, clock.now()

	def insert(self, *arguments, **options):
		"""Two officials may record the same refusal at once: the unique key decides, in plain words."""
		with lost_races_told():
			return super().insert(*arguments, **options)

	def after_insert(self):
		waivers.flag_many(self)

	def on_trash(self):
		forbid("A refusal of support is a record and cannot be deleted. Withdraw it instead.")

	def _check_scope(self):
		if bool(self.policy) == bool(self.programme):
			refuse("Choose what the person declines: one policy, or a whole programme.")

	def _take_person(self):
		person = frappe.db.get_value(
			"Beneficiary", self.beneficiary, ["full_name", "commune", "life_status"], as_dict=True
		)
		if not person or not unit_in_area(person.commune):
			forbid("The commune is not in your area. Choose one of the communes that you are assigned to.")
		if person.life_status == "Dead":
			refuse("{0} is recorded as dead and cannot decline support.", person.full_name)
		self.beneficiary_name, self.commune = person.full_name, person.commune
		if waivers.stands(self.beneficiary, self.policy, self.programme):
			refuse("{0} has declined this support already.", person.full_name)

	def _check_statement(self):
		if getdate(self.declared_on) > clock.today():
			refuse("{0} is in the future.", label_of(self, "declared_on"))
		if not self.statement:
			refuse(
				"Attach the statement that {0} signed: nobody declines support for somebody else.",
				self.beneficiary_name,
			)
		kept = {"attached_to_doctype": "Beneficiary", "attached_to_name": self.beneficiary}
		if self.statement and not frappe.db.exists("File", {"file_url": self.statement, **kept}):
			refuse("Attach the statement to the person's own record first; it was not found there.")
