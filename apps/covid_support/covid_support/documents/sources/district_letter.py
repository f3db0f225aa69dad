"""Tờ trình of a district: the lists that its chair sends to the province on one day, or has before him."""

from datetime import date

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.documents.sources import offices, signers
from covid_support.documents.sources.legal_basis import basis_lines, first_law, under_first_law
from covid_support.documents.sources.list_signature import district_signature
from covid_support.documents.sources.wording import granted, upper_first
from covid_support.messages import forbid, refuse
from covid_support.policies.area import unit_in_area
from covid_support.registry.units import ancestor, unit_place

WAITING = "District Signing"
SENT_STATES = ("Province Appraisal", "Province Decision", "Approved", "Rejected")


def district_of(application_list) -> str | None:
	"""The district that appraises the list; None when its route has none."""
	if WAITING not in (application_list.route_states or "").splitlines():
		return None
	return ancestor(application_list.administrative_unit, "District")


def is_open(application_list) -> bool:
	"""Whether the reader may have this letter and the list has come so far."""
	district = district_of(application_list)
	if not district or not unit_in_area(district):
		return False
	return application_list.workflow_state == WAITING or bool(district_signature(application_list.name))


def letter_key(application_list) -> str:
	"""What tells one letter from another: its lists are those of a programme that one chair signed on one day."""
	programme = frappe.get_cached_value("Support Policy", application_list.policy, "programme")
	signature = district_signature(application_list.name)
	signed = f"{getdate(signature.taken_at)}|{signature.user}" if signature else ""
	return f"{district_of(application_list)}|{programme}|{signed}"


def collect(application_list) -> dict:
	"""Data of the district's letter that holds this list. Refuses readers whose area is not the whole district."""
	district = district_of(application_list)
	if not district or not unit_in_area(district):
		forbid(
			"The letter of the district holds lists of all its communes, so only officials of the district and the province may print it."
		)
	signature = district_signature(application_list.name)
	if not signature and application_list.workflow_state != WAITING:
		refuse(
			"List {0} has not been appraised by the district yet, so there is no letter to the province.",
			application_list.name,
		)
	programme = frappe.get_cached_value("Support Policy", application_list.policy, "programme")
	signed_on = getdate(signature.taken_at) if signature else None
	lists = _lists(district, programme, signature, signed_on)
	return _letter(district, programme, lists, signature)


def _letter(district: str, programme: str, lists: list[dict], signature: dict | None) -> dict:
	signed_on = getdate(signature.taken_at) if signature else None
	place = offices.unit_in_text(district)
	province = offices.unit_above(district)
	title = frappe.get_cached_value("Support Programme", programme, "title")
	support = f"{granted(title)} trên địa bàn {place}"
	return {
		**offices.letterhead(district, "TTr", signed_on or clock.today(), signed_on),
		"subject": f"Về việc phê duyệt danh sách và kinh phí hỗ trợ\n{support}",
		"sender": offices.committee(district),
		"receiver": offices.committee(province),
		"legal_basis": basis_lines(programme),
		"policy": under_first_law(support, programme),
		"review": [_review(district, programme, lists)],
		"lists": [_row(row) for row in lists],
		"signer": signers.chair(
			signature and signature.user,
			district,
			signed_on,
			delegation=signature and signature.signing_delegation,
		),
	}


def _review(district: str, programme: str, lists: list[dict]) -> str:
	law = first_law(programme)
	communes = len({row.administrative_unit for row in lists})
	return upper_first(
		(f"Thực hiện {law}, " if law else "")
		+ f"trên cơ sở {len(lists):02d} danh sách đề nghị của Ủy ban nhân dân {communes:02d} xã, phường, thị trấn, "
		f"{offices.committee(district)} đã thẩm định đối tượng, điều kiện và mức hỗ trợ của từng người."
	)


def _row(row: dict) -> dict:
	return {
		"unit": upper_first(offices.unit_in_text(row.administrative_unit)),
		"group": row.short_title,
		"people": int(row.people),
		"amount": int(row.amount),
	}


def _lists(district: str, programme: str, signature: dict | None, signed_on: date | None) -> list[dict]:
	"""Lists that were signed by the same chair on the same day, or else all that wait for the signature.

	People and amount of signed lists are those of the moment of signing: the province may take lines out later.
	"""
	lft, rgt = unit_place(district)
	values = {"lft": lft, "rgt": rgt, "programme": programme, "waiting": WAITING, "sent": SENT_STATES}
	if not signature:
		return _query(
			"list.approved_people as people, list.approved_amount as amount",
			"",
			"list.workflow_state = %(waiting)s",
			values,
		)
	return _query(
		"step.people, step.amount",
		"""join `tabList Step` step on step.parent = list.name and step.idx = (
			select max(last.idx) from `tabList Step` last
			where last.parent = list.name and last.from_state = %(waiting)s and last.action = 'Sign')""",
		"list.workflow_state in %(sent)s and step.user = %(user)s and date(step.taken_at) = %(day)s",
		{**values, "user": signature.user, "day": signed_on},
	)


def _query(columns: str, join: str, condition: str, values: dict) -> list[dict]:
	return frappe.db.sql(
		f"""select list.name, list.administrative_unit, policy.short_title, {columns}
		from `tabApplication List` list
		join `tabSupport Policy` policy on policy.name = list.policy
		join `tabAdministrative Unit` unit on unit.name = list.administrative_unit
		{join}
		where unit.lft between %(lft)s and %(rgt)s and policy.programme = %(programme)s and {condition}
		order by unit.lft, policy.short_title, list.name""",
		values,
		as_dict=True,
	)
