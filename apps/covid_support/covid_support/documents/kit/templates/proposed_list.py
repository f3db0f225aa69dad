"""DANH SÁCH đề nghị hỗ trợ: the list that a commune draws up, posts and signs."""

from __future__ import annotations

from ..blocks import SIGNATURE_NOTE as NOTE
from ..blocks import AmountInWords, Block, Column, Document, SignaturePlaces, Table, TypeTitle
from .shared_parts import (
	SEALED_NOTE,
	Data,
	birth_columns,
	document_date,
	document_title,
	letterhead,
	people_and_amount,
	person_cells,
	required,
	signature_place,
	total_amount,
)


def build(data: Data) -> Document:
	"""The list as a document.

	``data``: agency, parent_agency, number_symbol, place, issued_on or prepared_on, subject, reference,
	quantity_title ("Số tháng", "Số ngày"), preparer and signer (authority, post, name, place_date), ``lines``
	of people: full_name, sex ("Male"/"Female"), birth_date (text), identity_number, address, group, rate
	(đồng), quantity, amount (đồng), note. Raises Problem when something needed is missing.
	"""
	lines = data.get("lines") or []
	return Document(
		title=document_title("Danh sách", required(data, "subject")),
		author=required(data, "agency"),
		issued_on=document_date(data),
		landscape=True,
		blocks=[
			letterhead(data),
			TypeTitle("DANH SÁCH", required(data, "subject"), data.get("reference", "")),
			*people_blocks(data, lines),
			SignaturePlaces(
				[
					signature_place(data.get("preparer") or {"post": "NGƯỜI LẬP BIỂU"}, NOTE),
					signature_place(required(data, "signer"), SEALED_NOTE),
				]
			),
		],
	)


def people_blocks(data: Data, lines: list[Data], group_by: str = "") -> list[Block]:
	"""The table of people and the line with their number and amount, as in lists and their annexes."""
	table = Table(
		columns=people_columns(data, lines),
		rows=[person_cells(line) for line in lines],
		group_by=group_by,
		group_label="{name} ({count} người)",
		page_subtotal=True,
		grand_total=True,
		total_label="TỔNG CỘNG ({count} người)",
		page_label="Cộng trang ({count} người)",
		column_numbers=True,
		font_size=11.5,
	)
	return [table, AmountInWords(people_and_amount(len(lines)), total_amount(lines))]


def people_columns(data: Data, lines: list[Data]) -> list[Column]:
	"""The columns of a list of people; group, rate and quantity only when some line has them."""
	columns = [
		Column("full_name", "Họ và tên", 48),
		birth_columns(lines),
		Column("identity_number", "Số CCCD/CMND", 27, "center"),
		Column("address", "Địa chỉ\n(ấp, khóm)", 34),
		Column("group", "Nhóm đối tượng", 34),
		Column("rate", "Mức hỗ trợ\n(đồng)", 24, kind="money", total=False),
		Column("quantity", data.get("quantity_title", "Số tháng"), 14, "center", total=False),
		Column("amount", "Số tiền\nhỗ trợ (đồng)", 25, kind="money"),
		Column("note", "Ghi chú", 22),
	]
	optional = {"group", "rate", "quantity"}
	return [
		column
		for column in columns
		if column.key not in optional or any(line.get(column.key) not in (None, "") for line in lines)
	]
