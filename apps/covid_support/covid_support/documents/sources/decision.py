"""Quyết định with its annexed lists, from a Decision."""

from datetime import date

import frappe
from frappe.utils import getdate

from covid_support import clock
from covid_support.documents.sources import offices, people, signers
from covid_support.documents.sources.legal_basis import basis_lines, under_first_law
from covid_support.documents.sources.wording import about, granted, upper_first
from covid_support.registry.units import ancestor

ANNEXED = "list.decision = %(decision)s and application.status not in ('Rejected', 'Withdrawn')"


def collect(decision) -> dict:
	"""Data of the decision; number, date and name stand on it once it is issued."""
	unit = decision.administrative_unit
	issued_on = getdate(decision.issued_on) if decision.docstatus == 1 else None
	day = issued_on or clock.today()
	head = offices.letterhead(unit, "QĐ", day, issued_on, decision.office)
	lines = people.list_lines(ANNEXED, {"decision": decision.name})
	places = _places(decision)
	title = frappe.get_cached_value("Support Programme", decision.programme, "title")
	return {
		**head,
		"number_symbol": decision.document_number if issued_on else head["number_symbol"],
		"subject": about(decision.subject),
		"authority": f"Chủ tịch {offices.committee(unit)}",
		"legal_basis": [*basis_lines(decision.programme), f"Theo đề nghị của {_proposer(unit, day)}"],
		"policy": under_first_law(f"{granted(title)} trên địa bàn {_joined(places)}", decision.programme),
		"funding": _funding(decision.budget_allocation),
		"responsibilities": _responsibilities(places),
		"execution": _execution(unit, places),
		"recipients": [
			"Như Điều 3",
			"TT. Tỉnh ủy, TT. HĐND tỉnh",
			"Chủ tịch, các PCT UBND tỉnh",
			"Lưu: VT, VX",
		],
		"signer": signers.chair(
			decision.signed_by if issued_on else None,
			unit,
			issued_on,
			authority="",
			delegation=decision.signing_delegation,
		),
		"quantity_title": people.quantity_title(lines),
		"lists": _lists(lines),
		"approved": {"people": int(decision.people), "amount": int(decision.amount)},
	}


def _lists(lines: list[dict]) -> list[dict]:
	lists: dict[str, dict] = {}
	for line in lines:
		group = frappe.get_cached_value("Support Policy", line["policy"], "short_title")
		unit = upper_first(offices.unit_in_full(line["commune"]))
		each = lists.setdefault(f"{group}|{line['commune']}", {"group": group, "unit": unit, "lines": []})
		each["lines"].append(line)
	return list(lists.values())


def _places(decision) -> list[str]:
	"""Districts (communes, where there are no districts) of the lists, in running text."""
	units = {}
	for row in decision.lists:
		units[ancestor(row.administrative_unit, "District") or row.administrative_unit] = True
	return [offices.unit_in_text(unit) for unit in units]


def _joined(places: list[str]) -> str:
	return places[0] if len(places) == 1 else f"{', '.join(places[:-1])} và {places[-1]}"


def _proposer(unit: str, day: date) -> str:
	office = offices.office_of(unit, offices.LABOUR_OFFICE, day)
	return f"Giám đốc {office.office_name}" if office else "cơ quan thẩm định hồ sơ"


def _funding(budget_allocation: str | None) -> str:
	if not budget_allocation:
		return "Không phát sinh chi trực tiếp từ kinh phí hỗ trợ của ngân sách nhà nước."
	sources = frappe.db.sql(
		"""select source.title, row.amount from `tabAllocation Source` row
		join `tabFunding Source` source on source.name = row.funding_source where row.parent = %s order by row.idx""",
		budget_allocation,
		as_dict=True,
	)
	whole = sum(int(row.amount) for row in sources)
	named = [
		f"{row.title} {_share(int(row.amount), whole)}".strip() if len(sources) > 1 else row.title
		for row in sources
	]
	paper = frappe.db.get_value("Budget Allocation", budget_allocation, "legal_document")
	return f"{upper_first(', '.join(named))} ({paper})."


def _share(amount: int, whole: int) -> str:
	percent, rest = divmod(amount * 100, whole)
	return f"{percent}%" if not rest else ""


def _responsibilities(places: list[str]) -> list[str]:
	return [
		f"Giao Ủy ban nhân dân {_joined(places)} tổ chức chi trả đúng đối tượng, đúng số tiền, công khai, minh bạch; "
		"thanh toán, quyết toán kinh phí theo quy định.",
		"Giao Sở Tài chính cấp kinh phí; Sở Lao động - Thương binh và Xã hội theo dõi, kiểm tra và tổng hợp báo cáo.",
	]


def _execution(unit: str, places: list[str]) -> str:
	return (
		f"Chánh Văn phòng Ủy ban nhân dân {offices.unit_in_text(unit).split(' ')[0]}, Giám đốc các Sở: Lao động - Thương binh "
		f"và Xã hội, Tài chính; Giám đốc Kho bạc Nhà nước {offices.unit_name(unit)}; Chủ tịch Ủy ban nhân dân "
		f"{_joined(places)} và các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./."
	)
