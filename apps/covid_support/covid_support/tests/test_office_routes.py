"""Lists on routes of other offices: social insurance, tax; amounts; a route that is edited under way; freezes."""

from datetime import date

import frappe
import pytest
from frappe.utils import getdate

from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused
from covid_support.workflows.api import get_route_preview

COMMUNE = ("Confirm", "Commune", "People's Committee", roles.COMMUNE_OFFICER, roles.COMMUNE_CHAIR, 3)
TAX = ("Appraise", "District", "Tax Office", roles.TAX_OFFICER, None, 2)
DISTRICT = ("Appraise", "District", "People's Committee", roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR, 2)
DISTRICT_DECIDES = (
	"Decide",
	"District",
	"People's Committee",
	roles.DISTRICT_OFFICER,
	roles.DISTRICT_CHAIR,
	2,
)
PROVINCE = ("Decide", "Province", "People's Committee", roles.DEPARTMENT_OFFICER, roles.PROVINCIAL_LEADER, 2)
COLUMNS = ("step_kind", "level", "office_kind", "prepare_role", "sign_role", "working_days", "from_amount")


def rows(*steps: tuple) -> list[dict]:
	return [dict(zip(COLUMNS, step, strict=False)) for step in steps]


def route(*steps: tuple, code: str = "THU-NGHIEM"):
	"""A new route, by which the lists of people with merit go from now on."""
	values = {
		"doctype": "Approval Route",
		"route_code": code,
		"title": f"Quy trình {code}",
		"steps": rows(*steps),
	}
	document = frappe.get_doc(values).insert()
	frappe.db.set_value("Support Policy", make.MERIT, "approval_route", code)
	frappe.clear_document_cache("Support Policy", make.MERIT)
	return document


def press(name: str, action: str, by: str, reason: str = "") -> str:
	return make.act("Application List", name, action, by, reason)


def signed(who, count: int = 2) -> str:
	"""A list that the commune has signed."""
	name = make.draft_list(who, count)
	press(name, "Submit for Signature", who.commune_officer)
	press(name, "Sign", who.commune_chair)
	return name


# --- offices ----------------------------------------------------------------------------------------------


def test_a_route_made_in_the_browser_carries_lists_at_once(who):
	route(COMMUNE, TAX, PROVINCE)
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	name = signed(who)
	assert make.state_of(name) == "Tax Appraisal"
	document = frappe.get_doc("Application List", name)
	assert (document.responsible_role, document.due_date) == (roles.TAX_OFFICER, date(2020, 5, 6))
	assert press(name, "Propose Decision", tax) == "Province Decision"


def test_an_office_of_another_district_does_not_act(who):
	route(COMMUNE, TAX, PROVINCE)
	stranger = make.official(roles.TAX_OFFICER, make.OTHER_DISTRICT)
	name = signed(who)
	with refused():
		press(name, "Propose Decision", stranger)
	assert make.state_of(name) == "Tax Appraisal"


def test_the_tax_office_takes_lines_out_and_returns_one_step(who):
	route(COMMUNE, TAX, DISTRICT, PROVINCE)
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	name = signed(who, 3)
	with make.acting_as(tax):
		make.api.take_out_line(make.lines(name)[0].name, "Chưa đăng ký thuế")
	assert press(name, "Confirm", tax) == "District Appraisal"
	assert press(name, "Return One Step", who.district_officer, "Thiếu thông báo thuế") == "Tax Appraisal"
	document = frappe.get_doc("Application List", name)
	assert (document.responsible_user, document.return_reason) == (tax, "Thiếu thông báo thuế")
	assert document.approved_people == 2


def test_whoever_has_the_state_on_another_route_does_not_act_on_this_one(who):
	"""Two routes may give one state to different roles; the list's own route decides."""
	health = ("Appraise", "District", "Tax Office", roles.CULTURE_OFFICER, None, 2)
	route(COMMUNE, health, PROVINCE, code="KHAC")
	culture = make.official(roles.CULTURE_OFFICER, make.DISTRICT)
	route(COMMUNE, TAX, PROVINCE)
	name = signed(who)
	with refused("đang do Cán bộ thuế xử lý"):
		press(name, "Propose Decision", culture)
	assert make.state_of(name) == "Tax Appraisal"


