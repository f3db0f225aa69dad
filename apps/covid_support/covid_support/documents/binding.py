"""Several papers in one PDF file."""

from collections.abc import Iterable
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def bound(papers: Iterable[bytes]) -> bytes:
	"""The pages of all `papers` (PDF), one after the other; each keeps its own page numbers."""
	papers = list(papers)
	if len(papers) == 1:
		return papers[0]
	writer = PdfWriter()
	for paper in papers:
		writer.append(PdfReader(BytesIO(paper)))
	stream = BytesIO()
	writer.write(stream)
	return stream.getvalue()
