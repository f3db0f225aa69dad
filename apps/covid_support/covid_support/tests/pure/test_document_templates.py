"""The five official prints: content, sums, wording, refusals."""

import copy
import re

import pytest

from covid_support.core.problem import Problem
from covid_support.documents.kit.templates import (
	decision,
	payment_list,
	proposed_list,
	results_report,
	submission_letter,
)
from covid_support.tests.pure import document_samples as samples
from covid_support.tests.pure.document_reader import flat, page_texts, squeezed

LISTS = [
	{"unit": "Xã An Hiệp", "group": "Thành viên hộ nghèo", "lines": samples.people(14)},
	{"unit": "Xã Phú Tâm", "group": "Thành viên hộ nghèo", "lines": samples.people(21)},
	{"unit": "Xã Phú Tâm", "group": "Người có công với cách mạng", "lines": samples.people(5, 1_500_000)},
]


def printed(module, data):
	return flat(" ".join(page_texts(module.build(data))))


# the commune's list


def test_proposed_list_holds_what_a_chair_signs():
	text = printed(proposed_list, samples.proposed_list(samples.people(8)))
	assert "DANH SÁCH Đề nghị hỗ trợ thành viên hộ nghèo" in text
	assert "1 Nguyễn Văn Ánh 01/01/1940 094040000000 Ấp Phước Thuận 250.000 3 750.000" in text
	assert "Tổng số: 8 người; tổng số tiền: 6.000.000 đồng (bằng chữ: Sáu triệu đồng)." in text
	assert "NGƯỜI LẬP BIỂU" in text and "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in text
	assert "An Hiệp, ngày 05 tháng 5 năm 2020" in text


def test_birth_dates_stand_under_the_sex_and_in_one_column_when_it_is_not_known():
	lines = samples.people(2)
	headings = [page_texts(proposed_list.build(samples.proposed_list(lines)))[0]]
	lines[1]["sex"] = ""
	headings.append(page_texts(proposed_list.build(samples.proposed_list(lines)))[0])
	assert [re.search(r"Nam Nữ\b", text) is not None for text in headings] == [True, False]
	assert "02/02/1947" in headings[1]


def test_columns_without_a_value_are_left_out():
	lines = [
		{key: value for key, value in line.items() if key not in ("rate", "quantity")}
		for line in samples.people(3)
	]
	text = printed(proposed_list, samples.proposed_list(lines))
	assert "Mức hỗ trợ" not in text and "Số tháng" not in text and "Nhóm đối tượng" not in text
	lines[0]["group"] = "Hộ cận nghèo"
	assert "Nhóm đối tượng" in printed(proposed_list, samples.proposed_list(lines))


def test_money_may_come_as_whole_floats():
	lines = [{**line, "amount": float(line["amount"])} for line in samples.people(4)]
	assert "3.000.000 đồng (bằng chữ: Ba triệu đồng)" in printed(proposed_list, samples.proposed_list(lines))
	lines[2]["amount"] = 750_000.5
	with pytest.raises(Problem, match="Row 3"):
		printed(proposed_list, samples.proposed_list(lines))


# the letter


def test_submission_letter_sums_its_lists():
	text = printed(submission_letter, samples.submission_letter())
	assert "Kính gửi: Ủy ban nhân dân tỉnh Sóc Trăng" in text
	assert "năm 2015; Căn cứ Nghị quyết số 42/NQ-CP" in text and "COVID-19. Ủy ban nhân dân huyện" in text
	amounts = "340 người, tổng kinh phí 300.000.000 đồng (bằng chữ: Ba trăm triệu đồng)"
	assert squeezed(amounts) in squeezed(text)
	assert "TỔNG CỘNG 340 300.000.000" in text
	assert "2 Xã Phú Tâm Thành viên hộ nghèo 160 120.000.000" in text
	assert text.index("3. Đề nghị") < text.index("xem xét, phê duyệt./.") < text.index("Nơi nhận:")
	assert "- Như trên; - Sở Lao động - Thương binh và Xã hội; - Sở Tài chính; - Lưu: VT." in text
	assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in text


def test_several_addressees_stand_in_a_list():
	data = {
		**samples.submission_letter(),
		"addressees": ["Ủy ban nhân dân tỉnh", "Sở Tài chính"],
		"funding": "",
	}
	text = printed(submission_letter, data)
	assert "Kính gửi: - Ủy ban nhân dân tỉnh; - Sở Tài chính." in text
	assert "2. Đề nghị" in text and "Nguồn kinh phí" not in text


# the decision


