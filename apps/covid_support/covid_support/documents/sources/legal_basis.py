"""The "Căn cứ …" lines of a programme and how running text refers to its first law."""

import frappe

from covid_support.documents.kit.text import long_date
from covid_support.documents.sources.wording import lower_first


def basis_lines(programme: str) -> list[str]:
	"""One line for each legal document of the programme that is printed as its basis, in the programme's order."""
	return [row.citation or f"Căn cứ {_citation(row)}" for row in _documents(programme)]


def first_law(programme: str) -> str:
	"""The programme's first legal document: "Nghị quyết số 42/NQ-CP ngày 09 tháng 4 năm 2020 của Chính phủ"; or ""."""
	documents = _documents(programme)
	return _reference(documents[0]) if documents else ""


def under_first_law(text: str, programme: str) -> str:
	"""`text` with "theo Nghị quyết số …" behind it, unless it names the law already."""
	documents = _documents(programme)
	if not documents or documents[0].document_number in text:
		return text
	return f"{text} theo {_reference(documents[0])}"


def _documents(programme: str) -> list[dict]:
	return frappe.db.sql(
		"""select law.document_number, law.document_type, law.title, law.issuer, law.issued_on, row.citation
		from `tabProgramme Legal Document` row join `tabLegal Document` law on law.name = row.legal_document
		where row.parent = %s and row.parenttype = 'Support Programme' and row.print_as_basis = 1
		order by row.idx""",
		programme,
		as_dict=True,
	)


def _reference(law: dict) -> str:
	return f"{law.document_type} số {law.document_number} {long_date(law.issued_on)} của {law.issuer}"


def _citation(law: dict) -> str:
	return f"{_reference(law)} {lower_first(law.title)}"
