"""Tờ trình of a commune: one list goes up, from an Application List."""

import frappe
from frappe.utils import getdate

from covid_support.documents.kit.text import long_date
from covid_support.documents.sources import offices, people, signers
from covid_support.documents.sources.legal_basis import basis_lines, first_law, under_first_law
from covid_support.documents.sources.list_signature import SENT_LINES, commune_signature, sent_on
from covid_support.documents.sources.wording import granted, upper_first


def collect(application_list) -> dict:
	"""Data of the commune's letter to the district, or to the province where the route has no district.

	It is dated when the list goes up, after the posting days that it tells of.
	"""
	unit, day = application_list.administrative_unit, getdate(application_list.list_date)
	policy = frappe.get_cached_doc("Support Policy", application_list.policy)
	signed_by, signed_on = commune_signature(application_list)
	lines = people.list_lines(SENT_LINES, {"list": application_list.name})
	place = offices.unit_in_text(unit)
	support = f"{granted(policy.title)} trên địa bàn {place}"
	return {
		**offices.letterhead(unit, "TTr", signed_on or day, sent_on(application_list)),
		"subject": f"Về việc phê duyệt danh sách và kinh phí hỗ trợ\n{support}",
		"sender": offices.committee(unit),
		"receiver": offices.committee(receiving_unit(application_list)),
		"legal_basis": basis_lines(policy.programme),
		"policy": under_first_law(support, policy.programme),
		"review": _review(application_list, policy.programme, place),
		"lists": [
			{
				"unit": upper_first(place),
				"group": policy.short_title,
				"people": len(lines),
				"amount": sum(line["amount"] for line in lines),
			}
		],
		"signer": signers.chair(signed_by, unit, signed_on, delegation=application_list.signing_delegation),
	}


def receiving_unit(application_list) -> str:
	"""The unit of the next level on the list's route."""
	unit = application_list.administrative_unit
	has_district = "District" in (application_list.route_states or "")
	above = offices.unit_above(unit)
	if not has_district and above and offices.level_of(above) == "District":
		above = offices.unit_above(above)
	return above or unit


def _review(application_list, programme: str, place: str) -> list[str]:
	law = first_law(programme)
	begin = f"Thực hiện {law}, " if law else ""
	checked = f"{begin}{offices.committee(application_list.administrative_unit)} đã rà soát, lập danh sách người đề nghị hỗ trợ trên địa bàn, bảo đảm đúng đối tượng, đúng điều kiện, không trùng lặp."
	return [upper_first(checked), *_posting(application_list, place)]


def _posting(application_list, place: str) -> list[str]:
	if not application_list.posted_from or not application_list.posted_to:
		return []
	first, last = getdate(application_list.posted_from), getdate(application_list.posted_to)
	return [f"Danh sách được niêm yết công khai tại {place} từ {long_date(first)} đến hết {long_date(last)}."]
