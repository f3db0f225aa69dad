"""The bank's file: what stands in it, who gets it and when, and that it leaves a trace."""

import csv
from hashlib import sha256
from io import BytesIO, StringIO

import frappe
import pytest
from python_calamine import CalamineWorkbook

from covid_support import api
from covid_support.payments.transfer_file import neutral
from covid_support.tests import factories

ACCOUNT = "0071001234567"
HEADINGS = ["TT", "Họ tên chủ tài khoản", "Số tài khoản", "Ngân hàng", "BIN", "Số tiền", "Nội dung"]


@pytest.fixture
def transfer_batch(who):
	"""A draft batch of two people with accounts at a bank."""
	bank = {"preferred_channel": "Bank Transfer", "bank": "VCB", "account_number": ACCOUNT}
	persons = [
		factories.person(**bank, account_holder="LE THI MOT"),
		factories.person(**bank, account_holder="=HYPERLINK(1)"),
	]
	name = factories.empty_list(who.commune_officer)
	factories.add_people(name, persons, who.commune_officer)
	factories.move_list(name, who, "Province Decision")
	decision = factories.issued_decision([name], who)
	return factories.batch(
		decision if isinstance(decision, str) else decision.name, who, channel="Bank Transfer"
	)


def approve(batch, who):
	factories.act("Payment Batch", batch, "Submit for Approval", who.paying_officer)
	factories.act("Payment Batch", batch, "Approve Payment", who.finance_officer)


def make(batch, user, kind="xlsx"):
	with factories.acting_as(user):
		address = api.make_transfer_file(batch, kind)
	return frappe.get_doc("File", {"file_url": address, "attached_to_name": batch})


def content_of(file) -> bytes:
	content = file.get_content()
	return content if isinstance(content, bytes) else content.encode()


def check_rows(rows, amounts):
	assert rows[0] == HEADINGS
	assert [int(row[0]) for row in rows[1:]] == [1, 2]
	assert {row[1] for row in rows[1:]} == {"LE THI MOT", "'=HYPERLINK(1)"}
	assert {row[2] for row in rows[1:]} == {ACCOUNT}
	assert {row[4] for row in rows[1:]} == {"970436"}  # Vietcombank's BIN
	assert amounts == [1_500_000, 1_500_000]


def test_workbook_keeps_digits_and_takes_no_formula(transfer_batch, who):
	approve(transfer_batch, who)
	content = content_of(make(transfer_batch, who.paying_officer))
	rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
	check_rows(rows, [int(row[5]) for row in rows[1:]])
	assert b"<f>" not in content


def test_csv_is_read_by_excel_as_vietnamese(transfer_batch, who):
	approve(transfer_batch, who)
	content = content_of(make(transfer_batch, who.finance_officer, "csv"))
	assert content.startswith(b"\xef\xbb\xbf")
	rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
	check_rows(rows, [int(row[5]) for row in rows[1:]])
	payments = {payment.name.upper() for payment in factories.payments(transfer_batch)}
	assert {row[6].split()[-1] for row in rows[1:]} == payments


def test_making_it_is_logged_with_its_digest(transfer_batch, who):
	approve(transfer_batch, who)
	file = make(transfer_batch, who.paying_officer)
	assert file.is_private
	comment = frappe.get_all(
		"Comment", {"reference_name": transfer_batch, "comment_type": "Info"}, pluck="content"
	)
	assert any(sha256(content_of(file)).hexdigest() in text and "3.000.000" in text for text in comment)
	log = {"export_from": "Payment Batch", "reference_document": transfer_batch, "user": who.paying_officer}
	assert frappe.db.exists("Access Log", log)


def test_nothing_before_finance_has_approved(transfer_batch, who):
	with pytest.raises(frappe.ValidationError, match="sau khi tài chính duyệt"):
		make(transfer_batch, who.paying_officer)
	assert not frappe.db.exists("File", {"attached_to_name": transfer_batch})


@pytest.mark.parametrize(
	"post", ["commune_officer", "commune_chair", "district_officer", "provincial_leader"]
)
def test_nobody_but_the_money_officers(transfer_batch, who, post):
	approve(transfer_batch, who)
	with pytest.raises(frappe.PermissionError, match="được lập tệp cho ngân hàng"):
		make(transfer_batch, getattr(who, post))
	assert not frappe.db.exists("File", {"attached_to_name": transfer_batch})


def test_not_for_cash(who):
	name = factories.approved_list(who)
	batch = factories.sent_batch(frappe.db.get_value("Application List", name, "decision"), who)
	with pytest.raises(frappe.ValidationError, match="không chi qua chuyển khoản"):
		make(batch, who.paying_officer)


def test_refused_when_a_payment_was_changed_behind_our_back(transfer_batch, who):
	approve(transfer_batch, who)
	payment = factories.payments(transfer_batch)[0].name
	frappe.db.set_value("Payment", payment, "account_number", "999", update_modified=False)
	with pytest.raises(frappe.ValidationError, match="không khớp với nội dung tài chính đã duyệt"):
		make(transfer_batch, who.paying_officer)


def test_who_may_not_see_accounts_cannot_open_the_file(transfer_batch, who):
	approve(transfer_batch, who)
	file = make(transfer_batch, who.paying_officer)
	with factories.acting_as(who.commune_officer):
		assert not file.has_permission("read")
	with factories.acting_as(who.finance_officer):
		assert file.has_permission("read")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_formula_starts_are_neutralised(start):
	text = neutral(f"{start}1+1")
	assert not text.startswith(("=", "+", "-", "@", "\t"))
	assert neutral("Lê Thị Một") == "Lê Thị Một"
