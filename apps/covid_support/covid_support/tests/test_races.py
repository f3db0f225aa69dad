"""Two officials at the same moment: one wins, the other is told; money and people count once."""

import threading
import time
from datetime import date
from functools import partial

import frappe
import pytest

from covid_support import api
from covid_support.applications.list_totals import signed_digest
from covid_support.documents import api as documents
from covid_support.documents.numbers import next_document_number
from covid_support.payments.api import recover_payment, take_delivery_step
from covid_support.payments.ledger import balance_from_entries
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.deliveries_world import approved, deliveries
from covid_support.tests.many_hands import Ground, Outcome, together
from covid_support.tests.refusals import refused


@pytest.fixture
def ground():
	ground = Ground()
	yield ground
	ground.clear()


def winners(outcomes: list[Outcome]) -> list[Outcome]:
	return [outcome for outcome in outcomes if not outcome.refusal]


def losers(outcomes: list[Outcome]) -> list[str]:
	"""What the others were told."""
	return [str(outcome.refusal) for outcome in outcomes if outcome.refusal]


def test_two_decisions_on_money_for_one(ground):
	who = ground.officials()
	budget = make.allocation(3_000_000).name
	lists = [make.list_in("Province Decision", who) for _number in range(2)]
	decisions = [make.decision([name], who, budget).name for name in lists]
	for name in decisions:
		make.act("Decision", name, "Submit for Signature", who.department_officer)
	ground.commit(tuple(lists))

	press = [
		(who.provincial_leader, partial(api.act, "Decision", name, "Issue Decision")) for name in decisions
	]
	outcomes = together(*press)

	assert len(winners(outcomes)) == 1
	assert "thiếu 3.000.000 đồng" in losers(outcomes)[0] or "Có người khác" in losers(outcomes)[0]
	assert balance_from_entries(budget) == {
		"amount": 3_000_000,
		"committed_amount": 3_000_000,
		"paid_amount": 0,
	}
	assert sorted(make.state_of(name, "Decision") for name in decisions) == ["Issued", "Pending Signature"]
	assert sorted(make.state_of(name) for name in lists) == ["Approved", "Province Decision"]
	waiting = next(name for name in decisions if make.state_of(name, "Decision") != "Issued")
	with refused("thiếu 3.000.000 đồng"):
		make.act("Decision", waiting, "Issue Decision", who.provincial_leader)


def test_two_decisions_on_money_for_both(ground):
	who, other = ground.officials(), ground.officials()
	budget = make.allocation(10_000_000).name
	lists = [make.list_in("Province Decision", who) for _number in range(2)]
	decisions = [make.decision([name], who, budget).name for name in lists]
	offices = [frappe.db.get_value("Decision", name, "office") for name in decisions]
	ground.keep("Office", *offices)
	frappe.db.set_value("Decision", decisions[1], "office", offices[0])  # one office numbers both
	for name in decisions:
		make.act("Decision", name, "Submit for Signature", who.department_officer)
	ground.commit(tuple(lists))

	leaders = (who.provincial_leader, other.provincial_leader)
	outcomes = together(
		*(
			(leader, partial(api.act, "Decision", name, "Issue Decision"))
			for leader, name in zip(leaders, decisions, strict=True)
		)
	)

	assert len(winners(outcomes)) == 2
	assert balance_from_entries(budget)["committed_amount"] == 6_000_000
	numbers = [frappe.db.get_value("Decision", name, "document_number") for name in decisions]
	assert sorted(numbers) == ["01/QĐ-UBND", "02/QĐ-UBND"]


def test_one_decision_issued_by_two_leaders(ground):
	who, other = ground.officials(), ground.officials()
	budget = make.allocation(10_000_000).name
	application_list = make.list_in("Province Decision", who)
	name = make.decision([application_list], who, budget).name
	make.act("Decision", name, "Submit for Signature", who.department_officer)
	ground.commit((application_list,))

	press = partial(api.act, "Decision", name, "Issue Decision")
	outcomes = together((who.provincial_leader, press), (other.provincial_leader, press))

	assert len(winners(outcomes)) == 1
	assert balance_from_entries(budget)["committed_amount"] == 3_000_000
	assert frappe.db.get_value("Decision", name, "document_number") == "01/QĐ-UBND"


