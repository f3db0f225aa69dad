"""A row broken by hand is named by the checks, kind by kind."""

import frappe
import pytest

from covid_support.checks.benefits import delivered_by_evidence, instalments, loans, supported_twice
from covid_support.checks.invariants import check_all, ledger_matches_documents, paid_by_evidence, paid_twice
from covid_support.tests import factories as make
from covid_support.tests import own_policies as own
from covid_support.tests.conftest import begin, undo
from covid_support.tests.deliveries_world import (
	approved,
	bank,
	deliveries,
	loan_policy,
	take,
	two_instalments,
)


@pytest.fixture(scope="module")
def world(site):
	"""One delivery of each kind, made once."""
	begin()
	who = make.officials()
	person = make.person().name
	parts = own.policy(10_000_000, benefit_kind="In Kind", instalments=two_instalments())
	goods = own.policy(2_500_000, benefit_kind="In Kind")
	made = {
		"parts": deliveries(approved(who, parts, [person])),
		"goods": deliveries(approved(who, goods, [person])),
		"loan": deliveries(approved(who, loan_policy(), [person])),
	}
	today = own.day()
	take(
		who.paying_officer, made["goods"][0].name, "Hand Over", handover_number="07/BG", handed_over_on=today
	)
	contract = {"contract_number": "HD-01", "contracted_on": today, "due_on": "2021-06-30"}
	take(bank(), made["loan"][0].name, "Sign Contract", **contract)
	result = {"bank_result_number": "KQ-01", "disbursed_on": today, "disbursed_amount": 80_000_000}
	take(bank(), made["loan"][0].name, "Disburse", **result)
	yield made
	undo()


@pytest.fixture(autouse=True)
def transaction(world):
	"""Undo what a test broke, and keep the world."""
	frappe.db.savepoint("broken")
	yield
	frappe.db.rollback(save_point="broken")


def said(check) -> str:
	return " ".join(row["message"] for row in check())


def test_the_world_is_whole(world):
	assert [row for rows in check_all().values() for row in rows] == []


@pytest.mark.parametrize(
	("kind", "columns", "check", "words"),
	[
		("parts", {"amount": 2_999_999}, instalments, "9.999.999"),
		("goods", {"handover_number": None}, delivered_by_evidence, "không có văn bản chứng minh"),
		("goods", {"amount": 2_000_000}, ledger_matches_documents, "2.000.000"),
		("goods", {"amount": 2_000_000}, paid_by_evidence, "2.000.000"),
		("loan", {"bank_result_number": None}, delivered_by_evidence, "không có văn bản chứng minh"),
		("loan", {"disbursed_amount": 70_000_000}, paid_by_evidence, "70.000.000"),
		("parts", {"status": "Paid"}, delivered_by_evidence, "không có lần chi trả nào"),
		("parts", {"status": "Accepted", "needs_acceptance": 1}, delivered_by_evidence, "nghiệm thu"),
	],
)
def test_a_broken_row_is_named(world, kind, columns, check, words):
	frappe.db.set_value("Benefit Delivery", world[kind][0].name, columns)
	assert words in said(check)


def test_a_missing_plan_is_named(world):
	frappe.db.delete("Benefit Delivery", {"name": world["loan"][0].name})
	assert "chưa có phần thực hiện" in said(instalments)


def test_the_database_refuses_more_than_was_approved(world):
	assert said(loans) == ""
	with pytest.raises(Exception, match="loan_ceiling"):
		frappe.db.set_value("Benefit Delivery", world["loan"][0].name, "disbursed_amount", 100_000_001)


def test_the_keys_leave_nobody_twice(world):
	assert said(supported_twice) == ""


def test_two_employers_are_not_one_person_supported_twice(world):
	"""Their applications for the same policy and period name no person."""
	who = make.officials()
	policy = own.policy(9_000_000, applicant_kind="Employer", benefit_kind="Training Grant")
	approved(who, policy, [own.employer(make.COMMUNE).name, own.employer(make.COMMUNE).name])
	assert frappe.db.count("Support Application", {"policy": policy, "beneficiary": ("is", "not set")}) == 2
	assert said(paid_twice) == ""


def test_somebody_who_may_apply_once_more_is_not_named(world):
	"""The check asks what the unique key asks: the policy and the time that may be supported once."""
	who = make.officials()
	filed = make.application(make.person().name, by=who.commune_officer)
	other = make.application(make.person().name, by=who.commune_officer)
	frappe.db.set_value("Support Application", filed.name, "unique_period", "2020-Q2")
	frappe.db.set_value("Support Application", other.name, "beneficiary", filed.beneficiary)
	assert said(paid_twice) == ""