def test_decision_states_the_sums_of_its_annexes():
	pages = page_texts(decision.build(samples.decision(LISTS)))
	text = flat(" ".join(pages))
	# 35 × 750,000 + 5 × 1,500,000
	assert "tổng số 40 người, tổng kinh phí 33.750.000 đồng" in text
	assert "(bằng chữ: Ba mươi ba triệu bảy trăm năm mươi nghìn đồng)" in text
	assert "1. Thành viên hộ nghèo: 35 người, số tiền 26.250.000 đồng." in text
	assert "2. Người có công với cách mạng: 5 người, số tiền 7.500.000 đồng." in text
	assert text.index("Điều 1.") < text.index("Điều 2.") < text.index("Điều 3.") < text.index("Nơi nhận:")
	assert text.index("Nơi nhận:") < text.index("Phụ lục I DANH SÁCH")
	assert "(Kèm theo Quyết định số 1125/QĐ-UBND ngày 12 tháng 5 năm 2020 của Chủ tịch" in text
	assert "I. Xã An Hiệp (14 người) 10.500.000" in text and "II. Xã Phú Tâm (21 người) 15.750.000" in text
	assert "TỔNG CỘNG (35 người) 26.250.000" in text and "TỔNG CỘNG (5 người) 7.500.000" in text


def test_one_group_has_one_unnumbered_annex():
	text = printed(decision, samples.decision(LISTS[:2]))
	assert "chi tiết tại Phụ lục.)" in text and "Phụ lục DANH SÁCH" in text and "Phụ lục I" not in text


def test_decision_refuses_sums_that_differ_from_its_lists():
	data = {**samples.decision(LISTS), "approved": {"people": 40, "amount": 33_750_000}}
	decision.build(data)
	with pytest.raises(Problem, match=r"approves 41 people and 33\.750\.000 đồng.*hold 40 people"):
		decision.build({**data, "approved": {"people": 41, "amount": 33_750_000}})
	with pytest.raises(Problem, match="Draw the lists up again"):
		decision.build({**data, "approved": {"people": 40, "amount": 33_000_000}})


# the receipt sheet


def test_payment_list_has_room_to_sign():
	text = printed(payment_list, samples.payment_list(samples.people(6)))
	assert "DANH SÁCH CHI TRẢ" in text
	assert squeezed("Ngày nhận Ký nhận (ký, ghi rõ họ tên) Ghi chú") in squeezed(text)
	assert "NGƯỜI CHI TRẢ" in text and "KẾ TOÁN" in text and "CHỦ TỊCH" in text
	assert "Tổng số: 6 người; tổng số tiền: 4.500.000 đồng (bằng chữ: Bốn triệu năm trăm nghìn đồng)." in text


# the report


def test_results_report_prints_figures_levels_and_notes():
	text = printed(results_report, samples.results_report())
	assert "Đơn vị tính: người, đồng" in text
	assert "Nhu cầu" in text and "Đã chi trả" in text and "(10)" in text
	assert "Tổng số 253.514 224.359.890.000" in text and "97,3" in text
	assert "Huyện Châu Thành 7.000 10.500.000.000" in text
	assert "Ghi chú: Tỷ lệ (%)" in text
	assert "STT" not in text


def test_a_report_of_twenty_eight_columns_fits_on_the_page():
	columns = [{"key": "unit", "title": "Đơn vị", "width": 30}] + [
		{
			"title": f"Loại {kind}",
			"sub_columns": [
				{"key": f"{kind}-{index}", "title": title, "kind": "integer", "width": 8}
				for index, title in enumerate(["Số đơn vị", "Số lượt", "Số tiền"] * 3)
			],
		}
		for kind in range(3)
	]
	row = {
		"unit": "Phòng giao dịch Kế Sách",
		**{f"{kind}-{index}": 1234 for kind in range(3) for index in range(9)},
	}
	text = printed(results_report, {**samples.results_report(), "columns": columns, "rows": [row] * 5})
	assert "(28)" in text and text.count("1.234") == 5 * 27


def test_a_report_without_rows_says_so():
	assert "(Không có số liệu)" in printed(results_report, {**samples.results_report(), "rows": []})


# refusals


@pytest.mark.parametrize(
	("module", "data", "key"),
	[
		(proposed_list, samples.proposed_list([]), "signer"),
		(proposed_list, samples.proposed_list([]), "prepared_on"),
		(submission_letter, samples.submission_letter(), "receiver"),
		(decision, samples.decision(LISTS), "legal_basis"),
		(decision, samples.decision(LISTS), "funding"),
		(payment_list, samples.payment_list([]), "subject"),
		(results_report, samples.results_report(), "columns"),
	],
)
def test_what_is_missing_is_named(module, data, key):
	data = copy.deepcopy(data)
	del data[key]
	with pytest.raises(Problem) as caught:
		module.build(data)
	assert caught.value.values == (key,)


def test_dates_may_be_written_out():
	data = {**samples.submission_letter(), "issued_on": "2021-02-03"}
	assert "Châu Thành, ngày 03 tháng 02 năm 2021" in printed(submission_letter, data)
	with pytest.raises(Problem, match="is not a date"):
		submission_letter.build({**data, "issued_on": "3/2/2021"})
