"""TỜ TRÌNH: a commune submits to the district, or a district to the province, the lists it asks to approve."""

from __future__ import annotations

from covid_support.core.money import format_vnd, in_words

from ..blocks import (
	Addressees,
	Block,
	Column,
	Document,
	LegalBasis,
	Paragraph,
	Recipients,
	SignaturePlaces,
	Table,
	TypeTitle,
)
from .shared_parts import Data, document_date, document_title, letterhead, required, signature_place


def build(data: Data) -> Document:
	"""The letter as a document.

	``data``: agency, parent_agency, number_symbol, place, issued_on, subject, sender and receiver (names in
	running text), addressees (default: the receiver), legal_basis (lines), policy (what is granted, in
	running text), review (paragraphs on how the lists were made), ``lists``: unit, group, people, amount;
	funding, recipients, signer. Raises Problem when something needed is missing.
	"""
	lists = data.get("lists") or []
	return Document(
		title=document_title("Tờ trình", required(data, "subject")),
		author=required(data, "agency"),
		issued_on=document_date(data),
		blocks=[
			letterhead(data),
			TypeTitle("TỜ TRÌNH", data["subject"]),
			Addressees(data.get("addressees") or [required(data, "receiver")]),
			LegalBasis(data.get("legal_basis") or []),
			*_body(data, lists),
			Recipients(data.get("recipients") or ["Như trên", "Lưu: VT"]),
			SignaturePlaces([signature_place(required(data, "signer"))]),
		],
	)


def _body(data: Data, lists: list[Data]) -> list[Block]:
	values = {
		"sender": required(data, "sender"),
		"receiver": required(data, "receiver"),
		"policy": required(data, "policy"),
		"people": format_vnd(sum(int(each["people"]) for each in lists)),
		"amount": format_vnd(sum(int(each["amount"]) for each in lists)),
		"words": in_words(sum(int(each["amount"]) for each in lists)),
		"funding": data.get("funding", ""),
	}
	return [
		Paragraph(
			"{sender} kính trình {receiver} xem xét, phê duyệt danh sách và kinh phí hỗ trợ {policy}, "
			"với các nội dung như sau:",
			values=values,
		),
		Paragraph("**1. Kết quả rà soát, lập danh sách**", "article"),
		*(Paragraph("{review}", values={"review": text}) for text in data.get("review") or []),
		Paragraph(
			"Tổng số người đủ điều kiện đề nghị hỗ trợ là **{people} người**, tổng kinh phí **{amount} đồng** "
			"(bằng chữ: {words}), tổng hợp như sau:",
			values=values,
		),
		summary_table(lists),
		Paragraph("(Kèm theo danh sách chi tiết.)", "note"),
		*_funding(values),
		Paragraph(f"**{3 if values['funding'] else 2}. Đề nghị**", "article"),
		Paragraph("{sender} kính trình {receiver} xem xét, phê duyệt./.", values=values),
	]


def _funding(values: dict[str, str]) -> list[Block]:
	if not values["funding"]:
		return []
	return [Paragraph("**2. Nguồn kinh phí:** {funding}", "article", values=values)]


def summary_table(lists: list[Data]) -> Table:
	"""People and money of each list, summed."""
	return Table(
		columns=[
			Column("unit", "Đơn vị", 44),
			Column("group", "Nhóm đối tượng", 58),
			Column("people", "Số người", 18, kind="integer", total=True),
			Column("amount", "Số tiền (đồng)", 30, kind="money"),
		],
		rows=lists,
		grand_total=True,
		font_size=13,
	)
