"""Official prints read back from the PDF: whose names and which sums stand on them."""

import frappe
import pytest

from covid_support import api
from covid_support.policies import roles
from covid_support.tests import factories as make
from covid_support.tests.printed import BATCH, DECISION, LIST, money, numbered, reader_of, text
from covid_support.tests.pure.document_reader import fonts_of

LONG_NAME = "Nguyễn Phước Tôn Nữ Hoàng Thị Thạch Sà Rây Kim Phượng Quỳnh Như Thương"


@pytest.fixture
def signed_list(who):
	"""Three people with merit, 1,500,000 VND each, on a list that has reached the district."""
	return make.list_in("District Appraisal", who, 3)


def test_list_names_everybody_and_sums(signed_list):
	rows = make.lines(signed_list)
	printed = text(LIST, signed_list, "proposed_list")
	for row in rows:
		person = frappe.get_doc("Beneficiary", row.beneficiary)
		assert person.full_name in printed and person.birth_date in printed and person.personal_id in printed
	assert numbered(LIST, signed_list, "proposed_list") == len(rows) == 3
	assert f"TỔNG CỘNG (3 người) {money(sum(row.proposed_amount for row in rows))}" in printed
	assert "4.500.000 đồng (bằng chữ: Bốn triệu năm trăm nghìn đồng)" in printed
	assert "theo Nghị quyết số 42/NQ-CP ngày 09 tháng 4 năm 2020 của Chính phủ" in printed
	assert "ngày 04 tháng 5 năm 2020" in printed


def test_vietnamese_font_is_embedded(signed_list):
	fonts = fonts_of(reader_of(LIST, signed_list, "proposed_list"))
	assert fonts and all(fonts.values())
	assert all("LiberationSerif" in name for name in fonts)


def test_name_of_seventy_letters_is_printed_whole(who):
	assert len(LONG_NAME) == 70
	name = make.empty_list(who.commune_officer)
	make.add_people(name, [make.person(full_name=LONG_NAME)], who.commune_officer)
	assert LONG_NAME in text(LIST, name, "proposed_list")


def test_months_and_rate_are_printed_where_the_amount_comes_from_them(who):
	name = make.empty_list(who.commune_officer, policy=make.WORKER)
	declared = {"job_family": frappe.get_all("Job Family", pluck="name")[0], "has_labour_contract": "No"}
	declared |= {"monthly_income": 100_000, "months": 2, "stopped_from": "2020-04-01"}
	make.add_people(name, make.people(1, category=None), who.commune_officer, **declared)
	make.go_to("2020-05-05")
	printed = text(LIST, name, "proposed_list")
	assert "Mức hỗ trợ" in printed and "1.000.000 2 2.000.000" in printed
	assert "Mức hỗ trợ" not in text(LIST, make.draft_list(who), "proposed_list")


def test_no_name_stands_under_an_unsigned_paper(who):
	chair = name_under(who.commune_chair)
	officer = name_under(who.commune_officer)
	name = make.draft_list(who)
	draft = text(LIST, name, "proposed_list")
	assert chair not in draft and officer not in draft
	assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in draft and "ngày tháng năm" in draft
	submitted = text(LIST, make.move_list(name, who, "Commune Signing"), "proposed_list")
	assert officer in submitted and chair not in submitted
	signed = text(LIST, make.move_list(name, who, "Public Posting"), "proposed_list")
	assert officer in signed and chair in signed
	make.move_list(name, who, "District Appraisal")
	make.act(LIST, name, "Return", who.district_officer, "Rà soát lại")
	assert chair not in text(LIST, name, "proposed_list")


def name_under(user: str) -> str:
	"""Give the official a name of their own to look for, and return it."""
	name = f"Trần Mẫu {'ABCDEĐGHIK'[len(name_under.given)]}"
	name_under.given.append(name)
	frappe.db.set_value("Official Assignment", {"user": user}, "full_name", name)
	frappe.db.set_value("User", user, "full_name", name)
	frappe.clear_document_cache("User", user)
	return name


name_under.given = []


@pytest.fixture(autouse=True)
def fresh_names():
	name_under.given.clear()


def test_deputy_signs_in_the_place_of_the_chair(who):
	frappe.db.set_value(
		"Official Assignment", {"user": who.commune_chair}, "position_title", "Phó Chủ tịch UBND xã"
	)
	name = make.list_in("District Appraisal", who)
	assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in text(LIST, name, "proposed_list")