def test_a_list_that_has_changed_since_the_press_began_is_not_moved(ground):
	"""What the press has read before it held the list may be older than the list itself."""
	who = ground.officials()
	name = make.list_in("District Appraisal", who)
	ground.commit((name,))
	begun, changed = threading.Event(), threading.Event()

	def press():
		frappe.db.get_value(
			"Application List", name, "title"
		)  # from here on this hand sees the site as it is now
		begun.set()
		changed.wait(timeout=30)
		return api.act("Application List", name, "Submit for Signature")

	def change():
		begun.wait(timeout=30)
		frappe.db.set_value("Application List", name, "due_date", "2020-06-01")
		frappe.db.commit()
		changed.set()

	outcome, _other = together((who.district_officer, press), ("Administrator", change))

	assert isinstance(outcome.refusal, frappe.TimestampMismatchError)
	assert make.state_of(name) == "District Appraisal"


def test_two_batches_of_one_decision(ground):
	who, other = ground.officials(), ground.officials()
	application_list = make.list_in("Province Decision", who, count=10)
	decision = make.issued_decision([application_list], who)
	ground.commit((application_list,))

	def build(officials):
		return make.batch(decision, officials)

	outcomes = together(
		(who.paying_officer, partial(build, who)), (other.paying_officer, partial(build, other))
	)

	assert winners(outcomes)
	paid = frappe.get_all(
		"Payment", filters={"beneficiary": ["in", list(ground.rows["Beneficiary"])]}, pluck="application"
	)
	assert len(paid) == len(set(paid)) == 10


def test_one_receipt_sheet_recorded_by_two(ground):
	"""Under two numbers, so that nothing but the state of the payments tells that it is the same money."""
	who, other = ground.officials(), ground.officials()
	budget = make.allocation(100_000_000).name
	application_list = make.list_in("Province Decision", who, count=4)
	batch = make.sent_batch(make.issued_decision([application_list], who, budget), who)
	ground.commit((application_list,))

	def record(number):
		return api.record_receipt_sheet(batch, number, str(frappe.flags.covid_support_day), {})

	outcomes = together(
		(who.paying_officer, partial(record, "01/PC")), (other.paying_officer, partial(record, "02/PC"))
	)

	assert len(winners(outcomes)) == 1
	assert balance_from_entries(budget)["paid_amount"] == 6_000_000
	assert frappe.db.count("Payment Result", {"payment_batch": batch}) == 1
	assert {row.status for row in make.payments(batch)} == {"Paid"}


def paid_on(decision: str) -> tuple[int, list[tuple[int, int]]]:
	"""What a decision and each of its lists show as paid: VND; people and VND."""
	lists = frappe.get_all("Application List", {"decision": decision}, ["paid_people", "paid_amount"])
	amount = frappe.db.get_value("Decision", decision, "paid_amount")
	return int(amount), [(row.paid_people, int(row.paid_amount)) for row in lists]


def test_goods_of_one_list_handed_over_by_two(ground):
	"""Each hands over to one of two people: the totals hold both."""
	who, other = ground.officials(), ground.officials()
	policy = own.policy(2_500_000, benefit_kind="In Kind")
	ground.keep("Support Policy", policy)
	decision = approved(who, policy, [person.name for person in make.people(2)])
	ground.commit(tuple(frappe.get_all("Application List", {"decision": decision}, pluck="name")))

	def hand_over(delivery, number):
		sheet = {"handover_number": number, "handed_over_on": own.day()}
		return take_delivery_step([delivery], "Hand Over", sheet)

	first, second = (row.name for row in deliveries(decision))
	outcomes = together(
		(who.paying_officer, partial(hand_over, first, "07/BG")),
		(other.paying_officer, partial(hand_over, second, "08/BG")),
	)

	assert len(winners(outcomes)) == 2
	assert paid_on(decision) == (5_000_000, [(2, 5_000_000)])


def test_two_payments_of_one_batch_recovered_by_two(ground):
	"""Of three times 1,500,000 đồng two come back at once: the totals miss both."""
	who, other = ground.officials(), ground.officials()
	application_list = make.list_in("Province Decision", who, count=3)
	decision = make.issued_decision([application_list], who)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	ground.commit((application_list,))

	def recover(payment, number):
		return recover_payment(payment, 1_500_000, number, own.day(), "Chi sai đối tượng")

	first, second, _third = (row.name for row in make.payments(batch))
	outcomes = together(
		(who.paying_officer, partial(recover, first, "01/PT")),
		(other.paying_officer, partial(recover, second, "02/PT")),
	)

	assert len(winners(outcomes)) == 2
	assert paid_on(decision) == (1_500_000, [(1, 1_500_000)])
	assert int(frappe.db.get_value("Payment Batch", batch, "paid_amount")) == 1_500_000


