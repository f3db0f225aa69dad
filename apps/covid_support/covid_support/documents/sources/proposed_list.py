"""Danh sách đề nghị hỗ trợ: what the commune proposes, from an Application List."""

import frappe
from frappe.utils import getdate

from covid_support.documents.sources import offices, people, signers
from covid_support.documents.sources.legal_basis import first_law
from covid_support.documents.sources.list_signature import SENT_LINES, commune_signature, preparer_of, sent_on
from covid_support.documents.sources.wording import granted, of_document


def collect(application_list) -> dict:
	"""Data of the list as the commune signs it (a document in any state; names only once they have signed)."""
	unit, day = application_list.administrative_unit, getdate(application_list.list_date)
	signed_by, signed_on = commune_signature(application_list)
	lines = people.list_lines(SENT_LINES, {"list": application_list.name})
	return {
		**offices.letterhead(unit, "DS", signed_on or day, signed_on),
		"subject": _subject(application_list.policy),
		"reference": f"(Kèm theo Tờ trình {of_document('/TTr-UBND', sent_on(application_list))} của {offices.committee(unit)})",
		"quantity_title": people.quantity_title(lines),
		"preparer": signers.named("NGƯỜI LẬP BIỂU", preparer_of(application_list)),
		"signer": signers.chair(signed_by, unit, signed_on, delegation=application_list.signing_delegation),
		"lines": lines,
	}


def _subject(policy: str) -> str:
	title, programme = frappe.get_cached_value("Support Policy", policy, ["title", "programme"])
	law = first_law(programme)
	return f"Đề nghị hỗ trợ {granted(title)}" + (f"\ntheo {law}" if law else "")