def test_post_and_name_are_those_of_the_day_of_signing(who, signed_list):
	frappe.db.set_value(
		"Official Assignment",
		{"user": who.commune_chair},
		{"position_title": "Chủ tịch", "full_name": "Lê Thị Mẫu", "valid_to": "2020-06-01"},
	)
	make.go_to("2020-08-01")
	printed = text(LIST, signed_list, "proposed_list")
	assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in printed and printed.endswith("Lê Thị Mẫu")


def test_commune_papers_keep_what_a_higher_level_takes_out_later(who, signed_list):
	line = make.lines(signed_list)[0]
	with make.acting_as(who.district_officer):
		api.take_out_line(line.name, "Trùng đối tượng")
	assert "TỔNG CỘNG (3 người) 4.500.000" in text(LIST, signed_list, "proposed_list")
	assert "03 người" not in text(LIST, signed_list, "submission_letter")
	assert "là 3 người, tổng kinh phí 4.500.000 đồng" in text(LIST, signed_list, "submission_letter")
	make.move_list(signed_list, who, "District Signing")
	assert "là 2 người, tổng kinh phí 3.000.000 đồng" in text(LIST, signed_list, "district_letter")


def test_commune_papers_leave_out_what_the_commune_took_out_while_posting(who):
	name = make.list_in("Public Posting", who, 3)
	line = make.lines(name)[0]
	with make.acting_as(who.commune_officer):
		api.take_out_line(line.name, "Đã chết trước ngày lập danh sách")
	assert "TỔNG CỘNG (2 người) 3.000.000" in text(LIST, name, "proposed_list")
	assert line.beneficiary_name not in text(LIST, name, "proposed_list")


def test_list_signed_again_leaves_out_what_was_refused_in_the_first_round(who, signed_list):
	line = make.lines(signed_list)[0]
	with make.acting_as(who.district_officer):
		api.take_out_line(line.name, "Trùng đối tượng")
	make.act(LIST, signed_list, "Return", who.district_officer, "Rà soát lại")
	make.go_to("2020-05-11")
	make.move_list(signed_list, who, "District Appraisal")
	assert "TỔNG CỘNG (2 người) 3.000.000" in text(LIST, signed_list, "proposed_list")


def test_letter_is_dated_after_the_posting_that_it_tells_of(who):
	name = make.list_in("Public Posting", who)
	letter = text(LIST, name, "submission_letter")
	assert "từ ngày 04 tháng 5 năm 2020" in letter and "ngày tháng năm" in letter
	make.move_list(name, who, "District Appraisal")
	closed = frappe.db.get_value("List Step", {"parent": name, "action": "Close Posting"}, "taken_at")
	assert f", ngày {closed.day:02d} tháng {closed.month} năm 2020 TỜ TRÌNH" in text(
		LIST, name, "submission_letter"
	)


def test_letters_name_sender_receiver_and_legal_basis(who):
	name = make.list_in("Province Appraisal", who)
	commune, district = text(LIST, name, "submission_letter"), text(LIST, name, "district_letter")
	assert "Kính gửi: Ủy ban nhân dân huyện Kế Sách" in commune
	assert "Ủy ban nhân dân xã An Mỹ kính trình Ủy ban nhân dân huyện Kế Sách" in commune
	assert "Kính gửi: Ủy ban nhân dân tỉnh Sóc Trăng" in district
	for letter in (commune, district):
		assert "Căn cứ Nghị quyết số 42/NQ-CP ngày 09 tháng 4 năm 2020 của Chính phủ" in letter
		assert (
			"Căn cứ Quyết định số 15/2020/QĐ-TTg ngày 24 tháng 4 năm 2020 của Thủ tướng Chính phủ" in letter
		)


def test_letter_of_the_district_holds_every_list_signed_that_day(who):
	"""Two communes, two policies; a list signed on another day goes with another letter."""
	second = make.officials(make.SECOND_COMMUNE)
	names = [make.draft_list(who, 2), make.draft_list(second, 3, make.ASSISTANCE, "BTXH")]
	for name, officials in zip(names, (who, second), strict=True):
		make.move_list(name, officials, "District Signing")
	other_day = make.list_in("District Signing", who, 1, make.ASSISTANCE, "BTXH")
	waiting = text(LIST, names[0], "district_letter")
	make.go_to("2020-05-12")
	for name in names:
		make.act(LIST, name, "Sign", who.district_chair)
	make.go_to("2020-05-13")
	make.act(LIST, other_day, "Sign", who.district_chair)
	letter = text(LIST, names[0], "district_letter")
	amount = sum(row.proposed_amount for name in names for row in make.lines(name))
	assert amount == 2 * 1_500_000 + 3 * 1_500_000
	assert f"là 5 người, tổng kinh phí {money(amount)} đồng" in letter
	assert "Xã An Mỹ" in letter and "Xã Đại Hải" in letter
	assert "02 danh sách đề nghị của Ủy ban nhân dân 02 xã" in letter
	assert "TỔNG CỘNG 5 7.500.000" in letter
	assert "là 6 người" in waiting  # before the signature: all that lie before the chair
	assert "là 1 người" in text(LIST, other_day, "district_letter")


