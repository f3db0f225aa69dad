"""Receipt sheets printed again: the paper says so, for a reason, and the batch remembers it."""

from io import BytesIO

import frappe
import pytest
from pypdf import PdfReader

from covid_support.documents import official_prints
from covid_support.documents.api import get_prints
from covid_support.documents.print_button import download_pdf
from covid_support.documents.registry_of_prints import find
from covid_support.tests import factories as make
from covid_support.tests.many_hands import Ground, together
from covid_support.tests.printed import BATCH
from covid_support.tests.pure.document_reader import flat, text_of
from covid_support.tests.refusals import refused

SHEET = "payment_list"
AGAIN = "Mưa ướt bản đã in"


@pytest.fixture
def batch(who):
	"""A batch of two people, in preparation."""
	return make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)


def approve(batch: str, who) -> None:
	make.act(BATCH, batch, "Submit for Approval", who.paying_officer)
	make.act(BATCH, batch, "Approve Payment", who.finance_officer)


def sheet(batch: str, by: str, reason: str = "") -> str:
	with make.acting_as(by):
		content = official_prints.pdf(official_prints.load(BATCH, batch), find(BATCH, SHEET), reason)
	return flat(" ".join(text_of(page) for page in PdfReader(BytesIO(content)).pages))


def times(batch: str) -> int:
	return frappe.db.get_value(BATCH, batch, "sheet_prints")


def test_the_second_sheet_says_that_it_is_the_second(batch, who):
	approve(batch, who)
	first = sheet(batch, who.paying_officer)
	assert "Bản in lần" not in first and times(batch) == 1
	with refused("đã in 1 lần"):
		sheet(batch, who.paying_officer)
	with refused("ghi lý do in lại"):
		sheet(batch, who.paying_officer, "  ")
	assert times(batch) == 1
	second = sheet(batch, who.paying_officer, AGAIN)
	today = frappe.flags.covid_support_day
	assert f"(Bản in lần 2, ngày {today:%d/%m/%Y}; các bản in trước không dùng để ký nhận)" in second
	third = sheet(batch, who.finance_officer, AGAIN)
	assert "Bản in lần 3" in third and times(batch) == 3
	notes = frappe.get_all(
		"Comment",
		{"reference_name": batch, "comment_type": "Info"},
		["content", "comment_email"],
		order_by="creation",
	)
	assert [(row.content, row.comment_email) for row in notes if "danh sách chi trả lần" in row.content] == [
		("In danh sách chi trả lần 1.", who.paying_officer),
		(f"In danh sách chi trả lần 2. {AGAIN}", who.paying_officer),
		(f"In danh sách chi trả lần 3. {AGAIN}", who.finance_officer),
	]


def test_sheets_before_the_approval_are_not_counted(batch, who):
	for _time in range(2):
		assert "Bản in lần" not in sheet(batch, who.paying_officer)
	assert times(batch) == 0


def test_the_menu_knows_how_often_a_sheet_was_printed(batch, who):
	approve(batch, who)
	sheet(batch, who.paying_officer)
	with make.acting_as(who.paying_officer):
		assert {row["name"]: row["printed"] for row in get_prints(BATCH, batch)} == {SHEET: 1}


def test_the_frameworks_pdf_button_counts_and_sends_to_the_menu(batch, who):
	approve(batch, who)
	with make.acting_as(who.paying_officer):
		download_pdf(BATCH, batch, "Danh sách chi trả")
		assert times(batch) == 1
		with refused("chọn In văn bản"):
			download_pdf(BATCH, batch, "Danh sách chi trả")


def test_nobody_writes_the_count_by_hand(batch, who):
	approve(batch, who)
	sheet(batch, who.paying_officer)
	with make.acting_as(who.finance_officer):
		document = frappe.get_doc(BATCH, batch)
		document.sheet_prints = 0
		document.save()
	assert times(batch) == 1


def test_two_who_print_at_once_do_not_both_hold_the_first_sheet():
	ground = Ground()
	try:
		who = ground.officials()
		application_list = make.list_in("Province Decision", who)
		batch = make.batch(make.issued_decision([application_list], who), who)
		approve(batch, who)
		ground.commit((application_list,))
		outcomes = together(*[(who.paying_officer, lambda: sheet(batch, who.paying_officer, AGAIN))] * 2)
		marks = sorted("Bản in lần 2" in outcome.result for outcome in outcomes)
		assert marks == [False, True]
		frappe.db.rollback()
		assert times(batch) == 2
	finally:
		ground.clear()
