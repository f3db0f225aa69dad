"""The budget ledger: allocated ≥ committed − released ≥ paid − returned, whatever is asked of it (I2)."""

from types import SimpleNamespace

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymysql.err import MySQLError

from covid_support.payments import ledger
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

ALLOCATED = 100
MOVEMENTS = st.lists(
	st.tuples(
		st.sampled_from(["Committed", "Released", "Paid", "Returned"]),
		st.integers(min_value=0, max_value=ALLOCATED + 20),
		st.integers(min_value=0, max_value=30),  # key: small, so that some movements come twice
	),
	max_size=20,
)


class Model:
	"""The rule of the ledger in other words: three purses, money moves only out of the one that holds it."""

	def __init__(self):
		self.free, self.promised, self.spent = ALLOCATED, 0, 0
		self.seen = set()

	def move(self, kind: str, amount: int, key: int) -> str:
		"""What the ledger should answer: posted, again or refused."""
		if key in self.seen:
			return "again"
		source, target = {
			"Committed": ("free", "promised"),
			"Released": ("promised", "free"),
			"Paid": ("promised", "spent"),
			"Returned": ("spent", "promised"),
		}[kind]
		if amount > getattr(self, source):
			return "refused"
		setattr(self, source, getattr(self, source) - amount)
		setattr(self, target, getattr(self, target) + amount)
		self.seen.add(key)
		return "posted"


def answer(allocation: str, kind: str, amount: int, key: str) -> str:
	"""What the ledger answers."""
	reference = SimpleNamespace(doctype="Budget Allocation", name=allocation)
	try:
		return "posted" if ledger.post(allocation, kind, amount, reference, key) else "again"
	except frappe.ValidationError:
		return "refused"


def columns(allocation: str) -> dict:
	"""The totals that the allocation's row shows, in whole VND."""
	row = frappe.db.get_value(
		"Budget Allocation",
		allocation,
		["amount", "committed_amount", "paid_amount", "available_amount"],
		as_dict=True,
	)
	return {field: int(value) for field, value in row.items()}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(movements=MOVEMENTS)
def test_random_movements_against_three_purses(movements):
	frappe.db.savepoint("example")
	try:
		allocation, model = make.allocation(ALLOCATED).name, Model()
		for kind, amount, key in movements:
			assert answer(allocation, kind, amount, f"{allocation}:{key}") == model.move(kind, amount, key)
			assert model.free >= 0 <= model.promised and model.spent >= 0
		committed = model.promised + model.spent
		expected = {"amount": ALLOCATED, "committed_amount": committed, "paid_amount": model.spent}
		assert columns(allocation) == {**expected, "available_amount": model.free}
		assert ledger.balance_from_entries(allocation) == expected
		rows = frappe.db.count("Budget Ledger Entry", {"budget_allocation": allocation})
		assert rows == 1 + len(model.seen)
	finally:
		frappe.db.rollback(save_point="example")


@pytest.mark.parametrize("amount", [-1, "1.5", 0.5, "abc", None])
def test_amounts_that_are_no_whole_dong(amount):
	allocation = make.allocation(ALLOCATED)
	with refused():
		ledger.post(allocation.name, "Committed", amount, allocation, "x")
	assert columns(allocation.name)["committed_amount"] == 0


def test_nothing_is_drawn_on_a_draft():
	copy = frappe.copy_doc(make.allocation(ALLOCATED))
	copy.docstatus = 0
	document = copy.insert()
	with refused("chưa sử dụng được"):
		ledger.post(document.name, "Committed", 1, document, "x")


def test_a_submitted_allocation_stays_as_it_is():
	document = make.allocation(ALLOCATED)
	document.sources[0].amount = 10 * ALLOCATED
	with refused():
		document.save()
	document.reload()
	with refused():
		document.cancel()
	with refused():
		document.delete()
	assert columns(document.name)["amount"] == ALLOCATED


# --- the database itself ----------------------------------------------------------------------------------


def raw(statement: str, *values) -> None:
	"""A statement as somebody with the database password would type it."""
	frappe.db.sql(statement, values)


@pytest.fixture
def paid():
	"""An allocation of 3,000,000 of which everything is committed and paid, with its documents."""
	who = make.officials()
	budget = make.allocation(3_000_000).name
	name = make.list_in("Province Decision", who)
	batch = make.sent_batch(make.issued_decision([name], who, budget), who)
	make.pay(batch, who)
	return SimpleNamespace(budget=budget, list=name, batch=batch)


def test_the_way_of_the_money_ends_in_its_entries(paid):
	rows = frappe.get_all(
		"Budget Ledger Entry",
		filters={"budget_allocation": paid.budget},
		fields=["entry_type", "amount"],
		order_by="name",
	)
	assert [(row.entry_type, int(row.amount)) for row in rows] == [
		("Allocated", 3_000_000),
		("Committed", 3_000_000),
		("Paid", 3_000_000),
	]


def test_the_database_keeps_every_entry(paid):
	for statement in (
		"update `tabBudget Ledger Entry` set amount = 1 where budget_allocation = %s",
		"update `tabBudget Ledger Entry` set entry_type = 'Released' where budget_allocation = %s",
		"update `tabBudget Ledger Entry` set modified = now() where budget_allocation = %s",
		"delete from `tabBudget Ledger Entry` where budget_allocation = %s",
	):
		with pytest.raises(MySQLError, match="append-only"):
			raw(statement, paid.budget)


def test_the_database_keeps_the_balances(paid):
	for change in (
		"committed_amount = amount + 1",
		"paid_amount = committed_amount + 1",
		"committed_amount = 0",  # less than was paid
		"amount = 0",
		"paid_amount = -1",
		"amount = amount + 0.5",
	):
		with pytest.raises(MySQLError, match="CONSTRAINT"):
			raw(f"update `tabBudget Allocation` set {change} where name = %s", paid.budget)


WHOLE = (
	"update `tabPayment` set amount = %s where payment_batch = %s",
	"update `tabSupport Application` set proposed_amount = %s where application_list = %s",
	"update `tabSupport Application` set approved_amount = %s where application_list = %s",
	"update `tabSupport Application` set paid_amount = %s where application_list = %s",
	"insert into `tabBudget Ledger Entry` (name, entry_type, amount, budget_allocation) values ('x', 'Paid', %s, %s)",
)


def test_the_database_takes_whole_dong_alone(paid):
	for statement in WHOLE:
		where = {"`tabPayment`": paid.batch, "`tabSupport": paid.list}.get(statement.split()[1], paid.budget)
		for amount in ("1.5", "-1", "0.000000001"):
			with pytest.raises(MySQLError, match="CONSTRAINT"):
				raw(statement, amount, where)
