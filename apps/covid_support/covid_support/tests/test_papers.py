"""Papers of a dossier: which are missing, who checks them off, and who asks for more than the policy."""

import frappe
import pytest

from covid_support import screens
from covid_support.actions.request_paper import RequestExtraPaper
from covid_support.applications import api as papers
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.areas_world import SCAN, attach
from covid_support.tests.own_policies import policy
from covid_support.tests.refusals import refused

REQUEST = "Mẫu 07"
PREGNANCY = "Giấy chứng minh đang mang thai"
ELSEWHERE = "Xác nhận nơi tạm trú"
WORKERS = "Danh sách lao động, Mẫu 05"
DOSSIER = [
	{"paper": REQUEST, "mandatory": 1},
	{"paper": PREGNANCY, "mandatory": 1, "fact": "pregnant", "operator": "=", "value": "Yes"},
	{"paper": ELSEWHERE, "mandatory": 1, "only_for": "Tạm trú ở tỉnh khác"},
]
APPLICATION, LIST = "Support Application", "Application List"


@pytest.fixture(name="own")
def own_policy():
	return policy(dossier=DOSSIER)


def page(doctype: str, name: str, by: str) -> dict:
	with make.acting_as(by):
		return screens.get_papers(doctype, name)


def standing(doctype: str, name: str, by: str) -> dict[str, tuple]:
	return {row["title"]: (row["need"], row["status"]) for row in page(doctype, name, by)["papers"]}


def check(doctype: str, name: str, paper: str, by: str, status: str = "Received", scan: str = "") -> str:
	with make.acting_as(by):
		return papers.check_paper(doctype, name, paper, status, scan)


def listed(who, own: str, *pregnant: int) -> str:
	"""A list with one person for each value of `pregnant`."""
	name = make.empty_list(who.commune_officer, policy=own)
	for value in pregnant:
		make.add_people(name, [make.person()], who.commune_officer, pregnant=value)
	return name


# --- what the case needs --------------------------------------------------------------------------------------


def test_the_case_decides_on_the_papers(who, own):
	person = make.person()
	filed = make.application(person.name, own, by=who.commune_officer)
	assert standing(APPLICATION, filed.name, who.commune_officer) == {
		REQUEST: ("Required", "Missing"),
		ELSEWHERE: ("By Case", "Missing"),
	}
	with make.acting_as(who.commune_officer):
		filed.pregnant = 1
		filed.save()
	assert standing(APPLICATION, filed.name, who.commune_officer)[PREGNANCY] == ("Required", "Missing")


