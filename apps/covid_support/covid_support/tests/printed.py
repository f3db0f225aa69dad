"""Official prints of the test's documents, read back from the PDF."""

from io import BytesIO

from pypdf import PdfReader

from covid_support.documents import official_prints
from covid_support.documents.registry_of_prints import find
from covid_support.tests import factories as make
from covid_support.tests.pure.document_reader import flat, row_numbers, text_of

LIST, DECISION, BATCH = "Application List", "Decision", "Payment Batch"


def reader_of(doctype: str, name: str, print_name: str, user: str = "Administrator") -> PdfReader:
	"""The print as `user` gets it."""
	with make.acting_as(user):
		document = official_prints.load(doctype, name)
		content = official_prints.pdf(document, find(doctype, print_name), "In lại để đối chiếu")
		return PdfReader(BytesIO(content))


def text(doctype: str, name: str, print_name: str, user: str = "Administrator") -> str:
	"""The whole print on one line."""
	return flat(" ".join(text_of(page) for page in reader_of(doctype, name, print_name, user).pages))


def numbered(doctype: str, name: str, print_name: str) -> int:
	"""How many people the print numbers, over all pages."""
	pages = reader_of(doctype, name, print_name).pages
	return max(number for page in pages for number in row_numbers(text_of(page)))


def money(amount: int) -> str:
	"""The amount as the prints write it, put together here by other means than theirs."""
	return f"{int(amount):,}".replace(",", ".")