def both_categories(count: int) -> list:
	"""People who are eligible under two policies of one exclusive group."""
	rows = [{"category": code, "from_date": "2015-01-01"} for code in ("NCC", "BTXH")]
	return [make.person(categories=rows) for _number in range(count)]


@pytest.mark.parametrize("policies", [(make.MERIT, make.ASSISTANCE), (make.MERIT, make.MERIT)])
def test_the_same_people_put_on_two_lists(ground, policies):
	who, other = ground.officials(), ground.officials()
	people = both_categories(30)
	ground.keep("Beneficiary", *(person.name for person in people))
	lists = [
		make.empty_list(who.commune_officer, policy=policies[0]),
		make.empty_list(other.commune_officer, policy=policies[1]),
	]
	ground.keep("Application List", *lists)
	ground.commit()

	def add(application_list):
		return api.add_people(application_list, {person.name: {} for person in people})

	outcomes = together(
		(who.commune_officer, partial(add, lists[0])), (other.commune_officer, partial(add, lists[1]))
	)

	assert winners(outcomes)
	for said in losers(outcomes):
		assert "Có người khác" in said
	filed = frappe.get_all(
		"Support Application", filters={"beneficiary": ["in", [p.name for p in people]]}, pluck="beneficiary"
	)
	assert sorted(filed) == sorted(person.name for person in people)
	assert frappe.db.count("Entitlement Claim", {"beneficiary": ["in", filed]}) == 30
	assert sum(frappe.db.get_value("Application List", name, "people") for name in lists) == 30


def test_one_person_filed_by_two(ground):
	who, other = ground.officials(), ground.officials()
	[person] = both_categories(1)
	ground.keep("Beneficiary", person.name)
	ground.commit()

	def file(officer, policy):
		return make.application(person.name, policy, by=officer).name

	outcomes = together(
		(who.commune_officer, partial(file, who.commune_officer, make.MERIT)),
		(other.commune_officer, partial(file, other.commune_officer, make.ASSISTANCE)),
	)

	assert len(winners(outcomes)) == 1
	assert frappe.db.count("Support Application", {"beneficiary": person.name}) == 1
	assert frappe.db.count("Entitlement Claim", {"beneficiary": person.name}) == 1


@pytest.fixture
def topped_up():
	"""The group of people with merit and social assistance tops up to the higher amount, for every connection."""
	group = frappe.db.get_value("Support Policy", make.MERIT, "exclusive_group")
	frappe.db.set_value("Exclusive Group", group, "settlement", "Top Up to the Higher")
	frappe.db.commit()
	yield group
	frappe.db.rollback()
	frappe.db.set_value("Exclusive Group", group, "settlement", "One Only")
	frappe.db.commit()


def test_two_supports_of_a_group_that_tops_up(ground, topped_up):
	"""Neither is computed before the other is known, so that both are never given in full."""
	who, other = ground.officials(), ground.officials()
	[person] = both_categories(1)
	ground.keep("Beneficiary", person.name)
	ground.commit()

	def file(officer, policy):
		return make.application(person.name, policy, by=officer).eligible

	outcomes = together(
		(who.commune_officer, partial(file, who.commune_officer, make.MERIT)),
		(other.commune_officer, partial(file, other.commune_officer, make.ASSISTANCE)),
	)

	assert winners(outcomes)
	for said in losers(outcomes):
		assert "Có người khác" in said
	amounts = frappe.get_all(
		"Support Application", filters={"beneficiary": person.name}, pluck="proposed_amount"
	)
	assert sum(map(int, amounts)) == 1_500_000