def test_papers_are_those_of_the_wording_in_force_when_the_file_was_made(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	document = frappe.get_doc("Support Policy", own)
	document.set("dossier", [{"paper": "Giấy mới", "mandatory": 1}])
	document.save()
	assert REQUEST in standing(APPLICATION, filed.name, who.commune_officer)
	later = make.application(make.person().name, own, by=who.commune_officer)
	assert set(standing(APPLICATION, later.name, who.commune_officer)) == {"Giấy mới"}


# --- checking off ----------------------------------------------------------------------------------------------


def test_a_paper_is_checked_off_with_its_photo_and_the_mark_taken_back(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	photo = attach(APPLICATION, filed.name).file_url
	name = check(APPLICATION, filed.name, REQUEST, who.commune_officer, scan=photo)
	assert check(APPLICATION, filed.name, REQUEST, who.commune_officer) == name
	row = frappe.get_doc("Application Paper", name)
	assert (row.status, row.scan, row.checked_by) == ("Received", photo, who.commune_officer)
	assert (row.policy, row.commune, str(row.checked_at.date())) == (own, make.COMMUNE, "2020-05-04")
	check(APPLICATION, filed.name, REQUEST, who.commune_officer, "Missing")
	assert standing(APPLICATION, filed.name, who.commune_officer)[REQUEST] == ("Required", "Missing")


def test_a_photo_of_another_file_is_refused(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	other = make.application(make.person().name, own, by=who.commune_officer)
	photo = attach(APPLICATION, other.name).file_url
	with refused("Không tìm thấy ảnh trong hồ sơ này"):
		check(APPLICATION, filed.name, REQUEST, who.commune_officer, scan=photo)
	assert standing(APPLICATION, filed.name, who.commune_officer)[REQUEST] == ("Required", "Missing")


def test_the_photo_of_a_checked_paper_stays_until_a_better_one_takes_its_place(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	with make.acting_as(who.commune_officer):
		photo, better = (
			frappe.get_doc(
				{
					"doctype": "File", "file_name": f"{name}.pdf", "attached_to_doctype": APPLICATION,
					"attached_to_name": filed.name, "is_private": 1, "content": SCAN + name.encode(),
				}
			).insert()
			for name in ("mo", "ro")
		)  # fmt: skip
	check(APPLICATION, filed.name, REQUEST, who.commune_officer, scan=photo.file_url)
	with make.acting_as(who.commune_officer), refused("là minh chứng của giấy tờ đã đánh dấu"):
		frappe.delete_doc("File", photo.name)
	assert photo.exists_on_disk()
	check(APPLICATION, filed.name, REQUEST, who.commune_officer, scan=better.file_url)
	with make.acting_as(who.commune_officer):
		frappe.delete_doc("File", photo.name)
	assert not frappe.db.exists("File", photo.name)


def test_only_what_the_case_leaves_open_is_not_needed(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	check(APPLICATION, filed.name, ELSEWHERE, who.commune_officer, "Not Needed")
	assert standing(APPLICATION, filed.name, who.commune_officer)[ELSEWHERE] == ("By Case", "Not Needed")
	with refused("quy định phải có Mẫu 07"):
		check(APPLICATION, filed.name, REQUEST, who.commune_officer, "Not Needed")
	with refused("không thuộc thành phần hồ sơ"):
		check(APPLICATION, filed.name, "Sổ hộ khẩu", who.commune_officer)


def test_who_reads_does_not_check_off_and_others_do_not_read(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	supervisor = make.official(roles.SUPERVISOR, make.DISTRICT)
	assert page(APPLICATION, filed.name, supervisor)["may_check"] is False
	with refused("không có thẩm quyền đánh dấu", exception=frappe.PermissionError):
		check(APPLICATION, filed.name, REQUEST, supervisor)
	stranger = make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)
	for door in (page, lambda *values: check(*values[:2], REQUEST, values[2])):
		with refused(exception=frappe.PermissionError):
			door(APPLICATION, filed.name, stranger)
	assert not frappe.db.exists("Application Paper", {"application": filed.name})


# --- handing a list in ------------------------------------------------------------------------------------------


def test_a_list_without_required_papers_stays_with_people_and_papers_named(who, own):
	name = listed(who, own, 1, 0)
	[first, second] = frappe.get_all(
		APPLICATION, {"application_list": name}, ["name", "beneficiary_name"], order_by="pregnant desc"
	)
	with refused(
		"2 người trong danh sách",
		f"{first.beneficiary_name}: {REQUEST}; {PREGNANCY}",
		f"{second.beneficiary_name}: {REQUEST}",
	):
		make.act(LIST, name, "Submit for Signature", who.commune_officer)
	assert make.state_of(name) == "Draft"
	check(APPLICATION, first.name, REQUEST, who.commune_officer)
	check(APPLICATION, second.name, REQUEST, who.commune_officer)
	with refused("1 người trong danh sách", f"{first.beneficiary_name}: {PREGNANCY}"):
		make.act(LIST, name, "Submit for Signature", who.commune_officer)
	check(APPLICATION, first.name, PREGNANCY, who.commune_officer)
	assert make.act(LIST, name, "Submit for Signature", who.commune_officer) == "Commune Signing"


def test_a_long_list_names_ten_and_counts_the_rest(who, own):
	name = make.empty_list(who.commune_officer, policy=own)
	make.add_people(name, make.people(12), who.commune_officer)
	with refused("12 người trong danh sách", "… và 2 người khác"):
		make.act(LIST, name, "Submit for Signature", who.commune_officer)


def test_papers_of_everybody_are_checked_off_at_once_and_once(who, own):
	name = listed(who, own, 1, 0, 0)
	assert make.bring_papers(name, who.commune_officer) == 4  # three requests, one proof of pregnancy
	assert make.bring_papers(name, who.commune_officer) == 0
	rows = frappe.get_all("Application Paper", {"policy": own}, ["paper", "status", "checked_by"])
	assert sorted(row.paper for row in rows) == sorted([REQUEST] * 3 + [PREGNANCY])
	assert {(row.status, row.checked_by) for row in rows} == {("Received", who.commune_officer)}
	assert make.act(LIST, name, "Submit for Signature", who.commune_officer) == "Commune Signing"


def test_the_paper_of_the_whole_list(who):
	own = policy(dossier=[{"paper": WORKERS, "mandatory": 1, "whole_list": 1}])
	name = make.empty_list(who.commune_officer, policy=own)
	make.add_people(name, make.people(2), who.commune_officer)
	assert standing(LIST, name, who.commune_officer) == {WORKERS: ("Required", "Missing")}
	with refused("thiếu giấy tờ theo quy định", WORKERS):
		make.act(LIST, name, "Submit for Signature", who.commune_officer)
	check(LIST, name, WORKERS, who.commune_officer, scan=attach(LIST, name).file_url)
	assert make.act(LIST, name, "Submit for Signature", who.commune_officer) == "Commune Signing"


def test_papers_of_a_decided_file_stay(who, own):
	name = make.list_in("Province Decision", who, policy=own)
	make.issued_decision([name], who)
	line = make.lines(name)[0]
	assert page(APPLICATION, line.name, who.commune_officer)["may_check"] is False
	with refused("đã có kết quả giải quyết"):
		check(APPLICATION, line.name, REQUEST, who.commune_officer, "Missing")


# --- more than the policy asks for --------------------------------------------------------------------------------

REASON = "Giấy khai sinh bị tẩy xóa, cần đối chiếu"


def ask(name: str, by: str, paper="Sổ hộ khẩu", reason=REASON, ground="Điều 9 NĐ 61/2018") -> str:
	with make.acting_as(by):
		return papers.request_extra_paper(APPLICATION, name, paper, reason, ground)


def test_an_extra_paper_needs_its_reason_and_ground(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	for values, said in (
		({"reason": "cần"}, f"ít nhất {RequestExtraPaper.LEAST_REASON} ký tự"),
		({"ground": " "}, "căn cứ pháp lý"),
		({"paper": ""}, "ghi tên giấy tờ"),
		({"paper": REQUEST}, "không phải giải trình"),
	):
		with refused(said):
			ask(filed.name, who.commune_officer, **values)
	assert not frappe.db.exists("Application Paper", {"application": filed.name})


def test_an_extra_paper_is_on_record_and_does_not_hold_the_list_up(who, own):
	name = listed(who, own, 0)
	line = make.lines(name)[0].name
	row = frappe.get_doc("Application Paper", ask(line, who.commune_officer))
	assert (row.extra, row.status, row.requested_by) == (1, "Missing", who.commune_officer)
	assert (row.justification, row.legal_ground) == (REASON, "Điều 9 NĐ 61/2018")
	assert ask(line, who.district_officer) == row.name
	assert row.name in [
		paper["row"]["name"]
		for paper in page(APPLICATION, line, who.district_officer)["papers"]
		if paper["row"]
	]
	make.bring_papers(name, who.commune_officer)
	assert make.act(LIST, name, "Submit for Signature", who.commune_officer) == "Commune Signing"


def test_a_draft_is_deleted_with_its_marks_but_not_with_an_extra_demand(who, own):
	plain, asked = (make.application(make.person().name, own, by=who.commune_officer) for _ in range(2))
	check(APPLICATION, plain.name, REQUEST, who.commune_officer)
	ask(asked.name, who.commune_officer)
	with make.acting_as(who.commune_officer):
		frappe.delete_doc(APPLICATION, plain.name)
		with refused("yêu cầu giấy tờ ngoài quy định"):
			frappe.delete_doc(APPLICATION, asked.name)
	assert not frappe.db.exists("Application Paper", {"application": plain.name})
	assert frappe.db.exists("Application Paper", {"application": asked.name})


def test_nobody_writes_paper_rows_past_the_actions(who, own):
	filed = make.application(make.person().name, own, by=who.commune_officer)
	values = {"doctype": "Application Paper", "application": filed.name, "paper": REQUEST, "policy": own}
	with make.acting_as(who.commune_officer), refused(exception=frappe.PermissionError):
		frappe.get_doc({**values, "commune": make.COMMUNE, "status": "Received"}).insert()
