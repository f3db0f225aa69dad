"""Lines taken out and put back under appraisal: recorded, counted, and the signed content still verifies (I4)."""

import frappe
import pytest

from covid_support import api
from covid_support.applications.list_totals import signed_digest
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused

REASON = "Đã hưởng chính sách khác"


def take_out(application: str, by: str, reason: str = REASON) -> None:
	with make.acting_as(by):
		api.take_out_line(application, reason)


def put_back(application: str, by: str, reason: str = "Đã xác minh lại") -> None:
	with make.acting_as(by):
		api.put_back_line(application, reason)


def totals(name: str) -> tuple:
	row = frappe.get_doc("Application List", name)
	return row.people, row.approved_people, int(row.approved_amount), row.rejected_people


CORRECTORS = [
	("Public Posting", "commune_officer"),
	("District Appraisal", "district_officer"),
	("Province Appraisal", "department_officer"),
]


@pytest.mark.parametrize(("state", "post"), CORRECTORS)
def test_taking_out_and_putting_back(who, state, post):
	name = make.list_in(state, who, count=3)
	line = make.lines(name)[0]
	take_out(line.name, getattr(who, post))
	assert totals(name) == (3, 2, 3_000_000, 1)
	row = frappe.get_doc("Support Application", line.name)
	assert (row.status, row.reason) == ("Rejected", REASON)
	put_back(line.name, getattr(who, post))
	assert totals(name) == (3, 3, 4_500_000, 0)
	recorded = frappe.get_all(
		"Line Correction",
		filters={"application": line.name},
		fields=["correction", "state", "amount", "corrected_by", "reason", "application_list"],
		order_by="name",
	)
	assert [(row.correction, row.state, int(row.amount), row.corrected_by) for row in recorded] == [
		("Taken Out", state, 1_500_000, getattr(who, post)),
		("Put Back", state, 1_500_000, getattr(who, post)),
	]
	assert [row.reason for row in recorded] == [REASON, "Đã xác minh lại"]


def test_taking_out_frees_the_person_for_another_policy(who):
	"""Whoever is refused here may receive the other support of the exclusive group."""
	person = make.person(
		categories=[{"category": code, "from_date": "2015-01-01"} for code in ("NCC", "BTXH")]
	)
	name = make.empty_list(who.commune_officer)
	make.add_people(name, [person, make.person()], who.commune_officer)
	make.move_list(name, who, "District Appraisal")
	line = next(row for row in make.lines(name) if row.beneficiary == person.name)
	take_out(line.name, who.district_officer)
	other = make.application(person.name, make.ASSISTANCE, by=who.commune_officer)
	assert other.status == "Draft"
	with refused("hiện đã hưởng theo chính sách khác"):
		put_back(line.name, who.district_officer)


def test_only_the_official_of_the_step_corrects_lines(who):
	name = make.list_in("District Appraisal", who)
	line = make.lines(name)[0].name
	for post in ("commune_officer", "district_chair", "department_officer", "provincial_leader"):
		with refused("Chỉ người đang xử lý danh sách"):
			take_out(line, getattr(who, post))
	for post in ("finance_officer", "paying_officer"):
		with refused():
			take_out(line, getattr(who, post))
	assert totals(name) == (2, 2, 3_000_000, 0)


@pytest.mark.parametrize("state", ["Draft", "Commune Signing", "District Signing", "Province Decision"])
def test_no_line_changes_where_nobody_appraises(who, state):
	name = make.list_in(state, who)
	for post in ("commune_officer", "district_officer", "department_officer"):
		with refused("Chỉ người đang xử lý danh sách"):
			take_out(make.lines(name)[0].name, getattr(who, post))


def test_no_correction_without_a_reason(who):
	name = make.list_in("District Appraisal", who)
	line = make.lines(name)[0]
	with refused("Đề nghị ghi lý do điều chỉnh đối với", line.beneficiary_name):
		take_out(line.name, who.district_officer, "   ")
	assert not frappe.db.exists("Line Correction", {"application": line.name})


def test_a_line_needs_a_list(who):
	filed = make.application(make.person().name, by=who.commune_officer)
	with refused("không ở trong danh sách nào"):
		take_out(filed.name, who.district_officer)