def test_people_added_while_the_list_is_submitted(ground):
	"""Whoever came first, the chair signs exactly the lines that the list holds."""
	who, other = ground.officials(), ground.officials()
	name = make.draft_list(who)
	people = make.people(20)
	ground.keep("Beneficiary", *(person.name for person in people))
	ground.commit((name,))

	outcomes = together(
		(other.commune_officer, lambda: api.add_people(name, {person.name: {} for person in people})),
		(who.commune_officer, lambda: api.act("Application List", name, "Submit for Signature")),
	)

	assert not outcomes[1].refusal
	expected = 2 if outcomes[0].refusal else 22
	assert len(make.lines(name)) == expected
	make.act("Application List", name, "Sign", who.commune_chair)
	row = frappe.get_doc("Application List", name)
	assert (row.people, row.signed_digest) == (expected, signed_digest(name))
	frappe.db.commit()


def test_one_number_registered_by_two(ground):
	who, other = ground.officials(), ground.officials()
	values = make.person_values()
	ground.commit()

	def register():
		return frappe.get_doc(values).insert().name

	outcomes = together((who.commune_officer, register), (other.commune_officer, register))

	ground.keep("Beneficiary", *(outcome.result for outcome in winners(outcomes)))
	assert len(winners(outcomes)) == 1
	assert frappe.db.count("Beneficiary", {"personal_id": values["personal_id"]}) == 1


def test_two_officials_issue_the_same_list(ground):
	"""One number, one paper: the number that the loser drew is given back."""
	who = ground.officials()
	others = frappe.get_all("Office", {"administrative_unit": make.COMMUNE}, ["name", "valid_to"])
	frappe.db.set_value("Office", {"administrative_unit": make.COMMUNE}, "valid_to", "2000-01-01")
	office = make.office(make.COMMUNE)
	ground.keep("Office", office)
	name = make.list_in("District Appraisal", who)
	ground.commit((name,))
	issue = partial(documents.issue, "Application List", name, "proposed_list")

	outcomes = together((who.commune_officer, issue), (who.commune_chair, issue))

	for row in others:
		frappe.db.set_value("Office", row.name, "valid_to", row.valid_to)
	frappe.db.commit()  # they are as they were, however the test ends
	issued = frappe.get_all("Issued Document", {"reference_name": name}, ["name", "document_number"])
	ground.keep("Issued Document", *(row.name for row in issued))
	assert len(winners(outcomes)) == 1
	assert "Có người khác" in losers(outcomes)[0] or "đã phát hành" in losers(outcomes)[0]
	assert [row.document_number for row in issued] == ["01/DS-UBND"]
	assert next_document_number(office, "DS", date(2020, 5, 4)) == "02/DS-UBND"


@pytest.mark.parametrize("given_back", [0, 5])
def test_numbers_of_fifty_documents_at_once(ground, given_back):
	"""From 01 without gap or double, also when some of the documents are not issued after all."""
	office = make.office()
	ground.keep("Office", office)
	ground.commit()

	def take(number):
		taken = next_document_number(office, "QĐ", date(2020, 5, 4))
		if number < given_back:
			frappe.throw("not issued after all")
		return taken

	outcomes = together(*[("Administrator", partial(take, number)) for number in range(50)])

	numbers = sorted(outcome.result for outcome in winners(outcomes))
	assert numbers == [f"{number:02d}/QĐ-UBND" for number in range(1, 51 - given_back)]
	assert set(losers(outcomes)) <= {"not issued after all"}


def test_one_application_is_attached_to_one_of_two_lists(ground):
	"""The second list is asked for before the first attaching is committed, so that its view is older."""
	who, other = ground.officials(), ground.officials()
	person = make.person()
	filed = make.application(person.name, by=who.commune_officer).name
	lists = [make.empty_list(who.commune_officer) for _list in range(2)]
	ground.keep("Beneficiary", person.name)
	ground.commit(lists)
	looked, attached = threading.Event(), threading.Event()

	def first():
		looked.wait(30)
		api.attach_application(filed, lists[0])
		attached.set()
		time.sleep(1)  # uncommitted meanwhile

	def second():
		frappe.db.get_value("Support Application", filed, "status")  # from here on it sees this moment
		looked.set()
		attached.wait(30)
		api.attach_application(filed, lists[1])

	outcomes = together((who.commune_officer, first), (other.commune_officer, second))

	assert [outcome.refusal is None for outcome in outcomes] == [True, False]
	frappe.db.rollback()
	assert frappe.db.get_value("Support Application", filed, "application_list") == lists[0]
	assert [frappe.db.get_value("Application List", name, "people") for name in lists] == [1, 0]