def test_a_list_is_drawn_up_by_the_office_with_which_its_route_begins(who):
	"""QĐ 23/2021 Điều 16: lists of suspended workers begin at social insurance."""
	insurance = roles.SOCIAL_INSURANCE_OFFICER
	route(("Confirm", "District", "Social Insurance", insurance, insurance, 2), DISTRICT, PROVINCE)
	with refused("do Cán bộ bảo hiểm xã hội lập nên chỉ vai trò này được sửa"):
		make.empty_list(who.commune_officer)
	first, second = make.official(insurance, make.DISTRICT), make.official(insurance, make.DISTRICT)
	name = make.empty_list(first)
	people = make.people(2)
	with refused("do Cán bộ bảo hiểm xã hội lập nên chỉ vai trò này được sửa"):
		make.add_people(name, people, who.commune_officer)
	make.add_people(name, people, first)
	assert press(name, "Submit for Signature", first) == "Social Insurance Signing"
	with refused("đã tham gia lập hoặc thẩm định"):
		press(name, "Sign", first)
	assert press(name, "Sign", second) == "District Appraisal"
	assert frappe.db.get_value("Application List", name, "signed_by") == second


def test_a_district_decides_what_its_route_gives_it(who):
	route(COMMUNE, DISTRICT, DISTRICT_DECIDES)
	name = signed(who)
	press(name, "Submit for Signature", who.district_officer)
	assert press(name, "Sign", who.district_chair) == "District Decision"
	second_chair = make.official(roles.DISTRICT_CHAIR, make.DISTRICT)
	values = {
		"subject": "Hỗ trợ người có công",
		"programme": make.PROGRAMME,
		"lists": [{"application_list": name}],
	}
	values |= {"budget_allocation": make.allocation().name, "office": make.office(make.DISTRICT)}
	with make.acting_as(who.district_officer):
		with refused("đề nghị chọn đơn vị cấp “Huyện/quận/thị xã”"):
			frappe.get_doc({"doctype": "Decision", "administrative_unit": make.PROVINCE, **values}).insert(
				ignore_permissions=True
			)
		decision = frappe.get_doc(
			{"doctype": "Decision", "administrative_unit": make.DISTRICT, **values}
		).insert()
	make.act("Decision", decision.name, "Submit for Signature", who.district_officer)
	with refused("thuộc thẩm quyền của Chủ tịch UBND cấp huyện"):
		make.act("Decision", decision.name, "Issue Decision", who.provincial_leader)
	make.act("Decision", decision.name, "Issue Decision", second_chair)
	assert make.state_of(name) == "Approved"


# --- amounts ----------------------------------------------------------------------------------------------


def test_small_lists_pass_a_step_by_and_the_history_says_so(who):
	"""Two people with merit get 3,000,000 VND, three get 4,500,000."""
	route(COMMUNE, (*TAX, 4_000_000), DISTRICT, PROVINCE)
	small, big = signed(who, 2), signed(who, 3)
	assert (make.state_of(small), make.state_of(big)) == ("District Appraisal", "Tax Appraisal")
	steps = frappe.get_doc("Application List", small).steps
	assert [row.skipped_steps or "" for row in steps] == ["", "Chi cục Thuế thẩm định"]
	assert not frappe.get_doc("Application List", big).steps[-1].skipped_steps


def test_lines_taken_out_change_the_way_that_lies_ahead(who):
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	route(COMMUNE, TAX, (*DISTRICT, 4_000_000), PROVINCE)
	name = signed(who, 3)
	assert frappe.db.get_value("Application List", name, "next_state") == "District Appraisal"
	with make.acting_as(tax):
		make.api.take_out_line(make.lines(name)[0].name, "Chưa đăng ký thuế")
	assert frappe.db.get_value("Application List", name, "next_state") == "Province Decision"


# --- editing ----------------------------------------------------------------------------------------------


