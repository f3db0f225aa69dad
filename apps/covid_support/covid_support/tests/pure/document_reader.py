"""Reads printed documents back for the tests."""

import io
import re
from typing import NamedTuple

import pypdf

from covid_support.documents.kit.typst_renderer import render_pdf


class Placed(NamedTuple):
	"""A piece of text and where its baseline begins, in points from the lower left corner."""

	text: str
	x: float
	y: float
	size: float


def read(document) -> pypdf.PdfReader:
	"""The document, printed and opened again."""
	return pypdf.PdfReader(io.BytesIO(render_pdf(document)))


def page_texts(document) -> list[str]:
	"""Text of each page with single spaces, line by line."""
	return [text_of(page) for page in read(document).pages]


def text_of(page) -> str:
	"""Text of one page with ordinary spaces."""
	return page.extract_text().replace("\u00a0", " ")


def flat(text: str) -> str:
	"""Text on one line."""
	return " ".join(text.split())


def squeezed(text: str) -> str:
	"""Text without spaces: versions of pypdf differ on where pieces of one line are parted."""
	return "".join(text.split())


def placed_texts(page) -> list[Placed]:
	"""The pieces of text of a page with their positions."""
	found = []

	def visit(text, matrix, text_matrix, _font, size):
		if text.strip():
			x, y = text_matrix[4], text_matrix[5]
			found.append(
				Placed(
					text.strip(),
					x * matrix[0] + y * matrix[2] + matrix[4],
					x * matrix[1] + y * matrix[3] + matrix[5],
					size,
				)
			)

	page.extract_text(visitor_text=visit)
	return found


def fonts_of(reader) -> dict[str, bool]:
	"""Names of all fonts used, without the subset mark, and whether each is embedded."""
	found = {}
	for page in reader.pages:
		for font in page["/Resources"].get("/Font", {}).values():
			descendant = font.get_object()["/DescendantFonts"][0].get_object()
			descriptor = descendant["/FontDescriptor"].get_object()
			name = str(descriptor["/FontName"]).rpartition("+")[2].lstrip("/")
			found[name] = any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
	return found


def row_numbers(text: str) -> list[int]:
	"""The running numbers at the beginning of table rows."""
	return [int(number) for number in re.findall(r"^(\d+) \D", text, re.MULTILINE)]


def amounts_after(label: str, text: str) -> list[int]:
	"""The figures that close the lines with this label."""
	found = re.findall(label + r"[^\n]*? ([\d.]+)$", text, re.MULTILINE)
	return [int(amount.replace(".", "")) for amount in found]
