"""Duplicates merged and money taken back by the hundred: each as by its own button, refused alone, once."""

import frappe
import pytest

from covid_support.bulk import api as bulk
from covid_support.bulk.start import run_now, start
from covid_support.checks.invariants import check_all
from covid_support.policies import roles
from covid_support.registry.duplicate_cases import cases_for
from covid_support.registry.duplicates_api import decide_cases
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

MERGE, RECOVER = "Merge Duplicates", "Recover Payments"
WHY = "Đã đối chiếu giấy tờ"
SLIP = {"number": "12/PT", "recovered_on": "2020-06-01", "reason": "Chi sai đối tượng"}
pytestmark = pytest.mark.usefixtures("uncommitted")


def run(by: str, kind: str, **parameters):
	with make.acting_as(by):
		return frappe.get_doc("Bulk Operation", run_now(kind, parameters))


def said(operation) -> dict[str, str]:
	return {row["name"]: row["message"] for row in bulk.get_exceptions(operation.name)["rows"]}


def pair(name: str, year: int, second: dict | None = None) -> tuple:
	"""One person registered twice, by old and new papers; (first, second, their case)."""
	born = {"full_name": name, "sex": "Female", "birth_date": f"23/04/{year}"}
	first = make.person(**born, personal_id=None, identity_card=f"366{year}21")
	other = make.person(
		**born, category="BTXH", personal_id=f"0041{year % 100}{year}21", phone=None, **(second or {})
	)
	cases_for([other.name])
	case = frappe.db.get_value(
		"Duplicate Case", dict(zip(("one", "other"), sorted((first.name, other.name)), strict=True))
	)
	assert case
	return first, other, case


def merged_into(person) -> str | None:
	return frappe.db.get_value("Beneficiary", person.name, "merged_into")


@pytest.fixture
def officer():
	return make.official(roles.DISTRICT_OFFICER, make.DISTRICT)


def test_decided_pairs_are_merged_and_the_record_with_more_on_it_stays(officer, who):
	plain, with_number, first = pair("Thạch Thị Ngọc Điệp", 1968)
	supported, newer, second = pair("Sơn Thị Sà Phol", 1971)
	_one, _other, undecided = pair("Lâm Thị Hồng Cúc", 1975)
	make.add_people(make.empty_list(who.commune_officer), [supported], who.commune_officer)
	cases = [first, second, undecided]
	with make.acting_as(officer):
		with refused("Chưa có cặp nào"):
			start(MERGE, {"cases": cases, "reason": WHY})
		decide_cases([first, second], "Same Person")
		with refused("lý do"):
			start(MERGE, {"cases": cases})
	operation = run(officer, MERGE, cases=cases, reason=WHY)
	assert (operation.status, operation.rows_done, operation.parts) == ("Completed", 2, 2)
	assert merged_into(plain) == with_number.name  # nothing hangs on either; one has the number
	assert merged_into(newer) == supported.name
	assert frappe.db.get_value("Duplicate Case", undecided, "state") == "Open"
	states = frappe.get_all("Duplicate Case", {"name": ["in", [first, second]]}, pluck="state")
	assert states == ["Merged", "Merged"]
	with make.acting_as(officer), refused("Chưa có cặp nào"):
		start(MERGE, {"cases": [first, second], "reason": WHY})


def test_a_pair_that_may_not_be_merged_is_left_alone(officer, who):
	_plain, _number, fine = pair("Thạch Thị Ngọc Điệp", 1968)
	one, other, both = pair("Sơn Thị Sà Phol", 1971)
	for person, category in ((one, "NCC"), (other, "NCC")):
		held = frappe.get_doc("Beneficiary", person.name)
		if category not in {row.category for row in held.categories}:
			held.append("categories", {"category": category, "from_date": "2015-01-01"})
			held.save()
	for person in (one, other):
		make.add_people(make.empty_list(who.commune_officer), [person], who.commune_officer)
	with make.acting_as(officer):
		decide_cases([fine, both], "Same Person")
	operation = run(officer, MERGE, cases=[fine, both], reason=WHY)
	assert (operation.status, operation.rows_done, list(said(operation))) == (
		"Completed with Exceptions",
		1,
		[both],
	)
	assert not merged_into(one) and not merged_into(other)


def test_who_does_not_decide_about_duplicates_merges_none(officer, who):
	_one, _other, case = pair("Thạch Thị Ngọc Điệp", 1968)
	with make.acting_as(officer):
		decide_cases([case], "Same Person")
	with make.acting_as(who.paying_officer), refused("mới được kết luận"):
		start(MERGE, {"cases": [case], "reason": WHY})
	stranger = make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT)
	with make.acting_as(stranger), refused("Chưa có cặp nào"):
		start(MERGE, {"cases": [case], "reason": WHY})


@pytest.fixture
def paid(who):
	"""A batch whose three people have been paid 1,500,000 VND each."""
	batch = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who, 3)], who), who)
	make.pay(batch, who)
	make.go_to("2020-06-01")
	return batch


def test_payments_of_one_slip_come_back_once(paid, who):
	names = [row.name for row in make.payments(paid)]
	allocation = frappe.db.get_value("Payment Batch", paid, "budget_allocation")
	before = frappe.db.get_value("Budget Allocation", allocation, "paid_amount")
	operation = run(who.paying_officer, RECOVER, payments=names[:2], **SLIP)
	assert (operation.status, operation.rows_done, operation.amount) == ("Completed", 2, 3_000_000)
	assert [row.status for row in make.payments(paid)] == ["Recovered", "Recovered", "Paid"]
	assert before - frappe.db.get_value("Budget Allocation", allocation, "paid_amount") == 3_000_000
	again = run(who.paying_officer, RECOVER, payments=names[:2], **{**SLIP, "number": "13/PT"})
	assert again.status == "Unsuccessful" and set(said(again)) == set(names[:2])
	assert before - frappe.db.get_value("Budget Allocation", allocation, "paid_amount") == 3_000_000
	assert not [row for rows in check_all().values() for row in rows]


def test_a_payment_that_cannot_come_back_does_not_stop_the_others(paid, who):
	names = [row.name for row in make.payments(paid)]
	run(who.paying_officer, RECOVER, payments=names[:1], **SLIP)
	operation = run(who.paying_officer, RECOVER, payments=names, **{**SLIP, "number": "14/PT"})
	assert (operation.status, operation.rows_done, list(said(operation))) == (
		"Completed with Exceptions",
		2,
		names[:1],
	)


def test_only_the_paying_officer_of_the_area_takes_money_back(paid, who):
	names = [row.name for row in make.payments(paid)]
	with make.acting_as(who.finance_officer), refused("cán bộ chi trả"):
		start(RECOVER, {"payments": names, **SLIP})
	with make.acting_as(who.paying_officer), refused("lý do"):
		start(RECOVER, {"payments": names, **SLIP, "reason": " "})
	stranger = make.official(roles.PAYING_OFFICER, make.OTHER_DISTRICT)
	with make.acting_as(stranger), refused("Không có hồ sơ nào"):
		start(RECOVER, {"payments": names, **SLIP})