def test_a_list_under_way_keeps_the_route_by_which_it_was_submitted(who):
	document = route(COMMUNE, TAX, PROVINCE)
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	under_way, draft = signed(who), make.draft_list(who)
	document.set("steps", rows(COMMUNE, (*DISTRICT[:5], 7), PROVINCE))
	document.save()
	assert press(under_way, "Propose Decision", tax) == "Province Decision"
	press(draft, "Submit for Signature", who.commune_officer)
	assert press(draft, "Sign", who.commune_chair) == "District Appraisal"
	assert getdate(frappe.db.get_value("Application List", draft, "due_date")) == date(2020, 5, 13)


def test_a_returned_list_keeps_its_route_too(who):
	document = route(COMMUNE, TAX, PROVINCE)
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	name = signed(who)
	press(name, "Return", tax, "Sai mã số thuế")
	document.set("steps", rows(COMMUNE, PROVINCE))
	document.save()
	press(name, "Submit for Signature", who.commune_officer)
	assert press(name, "Sign", who.commune_chair) == "Tax Appraisal"


def test_the_route_kept_on_a_list_cannot_be_sent_in(who):
	route(COMMUNE, TAX, PROVINCE)
	name = signed(who)
	kept = frappe.db.get_value("Application List", name, "route_snapshot")
	tax = make.official(roles.TAX_OFFICER, make.DISTRICT)
	with make.acting_as(tax):
		document = frappe.get_doc("Application List", name)
		document.route_snapshot = "[]"
		document.save()
	assert frappe.db.get_value("Application List", name, "route_snapshot") == kept


def test_nonsense_is_refused_in_vietnamese_on_the_route():
	with refused("Quy trình phải có bước quyết định"):
		route(COMMUNE, DISTRICT)
	with refused("Bước 2: thời hạn và mức tiền không được là số âm"):
		route(COMMUNE, (*DISTRICT[:5], -1), PROVINCE)
	with refused("Bước 2 và bước 3 đều do Cơ quan thuế", "Đề nghị giữ lại một bước"):
		route(COMMUNE, TAX, TAX, PROVINCE)
	assert not frappe.db.exists("Approval Route", "THU-NGHIEM")


def test_the_preview_gives_the_dates_that_lists_get():
	"""Monday 04/05/2020: commune 3 days to Thursday 7, tax 2 to Monday 11, province 2 to Wednesday 13."""
	preview = get_route_preview(frappe.as_json(rows(COMMUNE, TAX, PROVINCE)), "2020-05-04")
	assert [row["due"] for row in preview["steps"]] == ["2020-05-07", "2020-05-11", "2020-05-13"]
	assert preview["working_days"] == 7
	assert preview["sentence"].startswith("UBND cấp xã lập danh sách trong 3 ngày làm việc → ")
	assert "đứng cuối cùng" in get_route_preview(frappe.as_json(rows(COMMUNE)), "2020-05-04")["problem"]


@pytest.mark.parametrize(
	("start", "due"),
	[
		(
			"2021-02-08",
			["2021-02-18", "2021-02-22", "2021-02-24"],
		),  # 9, 17, 18; Tết 10 to 16/02; 19, 22; 23, 24
		(
			"2021-04-28",
			["2021-05-05", "2021-05-07", "2021-05-11"],
		),  # 29; 30/04, 01/05 and Monday 03/05 off; 4, 5
		("2020-12-30", ["2021-01-05", "2021-01-07", "2021-01-11"]),  # 31; 01/01 off; Monday 4, 5; 6, 7; 8, 11
		("2020-08-31", ["2020-09-04", "2020-09-08", "2020-09-10"]),  # 1; 02/09 off; 3, 4; Monday 7, 8; 9, 10
	],
)
def test_deadlines_across_tet_the_holidays_and_the_end_of_the_year(start, due):
	preview = get_route_preview(frappe.as_json(rows(COMMUNE, TAX, PROVINCE)), start)
	assert [row["due"] for row in preview["steps"]] == due


# --- freezes ----------------------------------------------------------------------------------------------


def freeze(first: str, last: str, unit: str = make.DISTRICT, **fields):
	values = {
		"administrative_unit": unit,
		"valid_from": first,
		"valid_to": last,
		"reason": "Sắp xếp đơn vị hành chính",
	}
	return frappe.get_doc({"doctype": "Freeze Period", **values, **fields}).insert()


