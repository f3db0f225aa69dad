import frappe
from frappe.model.document import Document

from covid_support.messages import refuse
from covid_support.programmes.form_columns import make_missing_columns
from covid_support.rules.policy_snapshot import PolicySnapshot


class PolicyVersion(Document):
	"""The frozen rules of a Support Policy, never changed; the wording beside them follows the policy until the next
	version is made (programmes/versions.py).
	"""

	def before_insert(self):
		# an earlier wording may ask for what the present one does not
		facts = PolicySnapshot.from_dict(frappe.parse_json(self.snapshot)).extra_facts
		make_missing_columns(self.policy, facts)

	def validate(self):
		if not self.is_new():
			refuse("A policy version is frozen. Change the policy: that makes a new version.")

	def on_trash(self):
		refuse("A policy version is frozen and cannot be deleted.")
