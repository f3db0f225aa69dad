"""What may stand once stands once, also for somebody who writes SQL (design §3.11)."""

import re
from collections import defaultdict

import frappe
import pytest
from pymysql.err import IntegrityError

from covid_support.core.record_name import record_name
from covid_support.database import apply_constraints
from covid_support.tests import factories as make


def insert_again(doctype: str, name: str, **changed) -> None:
	"""Insert a second row like `name`, with another name and `changed` columns, past all of our code."""
	row = frappe.db.get_value(doctype, name, "*", as_dict=True)
	row.update({"name": record_name(), **changed})
	columns = [column for column in row if not column.startswith("live_")]
	names = ", ".join(f"`{column}`" for column in columns)
	places = ", ".join(["%s"] * len(columns))
	frappe.db.sql(
		f"insert into `tab{doctype}` ({names}) values ({places})", [row[column] for column in columns]
	)


def refused_by_database(doctype: str, name: str, **changed) -> None:
	"""A second row like `name` is a duplicate."""
	with pytest.raises(IntegrityError, match="Duplicate entry"):
		insert_again(doctype, name, **changed)


@pytest.mark.parametrize("status", ["Draft", "Listed", "Proposed", "Approved"])
def test_one_live_application_for_person_policy_and_period(who, status):
	name = make.application(make.person().name, by=who.commune_officer).name
	refused_by_database("Support Application", name, status=status)


@pytest.mark.parametrize("change", [{"status": "Rejected"}, {"status": "Withdrawn"}, {"period": "2020-05"}])
def test_other_applications_stand_beside_it(who, change):
	name = make.application(make.person().name, by=who.commune_officer).name
	insert_again("Support Application", name, **change)
	insert_again("Support Application", name, **{**change, "status": "Rejected"})


def test_a_refused_application_does_not_come_back_beside_a_live_one(who):
	name = make.application(make.person().name, by=who.commune_officer).name
	insert_again("Support Application", name, status="Rejected", reason="x")
	with pytest.raises(IntegrityError):
		frappe.db.sql("update `tabSupport Application` set status = 'Draft' where reason = 'x'")


@pytest.mark.parametrize("status", ["Listed", "Sent", "Paid", "Recovered"])
def test_one_live_payment_for_an_application(who, status):
	batch = make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	refused_by_database("Payment", make.payments(batch)[0].name, status=status)


@pytest.mark.parametrize("status", ["Failed", "Returned", "Cancelled"])
def test_dead_payments_stand_beside_a_live_one(who, status):
	batch = make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	insert_again("Payment", make.payments(batch)[0].name, status=status)


def test_one_claim_for_group_person_and_period(who):
	person = make.person()
	make.application(person.name, by=who.commune_officer)
	claim = frappe.db.get_value("Entitlement Claim", {"beneficiary": person.name})
	refused_by_database("Entitlement Claim", claim)
	refused_by_database("Entitlement Claim", claim, policy=make.ASSISTANCE)
	insert_again("Entitlement Claim", claim, exclusive_group="another")


@pytest.mark.parametrize(
	"field", ["personal_id", "identity_card", "social_insurance_number", "passport_number"]
)
def test_one_person_for_each_number(field):
	values = {
		"identity_card": "365999002",
		"social_insurance_number": "9499990022",
		"passport_number": "B9990022",
	}
	person = make.person(**({field: values[field]} if field in values else {}))
	only = {other: None for other in ("personal_id", *values) if other != field}
	refused_by_database("Beneficiary", person.name, **only)


def test_one_ledger_entry_for_a_key():
	budget = make.allocation().name
	refused_by_database(
		"Budget Ledger Entry", frappe.db.get_value("Budget Ledger Entry", {"budget_allocation": budget})
	)


def test_one_payment_result_for_the_same_evidence(who):
	batch = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	refused_by_database("Payment Result", make.pay(batch, who))


def test_amounts_are_whole(who):
	"""No fraction and nothing below zero in any column that counts as money."""
	decision = make.issued_decision([make.list_in("Province Decision", who, count=1)], who)
	batch = make.sent_batch(decision, who)
	make.pay(batch, who)
	payment = make.payments(batch)[0]
	columns = (
		("Payment", payment.name, "recovered_amount"),
		("Support Application", payment.application, "returned_amount"),
		("Support Application", payment.application, "already_granted"),
		("Decision", decision, "budget_amount"),
	)
	for doctype, name, column in columns:
		for amount in (-1, 0.5):
			frappe.db.savepoint("whole")
			with pytest.raises(Exception, match="whole_amounts"):
				frappe.db.sql(f"update `tab{doctype}` set {column} = %s where name = %s", (amount, name))
			frappe.db.rollback(save_point="whole")


def test_a_changed_check_takes_the_place_of_the_old(site):
	"""Sites from before hold a check of the same name that knows fewer columns."""
	frappe.db.sql_ddl(
		"alter table `tabDecision` add constraint if not exists `whole_amounts` check (`amount` >= 0)"
	)
	assert "whole_amounts" in checks_of("Decision")
	apply_constraints()
	found = [name for name in checks_of("Decision") if name.startswith("whole_amounts")]
	assert len(found) == 1 and found[0] != "whole_amounts"


def checks_of(doctype: str) -> list[str]:
	table = frappe.db.sql(f"show create table `tab{doctype}`")[0][1]
	return re.findall(r"CONSTRAINT `(\w+)` CHECK", table)


@pytest.mark.parametrize("doctype", ["Support Application", "Beneficiary", "Payment", "Entitlement Claim"])
def test_no_key_stands_twice(doctype):
	"""A key that another one begins with is written for every row and read by nobody."""
	keys = defaultdict(list)
	for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True):
		keys[row.Key_name].append(row.Column_name)
	twice = [
		name
		for name, columns in keys.items()
		for other, more in keys.items()
		if other != name and more[: len(columns)] == columns and len(more) > len(columns)
	]
	assert twice == []