def due(name: str) -> date:
	return getdate(frappe.db.get_value("Application List", name, "due_date"))


def test_nothing_moves_in_a_frozen_area_and_the_clock_stands_still(who):
	name = make.draft_list(who)  # Monday 04/05/2020, 5 working days: Monday 11
	far = make.draft_list(make.officials(make.FAR_COMMUNE))
	document = freeze("2020-05-06", "2020-05-12")
	assert due(name) == date(2020, 5, 18)  # 5; then after the freeze 13, 14, 15, 18
	assert due(far) == date(2020, 5, 11)
	make.go_to("2020-05-06")
	with refused("đang tạm dừng xử lý từ 06/05/2020 đến hết 12/05/2020", "Sắp xếp đơn vị hành chính"):
		press(name, "Submit for Signature", who.commune_officer)
	assert make.state_of(name) == "Draft"
	assert due(make.draft_list(who)) == date(2020, 5, 19)  # drawn up in the freeze: 13, 14, 15, 18, 19
	document.valid_to = "2020-05-08"
	document.save()
	assert due(name) == date(2020, 5, 14)  # 5; then 11, 12, 13, 14
	make.go_to("2020-05-11")
	assert press(name, "Submit for Signature", who.commune_officer) == "Commune Signing"


def test_due_dates_that_meet_are_each_moved_once(who):
	early, late = make.draft_list(who), make.draft_list(who)
	make.go_to("2021-06-28")
	for name, day in ((early, "2021-07-06"), (late, "2021-07-20")):
		frappe.db.set_value("Application List", name, "due_date", day)
	document = freeze("2021-07-05", "2021-07-16")  # ten working days
	assert (due(early), due(late)) == (date(2021, 7, 20), date(2021, 8, 3))
	document.valid_to = "2021-07-09"  # five are given back
	document.save()
	assert (due(early), due(late)) == (date(2021, 7, 13), date(2021, 7, 27))
	document.valid_to = "2021-07-16"
	document.save()
	document.delete()
	assert (due(early), due(late)) == (date(2021, 7, 6), date(2021, 7, 20))


def test_a_date_within_a_freeze_that_is_taken_away_stays(who):
	"""A list that was handed over may be due on a frozen day of its new unit."""
	document = freeze("2020-05-06", "2020-05-12")
	name = make.draft_list(who)
	frappe.db.set_value("Application List", name, "due_date", "2020-05-07")
	document.delete()
	assert due(name) == date(2020, 5, 7)


def test_a_freeze_of_one_programme_leaves_the_others_alone(who):
	other = next(name for name in frappe.get_all("Support Programme", pluck="name") if name != make.PROGRAMME)
	name = make.draft_list(who)
	freeze("2020-05-04", "2020-05-12", programme=other)
	assert due(name) == date(2020, 5, 11)
	assert press(name, "Submit for Signature", who.commune_officer) == "Commune Signing"


def test_decisions_and_batches_stand_still_too(who):
	decision = make.decision([make.list_in("Province Decision", who)], who).name
	freeze(frappe.flags.covid_support_day, "2020-12-31", unit=make.PROVINCE)
	with refused("đang tạm dừng xử lý"):
		make.act("Decision", decision, "Submit for Signature", who.department_officer)
	assert make.state_of(decision, "Decision") == "Draft"


def test_freezes_that_make_no_sense_are_refused():
	with refused("không được bắt đầu trong quá khứ"):
		freeze("2020-05-01", "2020-05-12")
	with refused("ngày kết thúc sớm hơn ngày bắt đầu"):
		freeze("2020-05-12", "2020-05-06")
	first = freeze("2020-05-06", "2020-05-12")
	with refused("đã có đợt tạm dừng từ 06/05/2020 đến 12/05/2020", first.name):
		freeze("2020-05-12", "2020-05-20", unit=make.COMMUNE)
	make.go_to("2020-05-08")
	with refused("Không xóa được đợt tạm dừng đã bắt đầu"):
		first.delete()
	first.valid_to = "2020-05-07"
	with refused("sớm nhất là hôm nay"):
		first.save()
