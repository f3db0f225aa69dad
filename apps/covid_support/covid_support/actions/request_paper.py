"""Ask for a paper that the policy does not require."""

import frappe

from covid_support import clock
from covid_support.actions.dossier import Dossier
from covid_support.applications.papers import EXTRA, MISSING
from covid_support.messages import lost_races_told, refuse


class RequestExtraPaper:
	"""Ask for a paper that the policy does not require: only with a written reason and its legal ground.

	Officials who ask for more than the rule out of fear of mistakes send people away in vain (legal-facts H15);
	the demand is on record, visible to superiors and reported.
	"""

	LEAST_REASON = 20

	def __init__(self, doctype: str, name: str, paper: str, justification: str, legal_ground: str):
		self.dossier = Dossier(doctype, name)
		self.title = (paper or "").strip()
		self.justification = (justification or "").strip()
		self.legal_ground = (legal_ground or "").strip()

	def run(self) -> str:
		"""Check and record; returns the name of the Application Paper. Asking twice has one effect."""
		self.check()
		standing = self.dossier.papers().get(self.title)
		if standing and standing.row:
			return standing.row["name"]
		paper = frappe.get_doc(
			{
				"doctype": "Application Paper",
				self.dossier.column: self.dossier.document.name,
				"policy": self.dossier.policy,
				"commune": self.dossier.commune,
				"paper": self.title,
				"status": MISSING,
				"extra": 1,
				"justification": self.justification,
				"legal_ground": self.legal_ground,
				"requested_by": frappe.session.user,
				"requested_at": clock.now(),
			}
		)
		with lost_races_told():
			return paper.insert(ignore_permissions=True).name

	def check(self) -> None:
		"""A paper that the policy leaves out, with the reason and the ground."""
		self.dossier.check_handler()
		self.dossier.check_open()
		if not self.title:
			refuse("Name the paper that you ask for.")
		standing = self.dossier.papers().get(self.title)
		if standing and standing.need != EXTRA:
			refuse("The policy asks for {0} anyway; it needs no justification.", self.title)
		if len(self.justification) < self.LEAST_REASON:
			refuse(
				"Write why {0} is needed although the policy does not require it (at least {1} letters).",
				self.title,
				self.LEAST_REASON,
			)
		if not self.legal_ground:
			refuse("Name the legal ground for asking for {0}.", self.title)
