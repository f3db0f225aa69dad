"""Declining support is a personal act: stated by the person, kept as a record, taken back at will, watched."""

import frappe
import pytest

from covid_support import api
from covid_support.applications import api as doors
from covid_support.applications.judging import judge_people
from covid_support.applications.waivers import MANY_ON_ONE_DAY
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.areas_world import attach
from covid_support.tests.own_policies import policy
from covid_support.tests.refusals import refused

WAIVER = "Support Waiver"


def decline(person, by: str, policy_code: str | None = make.MERIT, **values):
	"""`person` declines, and `by` records it."""
	scope = {"policy": policy_code} if policy_code else {}
	paper = {"manner": "Signed Paper", "statement": attach("Beneficiary", person.name).file_url}
	columns = {
		"beneficiary": person.name,
		"commune": person.commune,
		"declared_on": "2020-05-04",
		**scope,
		**paper,
	}
	with make.acting_as(by):
		return frappe.get_doc({"doctype": WAIVER, **columns, **values}).insert()


def test_a_refusal_holds_the_person_back_until_it_is_taken_back(who):
	person = make.person()
	waiver = decline(person, who.commune_officer)
	assert (waiver.recorded_by, waiver.commune) == (who.commune_officer, make.COMMUNE)
	name = make.empty_list(who.commune_officer)
	told = make.add_people(name, [person], who.commune_officer)
	assert "đã tự nguyện không nhận hỗ trợ này ngày 04/05/2020" in told["refused"][0]["reason"]
	with refused("đã tự nguyện không nhận hỗ trợ"):
		make.application(person.name, by=who.commune_officer)

	with make.acting_as(who.commune_officer):
		with refused("ghi lý do"):
			doors.withdraw_waiver(waiver.name, " ")
		doors.withdraw_waiver(waiver.name, "Gia đình gặp khó khăn")
		doors.withdraw_waiver(waiver.name, "lần hai")
	waiver.reload()
	assert (str(waiver.withdrawn_on), waiver.withdrawal_reason) == ("2020-05-04", "Gia đình gặp khó khăn")
	assert make.add_people(name, [person], who.commune_officer)["people"] == 1
	assert decline(person, who.commune_officer).name != waiver.name  # and the mind may change again


def test_a_programme_is_declined_as_a_whole(who):
	person = make.person()
	decline(person, who.commune_officer, None, programme=make.PROGRAMME)
	told = make.add_people(make.empty_list(who.commune_officer), [person], who.commune_officer)
	assert "đã tự nguyện không nhận" in told["refused"][0]["reason"]
	other = policy(programme=other_programme())
	assert (
		make.add_people(make.empty_list(who.commune_officer, policy=other), [person], who.commune_officer)[
			"people"
		]
		== 1
	)


def other_programme() -> str:
	columns = {"programme_code": "T-KHAC", "title": "Khác", "status": "Active", "starts_on": "2020-01-01"}
	return frappe.get_doc({"doctype": "Support Programme", **columns}).insert().name


def test_a_refusal_after_the_list_was_drawn_up_stops_it(who):
	name = make.draft_list(who, 2)
	person = frappe.get_doc("Beneficiary", make.lines(name)[0].beneficiary)
	decline(person, who.commune_officer)
	with refused("đưa 1 người sau ra khỏi danh sách", f"{person.full_name}: đã tự nguyện không nhận"):
		make.act("Application List", name, "Submit for Signature", who.commune_officer)
	with make.acting_as(who.commune_officer):
		api.detach_application(next(row.name for row in make.lines(name) if row.beneficiary == person.name))
	assert (
		make.act("Application List", name, "Submit for Signature", who.commune_officer) == "Commune Signing"
	)


def test_rules_may_ask_whether_somebody_declined(who):
	own = policy(criteria=[{"group_number": 1, "fact": "waived", "operator": "=", "value": "No"}])
	version = frappe.db.get_value("Support Policy", own, "current_version")
	declined, willing = make.people(2)
	decline(declined, who.commune_officer, own)
	day = frappe.utils.getdate("2020-05-04")
	judged = judge_people(version, {declined.name: {}, willing.name: {}}, day)
	assert (judged[declined.name].eligible, judged[willing.name].eligible) == (False, True)