def test_nobody_appraises_a_relative(who):
	name = make.list_in("District Appraisal", who)
	line, relative = make.lines(name)
	with make.acting_as(who.district_officer):
		frappe.get_doc(
			{"doctype": "Conflict Declaration", "user": who.district_officer, "beneficiary": relative.beneficiary,
			"relationship": "Con"}
		).insert()  # fmt: skip
	with refused("là người thân anh/chị đã khai báo", relative.beneficiary_name):
		take_out(line.name, who.district_officer)
	with refused("là người thân anh/chị đã khai báo"):
		make.act("Application List", name, "Submit for Signature", who.district_officer)


def test_the_signed_content_verifies_after_every_correction(who):
	name = make.list_in("Public Posting", who, count=4)
	signed = frappe.db.get_value("Application List", name, "signed_digest")
	assert len(signed) == 64
	lines = [row.name for row in make.lines(name)]
	for state, post in CORRECTORS:
		make.move_list(name, who, state)
		take_out(lines[0], getattr(who, post))
		take_out(lines[1], getattr(who, post))
		put_back(lines[1], getattr(who, post))
		put_back(lines[0], getattr(who, post))
	take_out(lines[2], who.department_officer)
	make.move_list(name, who, "Province Decision")
	make.issued_decision([name], who)
	assert signed_digest(name) == signed == frappe.db.get_value("Application List", name, "signed_digest")


@pytest.mark.parametrize(
	("column", "value"),
	[("proposed_amount", 1_500_001), ("beneficiary_name", "Người Khác"), ("period", "2020-05")],
)
def test_the_seal_breaks_when_a_signed_column_changes_in_the_database(who, column, value):
	name = make.list_in("Public Posting", who)
	signed = frappe.db.get_value("Application List", name, "signed_digest")
	frappe.db.set_value("Support Application", make.lines(name)[0].name, column, value)
	assert signed_digest(name) != signed


def test_partial_approval_pays_only_who_is_left(who):
	name = make.list_in("Province Appraisal", who, count=3)
	out = make.lines(name)[1]
	take_out(out.name, who.department_officer)
	make.move_list(name, who, "Province Decision")
	decision = frappe.get_doc("Decision", make.issued_decision([name], who))
	assert (decision.people, int(decision.amount)) == (2, 3_000_000)
	amounts = {row.name: int(row.approved_amount) for row in make.lines(name)}
	assert amounts.pop(out.name) == 0
	assert set(amounts.values()) == {1_500_000}
	batch = make.batch(decision.name, who)
	assert {row.application for row in make.payments(batch)} == set(amounts)


def test_a_list_with_nobody_left_goes_no_further(who):
	name = make.list_in("Province Appraisal", who, count=1)
	take_out(make.lines(name)[0].name, who.department_officer)
	with refused("không còn người nào sau thẩm định"):
		make.act("Application List", name, "Propose Decision", who.department_officer)


def test_a_line_is_not_put_back_beside_a_new_application(who):
	name = make.list_in("District Appraisal", who)
	line = make.lines(name)[0]
	take_out(line.name, who.district_officer)
	make.application(line.beneficiary, by=who.commune_officer)
	with refused("đã có hồ sơ theo chính sách này trong cùng kỳ"):
		put_back(line.name, who.district_officer)
	assert frappe.db.get_value("Support Application", line.name, "status") == "Rejected"


def test_a_line_taken_out_does_not_come_back_as_a_draft(who):
	"""It has no claim any more, so it could be attached to a list beside the other support of the group."""
	name = make.list_in("District Appraisal", who)
	line = make.lines(name)[0]
	take_out(line.name, who.district_officer)
	make.act("Application List", name, "Return", who.district_officer, REASON)
	with refused(line.beneficiary_name, "Đề nghị lập hồ sơ mới"), make.acting_as(who.commune_officer):
		api.detach_application(line.name)
	assert frappe.db.get_value("Support Application", line.name, "status") == "Rejected"


def test_nobody_cancels_an_approved_list(who):
	name = make.approved_list(who)
	for user in ("Administrator", who.provincial_leader):
		with refused(), make.acting_as(user):
			frappe.get_doc("Application List", name).cancel()
	assert frappe.db.get_value("Application List", name, "docstatus") == 1
