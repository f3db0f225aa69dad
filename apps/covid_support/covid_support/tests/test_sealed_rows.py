"""Seals whose rows the database encodes: the same digest as that of the rows themselves."""

import frappe

from covid_support.actions.build_payment_batch import batch_digest
from covid_support.applications.list_totals import signed_digest
from covid_support.core.digest import digest_encoded, digest_rows, row_sql, text_sql, whole_sql
from covid_support.tests import factories as make

TEXTS = ("", " ", "a", "An ", "Nguyễn Thị Ánh", "s1:a", "n;", "\\'%s\n", "𠮷", None)
NUMBERS = (0, 1, -1, 1_500_000, 10**12, None)


def test_the_database_encodes_rows_as_python_does():
	rows = [(text, number, text) for text in TEXTS for number in NUMBERS]
	given = " union all ".join(["select %s one, %s whole, %s other"] * len(rows))
	encoding = row_sql(text_sql("one"), whole_sql("whole"), text_sql("other"))
	encoded = frappe.db.sql(
		f"select {encoding} from ({given}) given", [value for row in rows for value in row]
	)
	assert digest_encoded(row[0] for row in encoded) == digest_rows(rows)


def test_the_seal_of_a_list_is_that_of_its_lines(who):
	name = make.list_in("Commune Signing", who, 3)
	first = make.lines(name)[0].name
	frappe.db.set_value("Support Application", first, {"filed_as": "khác", "beneficiary_name": "Đỗ 𠮷 Ân"})
	columns = "name, coalesce(nullif(filed_as, ''), beneficiary), beneficiary_name, policy_version, period"
	rows = frappe.db.sql(
		f"select {columns}, proposed_amount from `tabSupport Application` where application_list = %s order by name",
		name,
	)
	assert signed_digest(name) == digest_rows((*row[:5], int(row[5])) for row in rows)


def test_the_seal_of_a_batch_is_that_of_its_payments(who):
	batch = make.batch(make.issued_decision([make.list_in("Province Decision", who, 3)], who), who)
	columns = "name, application, coalesce(nullif(filed_as, ''), beneficiary, employer), amount, channel, bank, account_number"
	rows = frappe.db.sql(f"select {columns} from `tabPayment` where payment_batch = %s order by name", batch)
	assert len(rows) == 3
	assert batch_digest(batch) == digest_rows((*row[:3], int(row[3]), *row[4:]) for row in rows)
