"""Draws a document with typst: PDF for signing and keeping, SVG pages for the screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from typst import Compiler

from . import blocks
from .fonts import face_metrics, font_folder, typst_fonts
from .layout_kit import LayoutKit, points
from .pagination import CutTable, Paginator, Room
from .state_document import STATE_DOCUMENT
from .table_layout import LaidOutTable, TableLayout, unprintable
from .text import clean
from .typst_data import TABLE_GAP, Section, closed, section_data, sections, table_data

TEMPLATES = Path(__file__).parent / "typst"


def render_pdf(document: blocks.Document, kit: LayoutKit = STATE_DOCUMENT) -> bytes:
	"""The document as PDF. The same document always gives the same bytes.

	Raises Problem when the font is missing, a letter cannot be printed or a table does not fit.
	"""
	drawing = _Drawing(document, kit)
	stamp = datetime(
		document.issued_on.year, document.issued_on.month, document.issued_on.day, tzinfo=timezone.utc
	)
	return drawing.compiler(drawing.whole()).compile(
		format="pdf", pdf_tags=False, timestamp=int(stamp.timestamp())
	)


def render_svg_pages(document: blocks.Document, first: int = 5, kit: LayoutKit = STATE_DOCUMENT) -> list[str]:
	"""The first pages of the document as SVG texts, drawn without laying out the rest of a long list."""
	drawing = _Drawing(document, kit)
	pages = drawing.compiler(drawing.whole(most_pages=first)).compile(format="svg")
	pages = pages if isinstance(pages, list) else [pages]
	return [page.decode() for page in pages[:first]]


@dataclass
class _PlacedTable:
	"""A table of the document on its way from blocks to pages."""

	laid_out: LaidOutTable
	landscape: bool
	cut: CutTable | None = None


class _Drawing:
	"""One document being drawn: lays its tables out, finds where they begin, cuts them into pages."""

	def __init__(self, document: blocks.Document, kit: LayoutKit):
		self.document = document
		self.kit = kit
		self.sections = sections(document)
		folder = font_folder()
		self.fonts = typst_fonts(folder)
		self.faces = (face_metrics(folder, False), face_metrics(folder, True))
		self.tables = {
			id(block): self._laid_out(block, section.landscape)
			for section in self.sections
			for block in section.blocks
			if isinstance(block, blocks.Table)
		}
		self._check_letters()
		while any(table.cut is None for table in self.tables.values()):
			self._cut_next()

	def _laid_out(self, table: blocks.Table, landscape: bool) -> _PlacedTable:
		width = self.kit.content_width(landscape)
		return _PlacedTable(TableLayout(table, self.kit, self.faces, width).lay_out(), landscape)

	def _check_letters(self) -> None:
		drawn = [
			section_data(section, lambda _table, closing: {"closing": closing}) for section in self.sections
		]
		for text in _texts(drawn):
			character = self.faces[0].missing(text)
			if character:
				raise unprintable(character, text)

	def _cut_next(self) -> None:
		"""Draw the document with the tables not yet cut left out, and cut those whose place is now known."""
		answers = self.compiler(self._data(self._probe_section)).query("<table-start>", field="value")
		for answer in json.loads(answers):
			placed = self.tables[int(answer["id"])]
			full = self.kit.content_height(placed.landscape)
			used = answer["y"] - points(self.kit.margin_top)
			room = Room(full - used, full, answer["closing"])
			placed.cut = Paginator(placed.laid_out, room).cut()

	def _probe_section(self, section: Section) -> list[dict]:
		"""The blocks of a section up to the first table of each flow that is not cut yet."""
		open_flow = [True]

		def draw(table: blocks.Table, closing: list[dict]) -> dict | None:
			placed = self.tables[id(table)]
			if placed.cut is not None:
				return self._last_page(placed, closing)
			if not open_flow[0]:
				return None
			open_flow[0] = False
			return {"type": "table-probe", "id": str(id(table)), "gap": TABLE_GAP, **closed(closing, True)}

		return section_data(section, draw)

	def _last_page(self, placed: _PlacedTable, closing: list[dict]) -> dict:
		cut = placed.cut
		several = len(cut.pages) > 1 or cut.begins_on_new_page
		return table_data(
			placed.laid_out, CutTable(cut.pages[-1:], several, cut.closing_kept), closing, self.kit
		)

	def whole(self, most_pages: int = 0) -> dict:
		"""The data of the whole document; ``most_pages`` cuts tables short for a preview."""

		def draw(table: blocks.Table, closing: list[dict]) -> dict:
			placed = self.tables[id(table)]
			cut = placed.cut
			if most_pages:
				cut = CutTable(cut.pages[:most_pages], cut.begins_on_new_page, cut.closing_kept)
			return table_data(placed.laid_out, cut, closing, self.kit)

		return self._data(lambda section: section_data(section, draw))

	def _data(self, draw_section: Callable[[Section], list[dict]]) -> dict:
		issued_on = self.document.issued_on
		return {
			"kit": self.kit.measures(),
			"title": " ".join(clean(self.document.title).split()),
			"author": " ".join(clean(self.document.author).split()),
			"date": [issued_on.year, issued_on.month, issued_on.day],
			"sections": [
				{"landscape": section.landscape, "blocks": draw_section(section)} for section in self.sections
			],
		}

	def compiler(self, data: dict) -> Compiler:
		"""A typst compiler for these data; sees the kit's own folder and fonts, nothing else."""
		return Compiler(
			str(TEMPLATES / self.kit.template),
			root=str(TEMPLATES),
			font_paths=self.fonts,
			ignore_system_fonts=True,
			sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
		)


def _texts(data: object) -> Iterator[str]:
	"""Every text in nested lists and dicts."""
	if isinstance(data, str):
		yield data
	elif isinstance(data, (list, dict)):
		for item in data.values() if isinstance(data, dict) else data:
			yield from _texts(item)
