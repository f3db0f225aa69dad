"""Lists and batches are named one after the other, and nobody waits for another's name."""

import re

import frappe

from covid_support.counted_names import make_sequences, next_name
from covid_support.tests import factories as make

SEQUENCE = "select nextval(`application_list_name_seq`)"


def number_of(name: str) -> int:
	return int(name.rsplit("-", 1)[1])


def test_a_list_is_named_by_the_year_and_a_number_that_grows(who):
	names = [make.list_in("Draft", who, 1) for _ in range(2)]
	assert all(re.fullmatch(r"DS-2020-\d{5,}", name) for name in names)
	assert number_of(names[0]) < number_of(names[1])
	assert re.fullmatch(r"DC-2020-\d{5,}", next_name("Payment Batch"))


def test_another_gets_a_name_while_a_list_is_not_committed_yet(who):
	number = number_of(make.list_in("Draft", who, 1))
	other = frappe.db.get_connection()
	try:
		with other.cursor() as cursor:
			cursor.execute("set session innodb_lock_wait_timeout = 1")
			cursor.execute(SEQUENCE)
			assert int(cursor.fetchone()[0]) > number
	finally:
		other.close()


def test_making_the_sequences_again_does_not_begin_anew():
	before = number_of(next_name("Application List"))
	make_sequences()
	assert number_of(next_name("Application List")) > before
