"""Several officials at once: each hand is a thread with its own connection, transaction and user.

Such tests cannot roll back, because the hands must see the same rows; `Ground` prepares committed rows and takes
them away again, the ledger entries of its own allocations included.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import frappe

from covid_support.database import apply_constraints
from covid_support.tests import factories as make
from covid_support.tests.conftest import begin
from covid_support.tests.refusals import REFUSALS

# doctype and the column that names a parent row, deepest first
DEPENDENT = (
	("Payment Result", "payment_batch", "Payment Batch"),
	("Payment", "payment_batch", "Payment Batch"),
	("Delivery Step", "parent", "Benefit Delivery"),
	("Line Correction", "application_list", "Application List"),
	("List Step", "parent", "Application List"),
	("Decision List", "parent", "Decision"),
	("Beneficiary Category Period", "parent", "Beneficiary"),
	("Entitlement Claim", "beneficiary", "Beneficiary"),
	("Support Application", "beneficiary", "Beneficiary"),
	("Benefit Component", "parent", "Support Policy"),
	("Policy Funding Share", "parent", "Support Policy"),
	("Policy Version", "policy", "Support Policy"),
	("Official Assignment", "user", "User"),
	("Has Role", "parent", "User"),
	("Bulk Chunk", "operation", "Bulk Operation"),
	("File", "attached_to_name", "Issued Document"),
)
LOGS = (("Workflow Action", "reference_name"), ("Version", "docname"), ("Comment", "reference_name"))


@dataclass
class Outcome:
	"""What one hand met: its result, or the refusal."""

	result: object = None
	refusal: Exception | None = None


@dataclass
class Ground:
	"""Committed rows of one test."""

	rows: dict[str, set[str]] = field(default_factory=dict)

	def keep(self, doctype: str, *names: str) -> None:
		"""Remember rows to take away."""
		self.rows.setdefault(doctype, set()).update(names)

	def officials(self, commune: str = make.COMMUNE) -> make.Officials:
		"""Officials that will be taken away."""
		who = make.officials(commune)
		self.keep("User", *(user for post, user in vars(who).items() if post != "commune"))
		return who

	def commit(self, application_lists: tuple[str, ...] = ()) -> None:
		"""Let the other connections see everything; remember who stands on `application_lists`."""
		for name in application_lists:
			self.keep("Application List", name)
			self.keep("Beneficiary", *(row.beneficiary for row in make.lines(name)))
		frappe.db.commit()

	def clear(self) -> None:
		"""Take all remembered rows away, with what hangs on them."""
		frappe.db.rollback()
		self._find("Decision", "Decision List", "application_list", "Application List", "parent")
		self._find("Payment Batch", "Payment Batch", "decision", "Decision", "name")
		self._find("Benefit Delivery", "Benefit Delivery", "decision", "Decision", "name")
		self._find("Office", "Decision", "name", "Decision", "office")
		self._find("Budget Allocation", "Decision", "name", "Decision", "budget_allocation")
		for office in self.rows.get("Office", ()):
			frappe.db.delete("Document Counter", {"name": ["like", f"{office}|%"]})
		for doctype, column, parent in DEPENDENT:
			if self.rows.get(parent):
				frappe.db.delete(doctype, {column: ["in", list(self.rows[parent])]})
		for doctype, names in self.rows.items():
			for log, column in LOGS:
				frappe.db.delete(log, {column: ["in", list(names)]})
			if doctype == "Budget Allocation":
				continue
			frappe.db.delete(doctype, {"name": ["in", list(names)]})
		frappe.db.commit()
		delete_entries(self.rows.get("Budget Allocation", set()))

	def _find(self, kept: str, doctype: str, column: str, parent: str, taken: str) -> None:
		if self.rows.get(parent):
			names = frappe.get_all(doctype, filters={column: ["in", list(self.rows[parent])]}, pluck=taken)
			self.keep(kept, *(name for name in names if name))


def delete_entries(allocations: set[str]) -> None:
	"""Delete the ledger entries and rows of `allocations`, with the ledger's trigger lifted for the moment."""
	if not allocations:
		return
	frappe.db.sql_ddl("drop trigger `budget_ledger_no_delete`")
	try:
		frappe.db.delete("Budget Ledger Entry", {"budget_allocation": ["in", list(allocations)]})
		for doctype, column in (("Allocation Source", "parent"), ("Budget Allocation", "name")):
			frappe.db.delete(doctype, {column: ["in", list(allocations)]})
		frappe.db.commit()
	finally:
		apply_constraints()


def together(*hands: tuple[str, Callable]) -> list[Outcome]:
	"""Let all (user, function) run at the same moment and commit; their outcomes in order."""
	site, day = frappe.local.site, frappe.flags.covid_support_day
	gate = threading.Barrier(len(hands))

	def run(hand: tuple[str, Callable]) -> Outcome:
		user, function = hand
		frappe.init(site, sites_path=os.curdir)
		frappe.connect()
		frappe.flags.in_test = True
		begin()
		frappe.flags.covid_support_day = day
		frappe.set_user(user)
		try:
			gate.wait(timeout=30)
			outcome = Outcome(result=function())
			frappe.db.commit()
		except REFUSALS as refusal:
			frappe.db.rollback()
			outcome = Outcome(refusal=refusal)
		finally:
			frappe.db.rollback()
			frappe.destroy()
		return outcome

	with ThreadPoolExecutor(len(hands)) as pool:
		outcomes = list(pool.map(run, hands))
	frappe.db.rollback()  # a new snapshot, which sees what the hands have written
	return outcomes
