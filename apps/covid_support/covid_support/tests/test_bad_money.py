"""Bad input about lists, decisions and payments is answered in Vietnamese: what is wrong and how to mend it."""

import frappe
import pytest

from covid_support import api
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


def test_a_list_without_lines(who):
	name = make.empty_list(who.commune_officer)
	with refused(name, "chưa có người nào", "Đề nghị thêm ít nhất một người"):
		make.act("Application List", name, "Submit for Signature", who.commune_officer)
	assert make.state_of(name) == "Draft"


def test_a_list_is_of_a_commune(who):
	with refused("đề nghị chọn đơn vị cấp"):
		make.empty_list("Administrator", commune=make.DISTRICT)


def test_people_of_another_commune_do_not_come_on_the_list(who):
	told = make.add_people(
		make.empty_list(who.commune_officer), [make.person(make.SECOND_COMMUNE)], who.commune_officer
	)
	assert told["people"] == 0
	assert "không cư trú tại" in told["refused"][0]["reason"]


def test_a_signed_list_takes_no_more_people(who):
	name = make.list_in("Public Posting", who)
	with refused("không thêm người được nữa", "Đề nghị xin trả lại danh sách trước"):
		make.add_people(name, [make.person()], who.commune_officer)


def test_an_amount_over_the_allocation(who):
	"""2 × 1,500,000 from 2,999,999: one đồng is missing."""
	budget = make.allocation(2_999_999)
	name = make.list_in("Province Decision", who, count=2)
	decision = make.decision([name], who, budget.name).name
	make.act("Decision", decision, "Submit for Signature", who.department_officer)
	with refused("còn 2.999.999 đồng, thiếu 1 đồng", "Đề nghị bổ sung kinh phí"):
		make.act("Decision", decision, "Issue Decision", who.provincial_leader)
	assert make.state_of(decision, "Decision") == "Pending Signature"
	assert make.state_of(name) == "Province Decision"
	assert frappe.db.get_value("Decision", decision, "document_number") is None
	assert not frappe.db.exists(
		"Budget Ledger Entry", {"budget_allocation": budget.name, "entry_type": "Committed"}
	)


@pytest.mark.parametrize("amount", [0, -1, "1.5", "abc"])
def test_an_allocation_of_nothing_less_or_a_fraction(amount):
	with refused("Đề nghị" if amount else "đề nghị nhập số tiền lớn hơn 0"):
		make.allocation(amount)


def test_an_allocation_dated_in_the_future():
	document = make.allocation(5)
	with refused("là ngày chưa tới"):
		copy = frappe.copy_doc(document)
		copy.allocated_on = "2020-05-05"
		copy.insert()


def test_a_decision_over_what_is_not_ready(who):
	early = make.list_in("District Appraisal", who)
	with refused("chưa được thẩm định xong"):
		make.decision([early], who)
	ready = make.list_in("Province Decision", who)
	with refused("bị ghi hai lần"):
		make.decision([ready, ready], who)
	first = make.decision([ready], who).name
	with refused("đã kèm theo quyết định", first):
		make.decision([ready], who)


def test_a_decision_with_the_money_of_another_programme(who):
	ready = make.list_in("Province Decision", who)
	budget = make.allocation(10_000_000, programme="ST-2020")
	with refused("dùng cho chương trình hoặc địa bàn khác"):
		make.decision([ready], who, budget.name)


def test_a_batch_without_people_or_decision(who):
	name = make.list_in("Province Decision", who)
	draft = make.decision([name], who)
	with refused("chưa được ban hành nên chưa thể chi trả"):
		make.batch(draft.name, who)
	make.act("Decision", draft.name, "Submit for Signature", who.department_officer)
	make.act("Decision", draft.name, "Issue Decision", who.provincial_leader)
	empty = make.batch(draft.name, who, channel="Post Office")
	with refused("chưa có người nhận"):
		make.act("Payment Batch", empty, "Submit for Approval", who.paying_officer)


def test_results_without_evidence_from_the_future_or_unknown(who):
	batch = make.sent_batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	payment = make.payments(batch)[0].name
	with refused("không có chứng từ thì không được tính là đã chi trả"):
		make.pay(batch, who, number=" ")
	tomorrow = str(frappe.utils.add_days(frappe.flags.covid_support_day, 1))
	with refused("Ngày chi trả", "chưa tới"), make.acting_as(who.paying_officer):
		api.record_receipt_sheet(batch, "01/PC", tomorrow, {})
	with refused("không thuộc đợt chi trả"):
		make.pay(batch, who, unpaid={"unknown": "x"})
	with refused("đề nghị ghi lý do"):
		make.pay(batch, who, unpaid={payment: " "})
	with refused("Chỉ cán bộ chi trả"), make.acting_as(who.finance_officer):
		api.record_receipt_sheet(batch, "01/PC", str(frappe.flags.covid_support_day), {})
	assert {row.status for row in make.payments(batch)} == {"Sent"}


def test_no_result_before_the_money_is_sent(who):
	batch = make.batch(make.issued_decision([make.list_in("Province Decision", who)], who), who)
	with refused("chưa được chuyển chi trả"):
		make.pay(batch, who)
