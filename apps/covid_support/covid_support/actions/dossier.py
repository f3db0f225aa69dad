"""The papers that somebody handles: those of an application, or those of a list as a whole."""

from dataclasses import asdict

import frappe

from covid_support.applications.papers import (
	SUBJECT_COLUMN,
	DossierPaper,
	papers_of_applications,
	papers_of_list,
)
from covid_support.messages import forbid, refuse
from covid_support.policies.may import may

CLOSED_STATES = ("Approved", "Rejected")


class Dossier:
	"""The application or list whose papers somebody handles, and the list that it stands on."""

	def __init__(self, doctype: str, name: str):
		if doctype not in SUBJECT_COLUMN:
			refuse("{0} has no papers.", frappe._(doctype))
		self.document = frappe.get_doc(doctype, name)
		on_list = self.document.get("application_list")
		self.list = self.document if doctype == "Application List" else None
		if on_list:
			self.list = frappe.get_doc("Application List", on_list)

	@property
	def policy(self) -> str:
		"""The policy that the dossier is for."""
		return self.document.policy

	@property
	def commune(self) -> str:
		"""The unit whose officials read the papers."""
		return self.document.get("commune") or self.document.administrative_unit

	@property
	def column(self) -> str:
		"""The column of Application Paper that points to the document."""
		return SUBJECT_COLUMN[self.document.doctype]

	def papers(self) -> dict[str, DossierPaper]:
		"""{title: paper} as the case needs them."""
		if self.document.doctype == "Application List":
			found = papers_of_list(self.document)
		else:
			found = papers_of_applications([self.document])[self.document.name]
		return {paper.title: paper for paper in found}

	def is_decided(self) -> bool:
		"""Whether the list was decided on, or the application refused or withdrawn."""
		decided = bool(self.list and self.list.workflow_state in CLOSED_STATES)
		return decided or self.document.get("status") in ("Rejected", "Withdrawn")

	def check_open(self) -> None:
		"""Papers change only while the case is undecided."""
		if self.is_decided():
			refuse("The file is decided, so its papers stay as they are.")

	def may_handle(self) -> bool:
		"""Whether the user may work on the application or on its list."""
		return may(self.document, "write") or bool(self.list and may(self.list, "write"))

	def check_handler(self) -> None:
		"""Whoever may work on the application or on its list handles its papers."""
		self.document.check_permission("read")
		if not self.may_handle():
			forbid("You may read these papers, but not check them off.")


def dossier_page(doctype: str, name: str) -> dict:
	"""{"papers", "may_check"} of an application or list that the reader may read, for the screen."""
	dossier = Dossier(doctype, name)
	dossier.document.check_permission("read")
	return {
		"papers": [{**asdict(paper), "lacking": paper.lacking} for paper in dossier.papers().values()],
		"may_check": dossier.may_handle() and not dossier.is_decided(),
	}
