"""What all steps of a delivery have in common: rights, states, one statement for many rows, history."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from covid_support import clock
from covid_support.actions.build_payment_batch import lock_decision
from covid_support.actions.scans import check_scan
from covid_support.core.money import to_vnd
from covid_support.core.problem import Problem, Term
from covid_support.messages import forbid, problems_shown, refuse
from covid_support.payments import deliveries
from covid_support.payments.delivery_history import note_steps
from covid_support.policies.area import area_sql
from covid_support.policies.delivery_rights import may_take

COLUMNS = ("name", "recipient_name", "application", "policy", "commune", "decision", "benefit_kind", "status",
	"instalment", "amount", "needs_acceptance", "handed_over_as", "prepared_by", "minutes_on", "contracted_on", "due_on",
	"disbursed_amount", "disbursed_on", "repaid_amount", "months_limit", "from_month", "to_month", "recovery_amount",
	"recovered_amount")  # fmt: skip


class DeliveryStep:
	"""One step for deliveries named `names`, with the same `values` for all of them.

	Deliveries that have taken the step with the same paper already are left as they are, so that pressing twice
	has one effect; any other state is refused, naming the receiver.
	"""

	action = ""
	kinds: tuple[str, ...] = ()
	from_states: tuple[str, ...] = ()
	to_state = ""
	# column that holds the number of the step's paper
	paper = ""
	# column that holds the address of the paper's scan, a file attached to one of the deliveries
	scan = ""

	def __init__(self, names: list[str], values: dict):
		self.names = sorted(set(names))
		self.values = values
		self.rows: list[dict] = []
		# name -> the status that was written; a repayment in part keeps the one it had
		self.reached: dict[str, str] = {}

	def run(self) -> int:
		"""Lock, check, write, post, count again; returns how many deliveries took the step."""
		if not self.names:
			refuse("Choose at least one delivery.")
		self._lock_decisions()
		found = self._locked()
		self.check_rights(found)
		self.rows = [row for row in found if not self.done_already(row)]
		if not self.rows:
			return 0
		for row in self.rows:
			with problems_shown():
				self.check_possible(row)
		self.check()
		if self.text(self.scan):
			check_scan(self.text(self.scan), "Benefit Delivery", self.names)
		self._write()
		self.take_effect()
		self._note()
		deliveries.store_outcomes([row.application for row in self.rows])
		self._count_again()
		return len(self.rows)

	@classmethod
	def check_possible(cls, row: dict) -> None:
		"""Raise Problem when a delivery that stands as `row` cannot take the step, whoever wants it."""
		if row.benefit_kind not in cls.kinds or row.status not in cls.from_states:
			raise Problem(
				"{0}: the step {1} is not possible, because the support is {2}.",
				row.recipient_name,
				Term(cls.action),
				Term(row.status),
			)

	@classmethod
	def is_possible(cls, row: dict) -> bool:
		"""Whether a delivery that stands as `row` can take the step."""
		try:
			cls.check_possible(row)
		except Problem:
			return False
		return True

	def check_rights(self, found: list[dict]) -> None:
		"""The right role, and every delivery in the user's area."""
		if not may_take(self.action, set(frappe.get_roles())):
			forbid("You may not take the step {0} of a delivery.", _(self.action))
		if len(found) < len(self.names):
			forbid("Some of the deliveries are not in your area.")

	def check(self) -> None:
		"""Refuse what is missing or cannot be; nothing unless a step has more to ask."""

	def columns(self, row: dict) -> dict:
		"""The columns that the step writes on `row`."""
		return {}

	def take_effect(self) -> None:
		"""What the step does besides: the ledger, for one."""

	def amount(self, row: dict) -> int:
		"""VND that the history shows."""
		return int(row.amount)

	def done_already(self, row: dict) -> bool:
		"""Whether `row` has taken this step with this paper."""
		return row.status == self.to_state and (not self.paper or row[self.paper] == self.text(self.paper))

	def text(self, field: str) -> str:
		"""A typed text, stripped."""
		return str(self.values.get(field) or "").strip()

	def need(self, field: str, what: str) -> str:
		"""A text that must be there; `what` is its label."""
		if not self.text(field):
			refuse("{0} is missing. Fill it in.", _(what))
		return self.text(field)

	def day(self, field: str, what: str, future: bool = False) -> date:
		"""A day that must be there, not after today unless `future`."""
		day = getdate(self.need(field, what))
		if day > clock.today() and not future:
			refuse("{0} is in the future.", _(what))
		return day

	def money(self, field: str) -> int:
		"""VND typed in `field`."""
		with problems_shown():
			return to_vnd(self.values.get(field) or 0)

	def _write(self) -> None:
		"""One statement for all rows that get the same values: one in all, unless amounts differ."""
		alike: dict[tuple, list[str]] = {}
		for row in self.rows:
			columns = {"status": self.to_state, **self.columns(row)}
			self.reached[row.name] = columns["status"]
			alike.setdefault(tuple(columns.items()), []).append(row.name)
		for columns, names in alike.items():
			frappe.db.set_value("Benefit Delivery", {"name": ["in", names]}, dict(columns))

	def _lock_decisions(self) -> None:
		"""First of all, as payments do, so that nobody adds up a decision while somebody else writes on it."""
		decisions = frappe.get_all("Benefit Delivery", {"name": ["in", self.names]}, pluck="decision")
		for decision in sorted(set(decisions)):
			lock_decision(decision)

	def _locked(self) -> list[dict]:
		area = area_sql("delivery.commune") or "1=1"
		wanted = dict.fromkeys([*COLUMNS, *([self.paper] if self.paper else [])])
		columns = ", ".join(f"delivery.{column}" for column in wanted)
		return frappe.db.sql(
			f"""select {columns} from `tabBenefit Delivery` delivery
			where delivery.name in %s and {area} order by delivery.name for update""",
			(self.names,),
			as_dict=True,
		)

	def _note(self) -> None:
		evidence, reason = self.text(self.paper) if self.paper else "", self.text("reason")
		note_steps(
			(row.name, self.action, row.status, self.reached[row.name], self.amount(row), evidence, reason)
			for row in self.rows
		)

	def _count_again(self) -> None:
		applications = [row.application for row in self.rows]
		lists = frappe.get_all(
			"Support Application",
			filters={"name": ["in", applications]},
			pluck="application_list",
			distinct=True,
		)
		by_decision = {row.decision for row in self.rows}
		for decision in sorted(by_decision):
			own = frappe.get_all(
				"Application List", {"name": ["in", lists], "decision": decision}, pluck="name"
			)
			deliveries.store_decision_totals(decision, own)
