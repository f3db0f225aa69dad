"""Check off a paper of an application or a list, one by one with a photo, or for everybody on a list."""

import frappe

from covid_support import clock
from covid_support.actions.dossier import Dossier
from covid_support.actions.scans import check_scan
from covid_support.applications.papers import (
	MISSING,
	RECEIVED,
	DossierPaper,
	asks_of_lines,
	live_rows,
	papers_of_applications,
)
from covid_support.bulk.insert import chunks, insert_rows
from covid_support.core.record_name import record_names
from covid_support.messages import lost_races_told, refuse
from covid_support.rules.papers import REQUIRED

STATUSES = (MISSING, RECEIVED, "Not Needed")
CHUNK = 2_000
COLUMNS = ["name", "application", "policy", "commune", "paper", "status", "checked_by", "checked_at"]


class CheckPaper:
	"""Set the status of one paper; `scan` is the address of a file attached to the application or list."""

	def __init__(self, doctype: str, name: str, paper: str, status: str, scan: str = "", note: str = ""):
		self.dossier = Dossier(doctype, name)
		self.title = paper
		self.status = status
		self.scan = scan
		self.note = (note or "").strip()
		self.paper = self.dossier.papers().get(paper)

	def run(self) -> str:
		"""Check and write; returns the name of the Application Paper. Running it twice has one effect."""
		self.check()
		values = {
			"status": self.status,
			"note": self.note or None,
			"checked_by": frappe.session.user,
			"checked_at": clock.now(),
		}
		if self.scan:
			values["scan"] = self.scan
		if self.paper.row:
			frappe.get_doc("Application Paper", self.paper.row["name"]).db_set(values)
			return self.paper.row["name"]
		with lost_races_told():
			return self._insert(values)

	def check(self) -> None:
		"""A paper of this case, a status that it can have, a file of this case."""
		self.dossier.check_handler()
		self.dossier.check_open()
		if not self.paper:
			refuse("{0} is not a paper of this file. Ask for it with a reason first.", self.title)
		if self.status not in STATUSES:
			refuse("{0} is not a status of a paper.", self.status)
		if self.status == "Not Needed" and self.paper.need == REQUIRED:
			refuse("The policy requires {0} in this case, so it cannot be marked as not needed.", self.title)
		if self.scan:
			check_scan(self.scan, self.dossier.document.doctype, [self.dossier.document.name])

	def _insert(self, values: dict) -> str:
		paper = frappe.get_doc(
			{
				"doctype": "Application Paper",
				self.dossier.column: self.dossier.document.name,
				"policy": self.dossier.policy,
				"commune": self.dossier.commune,
				"paper": self.title,
				**values,
			}
		)
		return paper.insert(ignore_permissions=True).name


class ReceivePapersOfAll:
	"""Everybody on a list in preparation has brought `paper` (all required papers, when empty)."""

	def __init__(self, application_list: str, paper: str = ""):
		self.dossier = Dossier("Application List", application_list)
		self.title = paper
		# locked, so that nobody is put on the list or taken off meanwhile
		frappe.db.get_value("Application List", application_list, "name", for_update=True)

	def run(self) -> int:
		"""Check and write in sets; returns how many papers were checked off."""
		self.dossier.check_handler()
		self.dossier.check_open()
		if not self.title and not asks_of_lines(self.dossier.document):
			return 0
		count = 0
		with lost_races_told():
			for rows in chunks(live_rows(self.dossier.document), CHUNK):
				count += self._receive(rows)
		return count

	def _receive(self, rows: list[dict]) -> int:
		papers = papers_of_applications(rows)
		lacking = [(row, paper) for row in rows for paper in papers[row.name] if self._wanted(paper)]
		known = [paper.row["name"] for _row, paper in lacking if paper.row]
		if known:
			stamp = {"status": RECEIVED, "checked_by": frappe.session.user, "checked_at": clock.now()}
			frappe.db.set_value("Application Paper", {"name": ["in", known]}, stamp)
		fresh = [(row, paper) for row, paper in lacking if not paper.row]
		insert_rows("Application Paper", COLUMNS, self._rows(fresh))
		return len(lacking)

	def _wanted(self, paper: DossierPaper) -> bool:
		if self.title:
			return paper.title == self.title and paper.status == MISSING
		return paper.lacking

	def _rows(self, fresh: list[tuple[dict, DossierPaper]]):
		stamp = (RECEIVED, frappe.session.user, clock.now())
		for name, (row, paper) in zip(record_names(len(fresh)), fresh, strict=True):
			yield (name, row.name, row.policy, row.commune, paper.title, *stamp)