def test_letter_of_the_district_keeps_its_sums_when_the_province_takes_a_line_out(who):
	name = make.list_in("Province Appraisal", who, 3)
	with make.acting_as(who.department_officer):
		api.take_out_line(make.lines(name)[0].name, "Không đủ điều kiện")
	assert "là 3 người, tổng kinh phí 4.500.000 đồng" in text(LIST, name, "district_letter")


@pytest.fixture
def decided(who):
	"""(decision, lists): two people of one group, three of another, issued."""
	names = [
		make.list_in("Province Decision", who, 2),
		make.list_in("Province Decision", who, 3, make.ASSISTANCE, "BTXH"),
	]
	return make.decision(names, who), names


def test_decision_adds_up_to_its_annexes(who, decided):
	decision, names = decided
	rows = [row for name in names for row in make.lines(name)]
	amount = sum(row.proposed_amount for row in rows)
	draft = text(DECISION, decision.name, "decision")
	assert "Số: /QĐ-UBND" in draft and f"5 người, tổng kinh phí {money(amount)} đồng" in draft
	make.act(DECISION, decision.name, "Submit for Signature", who.department_officer)
	make.act(DECISION, decision.name, "Issue Decision", who.provincial_leader)
	issued = text(DECISION, decision.name, "decision")
	number = frappe.db.get_value(DECISION, decision.name, "document_number")
	assert f"Số: {number}" in issued and number.endswith("/QĐ-UBND")
	assert "(bằng chữ: Bảy triệu năm trăm nghìn đồng)" in issued
	assert "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG" in issued and "TM. ỦY BAN NHÂN DÂN" not in issued
	assert "Phụ lục I" in issued and "Phụ lục II" in issued
	assert "TỔNG CỘNG (2 người) 3.000.000" in issued and "TỔNG CỘNG (3 người) 4.500.000" in issued
	assert all(row.beneficiary_name in issued for row in rows)


def test_decision_that_differs_from_its_lines_is_not_printed(decided):
	decision, _names = decided
	frappe.db.set_value(DECISION, decision.name, "amount", decision.amount + 1)
	with pytest.raises(frappe.ValidationError, match="Quyết định phê duyệt"):
		text(DECISION, decision.name, "decision")


def test_payment_list_has_room_to_sign_and_shows_results(who):
	name = make.list_in("Province Decision", who, 3)
	batch = make.sent_batch(make.issued_decision([name], who), who)
	sent = text(BATCH, batch, "payment_list")
	number = frappe.db.get_value(DECISION, frappe.db.get_value(BATCH, batch, "decision"), "document_number")
	assert f"(Theo Quyết định số {number} ngày" in sent and "Ký nhận" in sent
	assert "TỔNG CỘNG (3 người) 4.500.000" in sent and numbered(BATCH, batch, "payment_list") == 3
	absent = make.payments(batch)[0]
	make.pay(batch, who, {absent.name: "Vắng mặt"})
	paid = text(BATCH, batch, "payment_list").split("Ký nhận", 1)[1]  # the head tells the day of the reprint
	day = make.payments(batch)[1].paid_on.strftime("%d/%m/%Y")
	assert paid.count(day) == 2 and paid.count("Vắng mặt") == 1


def test_identity_numbers_only_for_those_who_may_read_them(who, signed_list):
	numbers = frappe.get_all(
		"Beneficiary",
		filters={"name": ["in", [row.beneficiary for row in make.lines(signed_list)]]},
		fields=["personal_id", "identity_masked"],
	)
	shown = text(LIST, signed_list, "proposed_list", who.district_officer)
	hidden = text(LIST, signed_list, "proposed_list", make.official(roles.SUPERVISOR, make.PROVINCE))
	for row in numbers:
		assert row.personal_id in shown
		assert row.personal_id not in hidden
		assert row.personal_id[-3:] in hidden and row.identity_masked.split("*")[-1] in hidden
