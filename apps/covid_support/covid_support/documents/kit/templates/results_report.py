"""A report of results: any columns, two levels of headings, rows of several levels; wide paper."""

from __future__ import annotations

from collections.abc import Sequence

from ..blocks import Block, Column, Document, Paragraph, Row, SignaturePlaces, Table, TypeTitle
from .shared_parts import Data, document_date, letterhead, required, signature_place


def build(data: Data) -> Document:
	"""The report as a document.

	``data``: agency, parent_agency, number_symbol, place, issued_on or prepared_on, type_name ("BÁO CÁO"),
	title, period, unit_line ("Đơn vị tính: …"), ``columns``: key, title, width (mm), kind
	(text|integer|money|percent), align, sub_columns; ``rows``: cells {key: value}, level, bold (a bare
	mapping is a plain row); number_column (default False), column_numbers (default True), notes (lines),
	signatures (list of authority, post, name, place_date), landscape (default True). Totals come from the
	rows, because a report's totals are rows that can be opened. Raises Problem when something is missing.
	"""
	return Document(
		title=required(data, "title"),
		author=required(data, "agency"),
		issued_on=document_date(data),
		landscape=data.get("landscape", True),
		blocks=[
			letterhead(data),
			TypeTitle(data.get("type_name", "BÁO CÁO"), data["title"], data.get("period", "")),
			*_unit_line(data),
			Table(
				columns=_columns(required(data, "columns")),
				rows=[_row(row) for row in data.get("rows") or []],
				number_column=data.get("number_column", False),
				column_numbers=data.get("column_numbers", True),
				empty_text="(Không có số liệu)",
				font_size=data.get("font_size", 12),
			),
			*_notes(data.get("notes") or []),
			*_signatures(data.get("signatures") or []),
		],
	)


def _columns(columns: Sequence[Data]) -> list[Column]:
	return [
		Column(
			column.get("key", ""),
			column["title"],
			column.get("width", 20),
			column.get("align", ""),
			column.get("kind", "text"),
			total=False,
			sub_columns=_columns(column.get("sub_columns") or []),
		)
		for column in columns
	]


def _row(row: Data) -> Row:
	if "cells" not in row:
		return Row(row)
	return Row(row["cells"], bool(row.get("bold")), int(row.get("level") or 0))


def _unit_line(data: Data) -> list[Block]:
	unit = data.get("unit_line")
	return [Paragraph("{unit}", "right", {"unit": unit})] if unit else []


def _notes(notes: Sequence[str]) -> list[Block]:
	if not notes:
		return []
	return [
		Paragraph("Ghi chú: {note}" if i == 0 else "{note}", "note", {"note": n}) for i, n in enumerate(notes)
	]


def _signatures(signatures: Sequence[Data]) -> list[Block]:
	return [SignaturePlaces([signature_place(each) for each in signatures])] if signatures else []
