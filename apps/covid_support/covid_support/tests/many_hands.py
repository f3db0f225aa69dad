"""Several officials at once: each hand is a thread with its own connection, transaction and user.

Such tests cannot roll back, because the hands must see the same rows; `Ground` prepares committed rows and takes
them away again. Ledger entries stay, on an allocation that only the test uses.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import frappe

from covid_support.tests import factories as make
from covid_support.tests.conftest import begin
from covid_support.tests.refusals import REFUSALS

# doctype and the column that names a parent row, deepest first
DEPENDENT = (
	("Payment Result", "payment_batch", "Payment Batch"),
	("Payment", "payment_batch", "Payment Batch"),
	("Line Correction", "application_list", "Application List"),
	("List Step", "parent", "Application List"),
	("Decision List", "parent", "Decision"),
	("Beneficiary Category Period", "parent", "Beneficiary"),
	("Entitlement Claim", "beneficiary", "Beneficiary"),
	("Support Application", "beneficiary", "Beneficiary"),
	("Official Assignment", "user", "User"),
	("Has Role", "parent", "User"),
)


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
		self._find("Decision", "name", "Decision List", "application_list", "Application List", "parent")
		self._find("Payment Batch", "name", "Payment Batch", "decision", "Decision", "name")
		self._find("Office", "name", "Decision", "name", "Decision", "office")
		for doctype, column, parent in DEPENDENT:
			if self.rows.get(parent):
				frappe.db.delete(doctype, {column: ["in", list(self.rows[parent])]})
		for doctype, names in self.rows.items():
			for log, column in (("Workflow Action", "reference_name"), ("Version", "docname")):
				frappe.db.delete(log, {column: ["in", list(names)]})
			frappe.db.delete(doctype, {"name": ["in", list(names)]})
		frappe.db.commit()

	def _find(self, kept: str, _name: str, doctype: str, column: str, parent: str, taken: str) -> None:
		if self.rows.get(parent):
			names = frappe.get_all(doctype, filters={column: ["in", list(self.rows[parent])]}, pluck=taken)
			self.keep(kept, *(name for name in names if name))


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
