"""The file that tells the bank whom to pay: XLSX and CSV of an approved Bank Transfer batch.

Account numbers leave the system only here, so making the file is logged, and its digest is noted on the
batch: whoever holds a file can tell whether it is the one that finance approved.
"""

import csv
from hashlib import sha256
from io import BytesIO, StringIO

import frappe
import xlsxwriter
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log

from covid_support.actions.build_payment_batch import batch_digest
from covid_support.core.money import format_vnd
from covid_support.core.names import search_key
from covid_support.messages import forbid, refuse
from covid_support.policies.roles import FINANCE_OFFICER, PAYING_OFFICER

STATES = ("Approved for Payment", "Sent")
# the bank's own staff read this file, so its headings are Vietnamese in every language of the screen
HEADINGS = ("TT", "Họ tên chủ tài khoản", "Số tài khoản", "Ngân hàng", "BIN", "Số tiền", "Nội dung")
WIDTHS = (6, 32, 22, 24, 10, 16, 60)
AMOUNT_COLUMN = 5
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class MakeTransferFile:
	"""Write the file of a batch in `kind` ("xlsx" or "csv") and attach it; returns the private file's address."""

	def __init__(self, payment_batch: str, kind: str = "xlsx"):
		self.batch = frappe.get_doc("Payment Batch", payment_batch)
		self.kind = kind

	def run(self) -> str:
		"""Check, write, attach, log."""
		self.check()
		payments = self._payments()
		rows = [_row(number, payment, self.batch) for number, payment in enumerate(payments, 1)]
		content = WRITERS[self.kind](rows)
		file = self._attach(content)
		self._note(content, rows)
		return file.file_url

	def check(self) -> None:
		"""The paying or the finance officer, a transfer batch that finance has approved and nobody changed since."""
		self.batch.check_permission("read")
		if not _is_money_officer():
			forbid("Only the paying officer and the finance officer may make the bank's file.")
		if self.kind not in WRITERS:
			refuse("The bank's file can be made as xlsx or csv, not as {0}.", self.kind)
		if self.batch.channel != "Bank Transfer":
			refuse(
				"Payment batch {0} is not paid by bank transfer, so there is no file for the bank.",
				self.batch.name,
			)
		if self.batch.docstatus != 1 or self.batch.workflow_state not in STATES:
			refuse(
				"The bank's file is made after finance has approved payment batch {0} and before it is completed.",
				self.batch.name,
			)
		if batch_digest(self.batch.name) != self.batch.digest:
			refuse(
				"Payment batch {0} differs from what finance approved. Have it checked before any money goes out.",
				self.batch.name,
			)

	def _payments(self) -> list[dict]:
		payments = frappe.db.sql(
			"""select payment.name, payment.beneficiary_name, payment.account_holder, payment.account_number,
				payment.amount, payment.policy, bank.bank_name, bank.bin
			from `tabPayment` payment
			join `tabSupport Application` application on application.name = payment.application
			left join `tabPaying Bank` bank on bank.name = payment.bank
			where payment.payment_batch = %s and payment.status in ('Listed', 'Sent')
			order by application.commune, application.search_key, payment.name""",
			self.batch.name,
			as_dict=True,
		)
		if not payments:
			refuse("Payment batch {0} has nobody left to pay.", self.batch.name)
		missing = [row.beneficiary_name for row in payments if not (row.account_number and row.bank_name)]
		if missing:
			refuse(
				"The bank or the account number of {0} is missing. Have it entered, then build the batch again.",
				", ".join(missing[:5]),
			)
		return payments

	def _attach(self, content: bytes):
		return frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{self.batch.name}-chuyen-khoan.{self.kind}",
				"attached_to_doctype": "Payment Batch",
				"attached_to_name": self.batch.name,
				"is_private": 1,
				"content": content,
			}
		).insert(ignore_permissions=True)

	def _note(self, content: bytes, rows: list[tuple]) -> None:
		total = format_vnd(sum(row[AMOUNT_COLUMN] for row in rows))
		text = _("The bank's file was made: {0} payments, {1} đồng, SHA-256 {2}.")
		self.batch.add_comment("Info", text.format(len(rows), total, sha256(content).hexdigest()))
		make_access_log(
			doctype="Payment Batch",
			document=self.batch.name,
			file_type=self.kind.upper(),
			method="transfer_file",
		)


def may_make_file(batch) -> bool:
	"""Whether the user gets the button: the same questions as MakeTransferFile.check, without the digest."""
	return (
		_is_money_officer()
		and batch.channel == "Bank Transfer"
		and batch.docstatus == 1
		and batch.workflow_state in STATES
	)


def neutral(text: str | None) -> str:
	"""Text that no spreadsheet takes for a formula."""
	text = (text or "").strip()
	return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_xlsx(rows: list[tuple]) -> bytes:
	"""The rows as a workbook: account numbers and BINs stay text, so that no digit is lost."""
	stream = BytesIO()
	workbook = xlsxwriter.Workbook(
		stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
	)
	sheet = workbook.add_worksheet("Chuyển khoản")
	bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
	money = workbook.add_format({"num_format": "#,##0"})
	for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
		sheet.write_string(0, column, heading, bold)
		sheet.set_column(column, column, width)
	for line, row in enumerate(rows, 1):
		for column, value in enumerate(row):
			if isinstance(value, int):
				sheet.write_number(line, column, value, money if column == AMOUNT_COLUMN else None)
			else:
				sheet.write_string(line, column, value)
	sheet.freeze_panes(1, 0)
	workbook.close()
	return stream.getvalue()


def write_csv(rows: list[tuple]) -> bytes:
	"""The rows as CSV in UTF-8 with a byte order mark, as Excel wants it."""
	stream = StringIO(newline="")
	writer = csv.writer(stream)
	writer.writerow(HEADINGS)
	writer.writerows(rows)
	return stream.getvalue().encode("utf-8-sig")


WRITERS = {"xlsx": write_xlsx, "csv": write_csv}


def _row(number: int, payment: dict, batch) -> tuple:
	return (
		number,
		neutral(payment.account_holder or payment.beneficiary_name),
		neutral(payment.account_number),
		neutral(payment.bank_name),
		neutral(payment.bin),
		int(payment.amount),
		_purpose(payment, batch),
	)


def _purpose(payment: dict, batch) -> str:
	"""What the receiver reads: plain letters, with the payment's own number so that results find their way back."""
	number = frappe.get_cached_value("Decision", batch.decision, "document_number") or batch.decision
	return search_key(f"Ho tro theo {payment.policy} QD {number} ma {payment.name}").upper()


def _is_money_officer() -> bool:
	return bool({PAYING_OFFICER, FINANCE_OFFICER} & set(frappe.get_roles()))
