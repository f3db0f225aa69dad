"""QUYẾT ĐỊNH of the chair of a People's Committee approving lists, with the lists annexed."""

from __future__ import annotations

from covid_support.core.money import format_vnd, in_words
from covid_support.core.problem import Problem

from ..blocks import Annex, Block, Document, LegalBasis, Paragraph, Recipients, SignaturePlaces, TypeTitle
from ..text import long_date, number_line, roman
from .proposed_list import people_blocks
from .shared_parts import (
	Data,
	as_date,
	document_date,
	document_title,
	letterhead,
	required,
	signature_place,
	total_amount,
)


def build(data: Data) -> Document:
	"""The decision with one annex for each group of people.

	``data``: agency, number_symbol, place, issued_on, subject, authority ("Chủ tịch Ủy ban nhân dân tỉnh
	Sóc Trăng"), legal_basis (lines, the proposal last), policy (what is granted, in running text), funding,
	responsibilities (paragraphs of Điều 2), execution (Điều 3), recipients, signer, quantity_title,
	``lists``: unit, group, lines (see proposed_list). ``approved`` {"people", "amount"}, when given, must
	equal the sums of the lines. Raises Problem otherwise, or when something needed is missing.
	"""
	groups = _groups(data.get("lists") or [])
	_check_approved(data, groups)
	return Document(
		title=document_title("Quyết định", required(data, "subject")),
		author=required(data, "agency"),
		issued_on=document_date(data),
		blocks=[
			letterhead(data),
			TypeTitle("QUYẾT ĐỊNH", data["subject"]),
			Paragraph("{authority}", "heading", {"authority": required(data, "authority").upper()}),
			LegalBasis(required(data, "legal_basis")),
			Paragraph("QUYẾT ĐỊNH:", "heading"),
			*_articles(data, groups),
			Recipients(data.get("recipients") or ["Như Điều 3", "Lưu: VT"]),
			SignaturePlaces([signature_place(required(data, "signer"))]),
			*_annexes(data, groups),
		],
	)


def _groups(lists: list[Data]) -> dict[str, list[Data]]:
	"""All lines by group of people, each line with the unit of its list, in the order given."""
	groups: dict[str, list[Data]] = {}
	for each in lists:
		lines = [{**line, "unit": required(each, "unit"), "group": ""} for line in each.get("lines") or []]
		groups.setdefault(required(each, "group"), []).extend(lines)
	return groups


def _check_approved(data: Data, groups: dict[str, list[Data]]) -> None:
	approved = data.get("approved")
	if not approved:
		return
	lines = [line for group in groups.values() for line in group]
	if (approved["people"], approved["amount"]) != (len(lines), total_amount(lines)):
		raise Problem(
			"The decision approves {0} people and {1} đồng, but the annexed lists hold {2} people and "
			"{3} đồng. Draw the lists up again before printing.",
			format_vnd(int(approved["people"])),
			format_vnd(int(approved["amount"])),
			format_vnd(len(lines)),
			format_vnd(total_amount(lines)),
		)


def _articles(data: Data, groups: dict[str, list[Data]]) -> list[Block]:
	lines = [line for group in groups.values() for line in group]
	amount = total_amount(lines)
	values = {
		"policy": required(data, "policy"),
		"people": format_vnd(len(lines)),
		"amount": format_vnd(amount),
		"words": in_words(amount),
		"funding": required(data, "funding"),
	}
	return [
		Paragraph(
			"**Điều 1.** Phê duyệt danh sách và kinh phí hỗ trợ {policy}, với tổng số **{people} người**, "
			"tổng kinh phí **{amount} đồng** (bằng chữ: {words}), cụ thể:",
			"article",
			values,
		),
		*(_group_line(index, group, of_group) for index, (group, of_group) in enumerate(groups.items(), 1)),
		Paragraph("Nguồn kinh phí: {funding}", values=values),
		Paragraph(
			"(Kèm theo danh sách chi tiết tại {annexes}.)", "note", {"annexes": _annex_names(len(groups))}
		),
		*_duties(data),
		Paragraph("**Điều 3.** {execution}", "article", {"execution": required(data, "execution")}),
	]


def _group_line(index: int, group: str, lines: list[Data]) -> Paragraph:
	return Paragraph(
		"{index}. {group}: {people} người, số tiền {amount} đồng.",
		values={
			"index": index,
			"group": group,
			"people": format_vnd(len(lines)),
			"amount": format_vnd(total_amount(lines)),
		},
	)


def _duties(data: Data) -> list[Block]:
	duties = required(data, "responsibilities")
	if len(duties) == 1:
		return [Paragraph("**Điều 2.** {duty}", "article", {"duty": duties[0]})]
	return [
		Paragraph("**Điều 2.** Tổ chức thực hiện", "article"),
		*(
			Paragraph("{index}. {duty}", values={"index": index, "duty": duty})
			for index, duty in enumerate(duties, 1)
		),
	]


def _annex_names(count: int) -> str:
	return "Phụ lục" if count <= 1 else "các Phụ lục " + ", ".join(roman(n) for n in range(1, count + 1))


def _annexes(data: Data, groups: dict[str, list[Data]]) -> list[Annex]:
	reference = (
		f"(Kèm theo Quyết định {_number(data)} {long_date(as_date(data.get('issued_on')))} "
		f"của {data['authority']})"
	)
	return [
		Annex(
			title=f"DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ\n{group}",
			label=f"Phụ lục {roman(index)}" if len(groups) > 1 else "Phụ lục",
			reference=reference,
			landscape=True,
			blocks=people_blocks(data, lines, group_by="unit"),
		)
		for index, (group, lines) in enumerate(groups.items(), 1)
	]


def _number(data: Data) -> str:
	line = number_line(data.get("number_symbol", ""))
	return "số" + line.removeprefix("Số:")
