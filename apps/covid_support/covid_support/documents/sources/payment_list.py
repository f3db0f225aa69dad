"""Danh sách chi trả with room for receipt signatures, from a Payment Batch."""

import frappe
from frappe.utils import getdate

from covid_support.documents.sources import offices, people, signers
from covid_support.documents.sources.legal_basis import under_first_law
from covid_support.documents.sources.wording import granted, of_document

CHANNELS = {
	"Cash": "tiền mặt",
	"Bank Transfer": "chuyển khoản qua ngân hàng",
	"Post Office": "tiền mặt qua bưu điện",
}


def collect(payment_batch) -> dict:
	"""Data of the receipt sheet; the payer's name stands on it once finance has approved the batch."""
	unit = payment_batch.administrative_unit
	decision = frappe.db.get_value(
		"Decision",
		payment_batch.decision,
		["document_number", "issued_on", "programme", "administrative_unit"],
		as_dict=True,
	)
	approved = payment_batch.docstatus == 1
	day = getdate(payment_batch.creation)
	return {
		**offices.letterhead(unit, "DS", max(day, getdate(decision.issued_on)), None),
		"subject": _subject(payment_batch, decision.programme),
		"reference": f"(Theo Quyết định {of_document(decision.document_number, decision.issued_on)} "
		f"của Chủ tịch {offices.committee(decision.administrative_unit)})",
		"payer": signers.named("NGƯỜI CHI TRẢ", payment_batch.prepared_by if approved else None),
		"accountant": {"post": "KẾ TOÁN"},
		"signer": signers.chair(None, unit, None),
		"lines": people.payment_lines(payment_batch.name),
	}


def _subject(payment_batch, programme: str) -> str:
	policies = frappe.get_all(
		"Payment", filters={"payment_batch": payment_batch.name}, pluck="policy", distinct=True
	)
	if len(policies) == 1:
		title = frappe.get_cached_value("Support Policy", policies[0], "title")
	else:
		title = frappe.get_cached_value("Support Programme", programme, "title")
	support = under_first_law(granted(title), programme)
	place = offices.unit_in_text(payment_batch.administrative_unit)
	return f"Kinh phí hỗ trợ {support}\ntrên địa bàn {place}; hình thức chi trả: {CHANNELS[payment_batch.channel]}"
