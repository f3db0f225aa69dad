"""Turns the blocks of a document into the plain data that the typst files draw.

Data only: texts travel as JSON strings and are never part of typst code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch

from covid_support.core.money import format_vnd, in_words

from . import blocks
from .layout_kit import LayoutKit
from .pagination import CutTable, TablePage
from .qr_picture import qr_picture
from .table_layout import LEVEL_INDENT, LaidOutTable
from .table_rows import DATA, PrintedRow
from .text import bold_runs, clean, closed_lines, number_line, place_and_date

# a last paragraph up to this many letters moves to the next page together with the signature
SHORT_PARAGRAPH = 500
# the signature stays with the table when no more than this many blocks stand between them
BLOCKS_BEFORE_SIGNATURE = 2
TABLE_GAP = 6.0


@dataclass(frozen=True)
class Section:
	"""A run of pages of one orientation with its own page numbers: the main text or one annex."""

	blocks: Sequence[blocks.Block]
	landscape: bool
	annex: blocks.Annex | None = None


DrawTable = Callable[[blocks.Table, list[dict]], dict | None]


def sections(document: blocks.Document) -> list[Section]:
	"""The main text and each annex; annexes come last, wherever they stand among the blocks."""
	main = [block for block in document.blocks if not isinstance(block, blocks.Annex)]
	annexes = [block for block in document.blocks if isinstance(block, blocks.Annex)]
	return [
		Section(main, document.landscape),
		*(Section(annex.blocks, annex.landscape, annex) for annex in annexes),
	]


def section_data(section: Section, draw_table: DrawTable) -> list[dict]:
	"""The blocks of a section as data; ``draw_table`` gives the data of a table, or None to leave it out."""
	title = [annex_title(section.annex)] if section.annex else []
	return title + _flow(list(section.blocks), draw_table)


def annex_title(annex: blocks.Annex) -> dict:
	"""Heading of an annex."""
	return {
		"type": "annex-title",
		"label": clean(annex.label),
		"title": clean(annex.title).split("\n"),
		"reference": clean(annex.reference),
	}


def _flow(waiting: list[blocks.Block], draw_table: DrawTable) -> list[dict]:
	waiting = _with_pairs(waiting)
	drawn: list[dict] = []
	while waiting:
		block = waiting.pop(0)
		if isinstance(block, blocks.Table):
			closing, waiting = _closing(waiting)
			table = draw_table(block, [block_data(each) for each in closing])
			drawn += [table] if table else []
		elif isinstance(block, blocks.Paragraph) and waiting and isinstance(waiting[0], _Signatures):
			drawn.append(_with_signature(block, waiting.pop(0)))
		else:
			drawn.append(block_data(block))
	return drawn


def _with_signature(paragraph: blocks.Paragraph, signatures: _Signatures) -> dict:
	"""The last paragraph and the signature, kept on one page."""
	parts = [block_data(paragraph), block_data(signatures)]
	letters = sum(len(run["text"]) for run in parts[0]["runs"])
	if letters <= SHORT_PARAGRAPH:
		return {"type": "together", "blocks": parts}
	return {"type": "sequence", "blocks": [{**parts[0], "sticky": True}, parts[1]]}


def _closing(waiting: list) -> tuple[list, list]:
	"""The blocks that must stand on the last page of a table before them, and the rest."""
	for index, block in enumerate(waiting[: BLOCKS_BEFORE_SIGNATURE + 1]):
		if isinstance(block, _Signatures):
			end = index + 1
			while end < len(waiting) and isinstance(waiting[end], blocks.QRNote):
				end += 1
			return waiting[:end], waiting[end:]
		if not isinstance(block, (blocks.Paragraph, blocks.AmountInWords)):
			break
	return [], waiting


@dataclass(frozen=True)
class _Signatures:
	"""Signature places with the recipients that stand beside them."""

	places: Sequence[blocks.SignaturePlace]
	recipients: Sequence[str] = ()


@dataclass(frozen=True)
class _Head:
	"""A letterhead with the subject line of a letter below its number."""

	letterhead: blocks.Letterhead
	subject: str = ""


def _with_pairs(waiting: Sequence[blocks.Block]) -> list:
	"""Join what is drawn side by side: recipients and signatures, letterhead and subject."""
	paired: list = []
	for block in waiting:
		before = paired[-1] if paired else None
		if isinstance(block, blocks.SignaturePlaces):
			lines = before.lines if isinstance(before, blocks.Recipients) else ()
			paired = paired[:-1] if isinstance(before, blocks.Recipients) else paired
			paired.append(_Signatures(block.places, lines))
		elif isinstance(block, blocks.Recipients) and isinstance(before, _Signatures):
			paired[-1] = _Signatures(before.places, block.lines)
		elif isinstance(block, blocks.SubjectLine) and isinstance(before, _Head):
			paired[-1] = _Head(before.letterhead, block.text)
		else:
			paired.append(_Head(block) if isinstance(block, blocks.Letterhead) else block)
	return paired


@singledispatch
def block_data(block: object) -> dict:
	"""The data of one block."""
	raise TypeError(f"{type(block).__name__} is not a block of a document")


@block_data.register
def _(block: _Head) -> dict:
	head = block.letterhead
	return {
		"type": "letterhead",
		"parent_agency": clean(head.parent_agency).split("\n") if head.parent_agency else [],
		"agency": clean(head.agency).split("\n"),
		"number": number_line(head.number_symbol) if head.number_symbol else "",
		"place_date": place_and_date(head.place, head.issued_on) if head.place else "",
		"subject": clean(block.subject),
	}


@block_data.register
def _(block: blocks.TypeTitle) -> dict:
	return {
		"type": "type-title",
		"type_name": clean(block.type_name),
		"subject": clean(block.subject).split("\n") if block.subject else [],
		"reference": clean(block.reference),
		"rule": bool(block.subject),
	}


@block_data.register
def _(block: blocks.SubjectLine) -> dict:
	return block_data(blocks.Paragraph(block.text, "heading"))


@block_data.register
def _(block: blocks.Addressees) -> dict:
	names = [clean(name).strip(" ;.") for name in block.names]
	if len(names) > 1:
		names = closed_lines(names, prefix="- ")
	return {"type": "addressees", "names": names}


@block_data.register
def _(block: blocks.LegalBasis) -> dict:
	return {"type": "legal-basis", "lines": closed_lines(block.lines)}


@block_data.register
def _(block: blocks.Paragraph) -> dict:
	runs = [run._asdict() for run in bold_runs(block.text, block.values)]
	sticky = block.style in ("body", "article") and not _is_sentence(runs)
	return {"type": "paragraph", "style": block.style, "runs": runs, "sticky": sticky}


def _is_sentence(runs: list[dict]) -> bool:
	"""False for a line that announces the next ("2. Kết quả", "như sau:") and must not end a page."""
	return not runs or runs[-1]["text"].rstrip().endswith((".", ";", "/"))


@block_data.register
def _(block: blocks.AmountInWords) -> dict:
	words = in_words(block.amount)
	return {
		"type": "amount-in-words",
		"label": clean(block.label),
		"figures": f"{format_vnd(block.amount)} đồng",
		"words": words,
	}


@block_data.register
def _(block: _Signatures) -> dict:
	places = [
		{
			"authority": clean(place.authority),
			"post": [clean(line) for line in place.post],
			"name": clean(place.name),
			"note": clean(place.note),
			"place_date": clean(place.place_date),
		}
		for place in block.places
	]
	return {"type": "signatures", "places": places, "recipients": _recipient_lines(block.recipients)}


@block_data.register
def _(block: blocks.Recipients) -> dict:
	return {"type": "recipients", "lines": _recipient_lines(block.lines)}


def _recipient_lines(lines: Sequence[str]) -> list[str]:
	return closed_lines(lines, prefix="- ")


@block_data.register
def _(block: blocks.QRNote) -> dict:
	picture = qr_picture(block.modules)
	return {"type": "qr-note", "picture": picture, "caption": clean(block.caption), "code": clean(block.code)}


@block_data.register
def _(_block: blocks.PageBreak) -> dict:
	return {"type": "page-break"}


def closed(closing: list[dict], kept: bool) -> dict:
	"""The blocks after a table, and whether they are kept on one page."""
	return {"closing": closing, "closing_kept": kept}


def table_data(laid_out: LaidOutTable, cut: CutTable, closing: list[dict], kit: LayoutKit) -> dict:
	"""A table cut into pages as data. Lengths in points."""
	return {
		"type": "table",
		"size": laid_out.size,
		"leading": kit.leading(laid_out.size),
		"gap": TABLE_GAP,
		"widths": laid_out.widths,
		"alignments": laid_out.alignments,
		"header": [[{**vars(cell), "text": _broken(cell.text)} for cell in row] for row in laid_out.header],
		"header_heights": laid_out.header_heights,
		"new_page": cut.begins_on_new_page,
		**closed(closing, cut.closing_kept),
		"pages": [_page_data(page, laid_out) for page in cut.pages],
	}


def _page_data(page: TablePage, laid_out: LaidOutTable) -> dict:
	return {"heights": page.heights, "rows": [_row_data(row, laid_out) for row in page.rows]}


def _broken(text: str) -> str | list[str]:
	return text.split("\n") if "\n" in text else text


def _row_data(row: PrintedRow, laid_out: LaidOutTable) -> list | dict:
	broken = [_broken(text) for text in row.texts]
	if row.kind == DATA:
		if not row.bold and not row.level:
			return broken
		indent = LEVEL_INDENT * row.level
		return {
			"kind": row.kind,
			"texts": broken,
			"bold": row.bold,
			"level": row.level,
			"indent": indent,
			"indented": laid_out.layout.indented_column,
		}
	span = laid_out.layout.maker.spans(row.kind)
	return {"kind": row.kind, "span": span, "texts": [broken[0], *broken[span:]]}
