"""DANH SÁCH CHI TRẢ: the receipt sheet that people sign when they take their money."""

from __future__ import annotations

from ..blocks import SIGNATURE_NOTE as NOTE
from ..blocks import AmountInWords, Column, Document, SignaturePlaces, Table, TypeTitle
from .shared_parts import (
	SEALED_NOTE,
	Data,
	document_date,
	document_title,
	letterhead,
	people_and_amount,
	required,
	signature_place,
	total_amount,
)

ROOM_TO_SIGN = 9.5  # mm: height of a row that is signed by hand


def build(data: Data) -> Document:
	"""The receipt sheet as a document.

	``data``: agency, parent_agency, number_symbol, place, issued_on or prepared_on, subject, reference (the
	decision it rests on), payer, accountant and signer (authority, post, name, place_date), ``lines``:
	full_name, birth_date (text), identity_number, address, amount (đồng), received_on (text, usually blank),
	note. Raises Problem when something needed is missing.
	"""
	lines = data.get("lines") or []
	return Document(
		title=document_title("Danh sách chi trả", required(data, "subject")),
		author=required(data, "agency"),
		issued_on=document_date(data),
		landscape=True,
		blocks=[
			letterhead(data),
			TypeTitle("DANH SÁCH CHI TRẢ", data["subject"], data.get("reference", "")),
			_table(lines),
			AmountInWords(people_and_amount(len(lines)), total_amount(lines)),
			SignaturePlaces(
				[
					signature_place(data.get("payer") or {"post": "NGƯỜI CHI TRẢ"}, NOTE),
					signature_place(data.get("accountant") or {"post": "KẾ TOÁN"}, NOTE),
					signature_place(required(data, "signer"), SEALED_NOTE),
				]
			),
		],
	)


def _table(lines: list[Data]) -> Table:
	return Table(
		columns=[
			Column("full_name", "Họ và tên", 46),
			Column("birth_date", "Ngày, tháng,\nnăm sinh", 27, "center"),
			Column("identity_number", "Số CCCD/CMND", 28, "center"),
			Column("address", "Địa chỉ\n(ấp, khóm)", 36),
			Column("amount", "Số tiền\n(đồng)", 24, kind="money"),
			Column("received_on", "Ngày nhận", 22, "center"),
			Column("signature", "Ký nhận\n(ký, ghi rõ họ tên)", 38, kind="signature"),
			Column("note", "Ghi chú", 22),
		],
		rows=lines,
		page_subtotal=True,
		grand_total=True,
		total_label="TỔNG CỘNG ({count} người)",
		page_label="Cộng trang ({count} người)",
		column_numbers=True,
		row_height=ROOM_TO_SIGN,
	)