# --- a personal act ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
	("values", "said"),
	[
		({"statement": None}, "không ai được từ chối thay người khác"),
		({"manner": "In Person", "statement": None}, "không ai được từ chối thay người khác"),
		({"manner": "Portal", "statement": None}, "không ai được từ chối thay người khác"),
		({"statement": "/private/files/khac.pdf"}, "Không tìm thấy đơn"),
		({"programme": make.PROGRAMME}, "một chính sách, hoặc cả chương trình"),
		({"policy": None}, "một chính sách, hoặc cả chương trình"),
		({"declared_on": "2020-05-05"}, "chưa tới"),
	],
)
def test_a_refusal_that_is_not_the_persons_own_is_not_recorded(who, values, said):
	person = make.person()
	with refused(said):
		decline(person, who.commune_officer, **values)
	assert not frappe.db.exists(WAIVER, {"beneficiary": person.name})


def test_it_is_recorded_once_and_neither_changed_nor_deleted(who):
	person = make.person()
	waiver = decline(person, who.commune_officer)
	with refused("đã có đơn không nhận"):
		decline(person, who.commune_officer)
	with make.acting_as(who.commune_officer):
		waiver.note = "khác"
		with refused("không sửa được"):
			waiver.save()
	with refused("không xóa được"):
		frappe.delete_doc(WAIVER, waiver.name)
	with pytest.raises(frappe.UniqueValidationError):
		frappe.get_doc({**waiver.as_dict(), "name": None, "doctype": WAIVER}).db_insert()


def test_only_the_commune_of_the_person_records(who):
	person = make.person()
	waiver = decline(make.person(), who.commune_officer)
	for stranger in (make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE), who.district_officer):
		with refused(exception=frappe.PermissionError):
			decline(person, stranger)
		with make.acting_as(stranger), refused(exception=frappe.PermissionError):
			doors.withdraw_waiver(waiver.name, "Đổi ý")
	assert not frappe.db.get_value(WAIVER, waiver.name, "withdrawn_on")


@pytest.mark.parametrize("commune", [None, make.FAR_COMMUNE])
def test_the_commune_of_the_person_counts_whatever_the_form_says(who, commune):
	person = make.person()
	stranger = make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)
	with refused("không thuộc địa bàn", exception=frappe.PermissionError):
		decline(person, stranger, commune=commune)
	assert not frappe.db.exists(WAIVER, {"beneficiary": person.name})


def test_the_form_need_not_say_the_commune(who):
	assert decline(make.person(), who.commune_officer, commune=None).commune == make.COMMUNE


# --- the alarm -----------------------------------------------------------------------------------------------------


def told_to(user: str) -> list[str]:
	return frappe.get_all("Notification Log", {"for_user": user, "document_type": WAIVER}, pluck="subject")


def test_many_refusals_on_one_day_are_flagged_and_told_once(who):
	supervisor = make.official(roles.SUPERVISOR, make.DISTRICT)
	stranger = make.official(roles.SUPERVISOR, make.OTHER_DISTRICT)
	waivers = [decline(person, who.commune_officer) for person in make.people(MANY_ON_ONE_DAY - 1)]
	assert told_to(supervisor) == [] and not frappe.db.count(WAIVER, {"flagged": 1})
	waivers += [decline(person, who.commune_officer) for person in make.people(2)]
	names = [waiver.name for waiver in waivers]
	assert frappe.db.count(WAIVER, {"name": ["in", names], "flagged": 1}) == MANY_ON_ONE_DAY + 1
	[subject] = told_to(supervisor)
	assert "5 đơn không nhận hỗ trợ tại Xã An Mỹ" in subject and "có tự nguyện hay không" in subject
	assert told_to(who.district_officer) and told_to(who.district_chair)
	assert told_to(stranger) == [] and told_to(who.commune_officer) == []


def test_few_refusals_a_day_raise_no_alarm(who):
	for day in ("2020-05-04", "2020-05-05", "2020-05-06"):
		make.go_to(day)
		for person in make.people(2):
			decline(person, who.commune_officer)
	assert told_to(who.district_officer) == []
