"""From the rows of a Document Template to the blocks of a document. Pure.

A row is a mapping: block (a kind of BLOCKS), text, second_text, style. The data are those that the print's
source collects; figures and texts of them are placeholders such as {people}.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from covid_support.core.money import format_vnd, in_words
from covid_support.core.problem import Problem, Term

from .blocks import (
	SIGNATURE_NOTE,
	AmountInWords,
	Annex,
	Block,
	Column,
	Document,
	LegalBasis,
	PageBreak,
	Paragraph,
	Recipients,
	SignaturePlaces,
	Table,
	TypeTitle,
)
from .templates.shared_parts import (
	SEALED_NOTE,
	Data,
	document_date,
	document_title,
	letterhead,
	person_cells,
	required,
	signature_place,
	total_amount,
)
from .text import roman

Row = Mapping[str, Any]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
STYLES = {
	"": "body",
	"Body": "body",
	"Heading": "heading",
	"Article": "article",
	"Note": "note",
	"On the Right": "right",
}
TABLES = ("People Table", "Annexed Lists")


def build(rows: Sequence[Row], columns: Sequence[Column], data: Data, landscape: bool = False) -> Document:
	"""The document that the rows describe, filled with `data`. Raises Problem naming the row at fault."""
	values = values_of(data)
	blocks: list[Block] = []
	for number, row in enumerate(rows, 1):
		blocks.extend(_blocks_of(number, row, columns, data, values))
	return Document(
		title=document_title(_type_name(rows), values["subject"]),
		author=required(data, "agency"),
		issued_on=document_date(data),
		landscape=landscape,
		blocks=blocks,
	)


def values_of(data: Data) -> dict[str, str]:
	"""What the placeholders stand for: the texts of the data, and the figures of its lines."""
	lines = all_lines(data)
	amount = total_amount(lines)
	texts = {key: value for key, value in data.items() if isinstance(value, str)}
	return {
		**texts,
		"people": format_vnd(len(lines)),
		"amount": format_vnd(amount),
		"amount_in_words": in_words(amount),
	}


def all_lines(data: Data) -> list[Data]:
	"""The lines of a list, or those of all lists of a decision."""
	return list(data.get("lines") or [line for each in data.get("lists") or [] for line in each["lines"]])


def check(rows: Sequence[Row], columns: Sequence[Row], known: Sequence[str]) -> None:
	"""Raise Problem for rows that could never print: no title, an unknown placeholder, a table without columns."""
	if not any(row["block"] == "Type Title" for row in rows):
		raise Problem("The template has no title. Add a block of the kind Type Title.")
	for number, row in enumerate(rows, 1):
		for text in (row.get("text"), row.get("second_text")):
			for name in PLACEHOLDER.findall(text or ""):
				if name not in known:
					raise Problem(
						"Block {0}: there is no placeholder {1}. Choose one with the button Insert placeholder.",
						number,
						"{" + name + "}",
					)
		if row["block"] in TABLES and not columns:
			raise Problem("Block {0}: choose the columns of the table below.", number)
		if row["block"] in ("Paragraph", "Type Title") and not (row.get("text") or "").strip():
			raise Problem("Block {0}: enter the text.", number)


def _blocks_of(number: int, row: Row, columns: Sequence[Column], data: Data, values: dict) -> list[Block]:
	try:
		return BLOCKS[row["block"]](row, columns, data, values)
	except KeyError as error:
		raise Problem("Block {0}: {1} is not known.", number, Term(str(error.args[0]))) from error


def _filled(text: str | None, values: dict) -> str:
	return PLACEHOLDER.sub(lambda match: values.get(match[1], ""), text or "")


def _type_name(rows: Sequence[Row]) -> str:
	return next(row["text"] for row in rows if row["block"] == "Type Title").capitalize()


def _letterhead(_row: Row, _columns, data: Data, _values) -> list[Block]:
	return [letterhead(data)]


def _title(row: Row, _columns, data: Data, values: dict) -> list[Block]:
	subject = _filled(row.get("second_text"), values) or required(data, "subject")
	return [TypeTitle(row["text"].upper(), subject, data.get("reference", ""))]


def _paragraph(row: Row, _columns, _data, values: dict) -> list[Block]:
	return [Paragraph(row["text"], STYLES[row.get("style") or ""], values)]


def _legal_basis(row: Row, _columns, data: Data, values: dict) -> list[Block]:
	own = [line for line in _filled(row.get("text"), values).splitlines() if line.strip()]
	return [LegalBasis([*(data.get("legal_basis") or []), *own])]


def _people(_row: Row, columns: Sequence[Column], data: Data, _values) -> list[Block]:
	return [_table(columns, all_lines(data))]


def _annexed(row: Row, columns: Sequence[Column], data: Data, values: dict) -> list[Block]:
	groups: dict[str, list[Data]] = {}
	for each in data.get("lists") or []:
		groups.setdefault(each["group"], []).extend({**line, "unit": each["unit"]} for line in each["lines"])
	return [
		Annex(
			title=f"{_filled(row.get('text'), values) or 'DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ'}\n{group}",
			label=f"Phụ lục {roman(index)}" if len(groups) > 1 else "Phụ lục",
			reference=_filled(row.get("second_text"), values),
			landscape=True,
			blocks=[_table(columns, lines, group_by="unit")],
		)
		for index, (group, lines) in enumerate(groups.items(), 1)
	]


def _table(columns: Sequence[Column], lines: Sequence[Data], group_by: str = "") -> Table:
	return Table(
		columns=columns,
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


def _words(row: Row, _columns, data: Data, values: dict) -> list[Block]:
	label = _filled(row.get("text"), values) or f"Tổng số: {values['people']} người; tổng số tiền:"
	return [AmountInWords(label, total_amount(all_lines(data)))]


def _signatures(row: Row, _columns, data: Data, _values) -> list[Block]:
	makers = [data[key] for key in ("payer", "accountant", "preparer") if data.get(key)]
	if (row.get("style") or "") == "On the Right":
		makers = []
	places = [signature_place(maker, SIGNATURE_NOTE) for maker in makers]
	return [SignaturePlaces([*places, signature_place(required(data, "signer"), SEALED_NOTE)])]


def _recipients(row: Row, _columns, data: Data, values: dict) -> list[Block]:
	own = [line.strip() for line in _filled(row.get("text"), values).splitlines() if line.strip()]
	return [Recipients(own or data.get("recipients") or ["Lưu: VT"])]


def _page_break(_row: Row, _columns, _data, _values) -> list[Block]:
	return [PageBreak()]


BLOCKS: dict[str, Callable[..., list[Block]]] = {
	"Letterhead": _letterhead,
	"Type Title": _title,
	"Legal Basis": _legal_basis,
	"Paragraph": _paragraph,
	"People Table": _people,
	"Annexed Lists": _annexed,
	"Amount in Words": _words,
	"Recipients": _recipients,
	"Signatures": _signatures,
	"Page Break": _page_break,
}
