"""Policies told back in Vietnamese: the sentences that an administrator checks against the decree."""

import csv
from pathlib import Path

import pytest

from covid_support.rules.phrase import lowered
from covid_support.rules.policy_snapshot import PolicySnapshot
from covid_support.rules.read_back import Frame, read_back

ROWS = Path(__file__).parents[2] / "locale" / "vi"


@pytest.fixture(scope="module")
def translate():
	texts = {}
	for path in ROWS.glob("*.csv"):
		with path.open(encoding="utf-8", newline="") as file:
			texts.update({row[0]: row[1] for row in csv.reader(file) if row})
	return lambda source: texts.get(source, source)


def told(translate, policy: dict, frame: Frame, names: dict | None = None) -> list[str]:
	snapshot = PolicySnapshot.from_dict({"policy_code": "X", "version": 1, **policy})
	return [sentence.phrase.said(translate) for sentence in read_back(snapshot, frame, names)]


def fixed(code: str, amount: int, *criteria: tuple) -> dict:
	return {
		"code": code,
		"title": code,
		"method": "Fixed",
		"amount": amount,
		"criteria": [criterion(*row) for row in criteria],
	}


def criterion(group: int, fact: str, operator: str, value: str = "") -> dict:
	return {"group": group, "fact": fact, "operator": operator, "value": value}


def test_suspended_worker_of_nq68(translate):
	"""QĐ 23/2021/QĐ-TTg Điều 13-16: 3,710,000 from a month, 1,855,000 from 15 days; supplements of a million."""
	policy = {
		"criteria": [
			criterion(1, "insured_social", "=", "Yes"),
			criterion(2, "contract_suspended_from", "between", "2021-05-01; 2021-12-31"),
		],
		"components": [
			fixed("THANG", 3_710_000, (1, "days", ">=", "30")),
			fixed("NGAY", 1_855_000, (1, "days", "between", "15; 29")),
			fixed("THAI", 1_000_000, (1, "pregnant", "=", "Yes")),
		],
	}
	frame = Frame(
		"Người lao động tạm hoãn hợp đồng",
		"2021-07-07",
		"2022-01-31",
		legal_basis="Quyết định số 23/2021/QĐ-TTg",
		exclusive_group="Hỗ trợ một lần NQ 68",
		once_only=True,
	)
	assert told(translate, policy, frame) == [
		"Người lao động tạm hoãn hợp đồng được hưởng theo các trường hợp dưới đây khi: đang tham gia bảo hiểm xã hội bắt buộc; "
		"tạm hoãn hợp đồng lao động từ ngày: trong khoảng từ 01/05/2021 đến hết 31/12/2021.",
		"3.710.000 đồng nếu số ngày đề nghị hỗ trợ từ 30 trở lên.",
		"1.855.000 đồng nếu số ngày đề nghị hỗ trợ từ 15 đến 29.",
		"1.000.000 đồng nếu đang mang thai.",
		"Mỗi người chỉ được hưởng một lần.",
		"Không hưởng cùng lúc với chính sách khác thuộc nhóm “Hỗ trợ một lần NQ 68”.",
		"Nộp hồ sơ từ ngày 07/07/2021 đến hết ngày 31/01/2022.",
		"Theo Quyết định số 23/2021/QĐ-TTg.",
	]


def test_worker_without_contract_of_nq42(translate):
	"""QĐ 15/2020/QĐ-TTg: a million a month, at most three, below the near-poor line, one of the job families."""
	policy = {
		"period_kind": "Month",
		"criteria": [
			criterion(1, "has_labour_contract", "=", "No"),
			criterion(2, "monthly_income", "<", "{near_poor_line}"),
			criterion(3, "job_family", "in", "STREET_TRADE, PORTERAGE"),
		],
		"components": [
			{
				"code": "A",
				"title": "A",
				"method": "Per Month",
				"amount": 1_000_000,
				"maximum_quantity": 3,
			}
		],
	}
	names = {"STREET_TRADE": "Bán hàng rong", "PORTERAGE": "Bốc vác"}
	assert told(translate, policy, Frame("Lao động tự do"), names) == [
		"Lao động tự do được hưởng 1.000.000 đồng/tháng, tính theo số tháng đề nghị hỗ trợ, tối đa 3 khi: "
		"không thuộc trường hợp có giao kết hợp đồng lao động; thu nhập bình quân tháng dưới chuẩn cận nghèo về thu nhập; "
		"nhóm công việc thuộc một trong: “Bán hàng rong”, “Bốc vác”.",
		"Hỗ trợ theo từng tháng đề nghị.",
	]
	for_ever = told(translate, policy, Frame("Lao động tự do", once_only=True), names)
	assert for_ever[1:] == ["Mỗi người chỉ được hưởng một lần."]


def test_alternatives_sets_and_supplements(translate):
	policy = {
		"criteria": [
			criterion(1, "categories", "contains", "NCC"),
			criterion(1, "household_poverty", "in", "Poor, Near Poor"),
		],
		"components": [fixed("A", 500_000), fixed("B", 200_000, (1, "children_under_6", ">", "0"))],
	}
	assert told(translate, policy, Frame("Hộ khó khăn"), {"NCC": "Người có công"}) == [
		"Hộ khó khăn được hưởng 500.000 đồng khi: có một trong các trường hợp: nhóm đối tượng có “Người có công” "
		"hoặc tình trạng nghèo của hộ thuộc một trong: hộ nghèo, hộ cận nghèo.",
		"Thêm 200.000 đồng nếu số con chưa đủ 6 tuổi trên 0.",
	]


def test_own_fields_and_electricity_by_quarter(translate):
	policy = {
		"period_kind": "Quarter",
		"applicant_kind": "Household",
		"criteria": [criterion(1, "so_kwh", "<=", "150")],
		"components": [
			{
				"code": "A",
				"title": "A",
				"method": "Per Unit",
				"amount": 1_806,
				"quantity_fact": "so_kwh",
				"maximum_quantity": 46,
			}
		],
		"extra_facts": [{"key": "so_kwh", "label": "Số kWh tiêu thụ", "kind": "number"}],
	}
	assert told(translate, policy, Frame("Hộ nghèo")) == [
		"Hộ nghèo được hưởng 1.806 đồng cho mỗi đơn vị của số kWh tiêu thụ, tối đa 46 khi: số kWh tiêu thụ không quá 150.",
		"Hỗ trợ theo từng quý đề nghị.",
	]


def test_real_costs_within_a_maximum_for_each_unit(translate):
	"""QĐ 23/2021/QĐ-TTg Điều 11–14: the real tuition, at most 1,500,000 đồng a worker and month."""
	policy = {
		"applicant_kind": "Employer",
		"components": [
			{
				"code": "A",
				"title": "A",
				"method": "Per Unit",
				"amount": 1,
				"quantity_fact": "hoc_phi",
				"maximum_per_unit": 1_500_000,
				"maximum_by_fact": "nguoi_thang",
			}
		],
		"extra_facts": [
			{"key": "hoc_phi", "label": "Tổng học phí thực tế", "kind": "money"},
			{"key": "nguoi_thang", "label": "Tổng số người-tháng đào tạo", "kind": "number"},
		],
	}
	assert told(translate, policy, Frame("Người sử dụng lao động")) == [
		"Người sử dụng lao động được hưởng đúng bằng tổng học phí thực tế, "
		"không quá 1.500.000 đồng nhân với tổng số người-tháng đào tạo, không kèm điều kiện nào khác.",
	]


def test_percentages_loans_instalments_and_exclusions(translate):
	grant = {
		"components": [
			{
				"code": "A",
				"title": "A",
				"method": "Percent With Cap",
				"percent": 62.5,
				"maximum_amount": 1_500_000,
				"quantity_fact": "hoc_phi",
			}
		],
		"extra_facts": [{"key": "hoc_phi", "label": "Học phí", "kind": "money"}],
		"instalments": [
			{"title": "Đợt 1", "percent": 30},
			{"title": "Đợt 2", "percent": 70, "needs_acceptance": True},
		],
	}
	frame = Frame(
		"Học viên",
		not_together_with=("Vay vốn", "Hỗ trợ nhà ở"),
	)
	assert told(translate, grant, frame) == [
		"Học viên được hưởng 62,5% của học phí, không quá 1.500.000 đồng, không kèm điều kiện nào khác.",
		"Chi trả thành 2 đợt: Đợt 1 (30%); Đợt 2 (70%, sau khi nghiệm thu).",
		"Không áp dụng đối với người đã hưởng: Vay vốn; Hỗ trợ nhà ở.",
	]
	loan = {
		"applicant_kind": "Employer",
		"components": [
			{
				"code": "V",
				"title": "V",
				"method": "Loan Ceiling",
				"amount": 4_420_000,
				"percent": 50,
				"quantity_fact": "months",
			}
		],
	}
	assert told(translate, loan, Frame("Người sử dụng lao động", exclusive_group="Vay", tops_up=True)) == [
		"Người sử dụng lao động được hưởng 50% của (khoản vay tối đa 4.420.000 đồng cho mỗi đơn vị của số tháng đề nghị hỗ trợ), "
		"không kèm điều kiện nào khác.",
		"Đã hưởng chính sách khác thuộc nhóm “Vay” thì chỉ được chi phần chênh lệch đến mức cao hơn.",
	]


@pytest.mark.parametrize(
	("fact", "operator", "value", "said"),
	[
		("age", "=", "18", "tuổi tròn năm là 18"),
		("age", "!=", "18", "tuổi tròn năm không phải là 18"),
		("age", "between", "18; 60", "tuổi tròn năm từ 18 đến 60"),
		("monthly_income", ">", "1.500.000", "thu nhập bình quân tháng trên 1.500.000 đồng"),
		("stopped_from", ">=", "2021-05-01", "nghỉ việc, mất việc từ ngày: không sớm hơn 01/05/2021"),
		("stopped_from", "<", "01/06/2021", "nghỉ việc, mất việc từ ngày: trước 01/06/2021"),
		("pregnant", "!=", "Yes", "không thuộc trường hợp đang mang thai"),
		("sex", "not in", "Male", "giới tính không thuộc: nam"),
		("occupation", "contains", "vé số", "nghề nghiệp có chứa vé số"),
		("categories", "not contains", "NCC", "nhóm đối tượng không có NCC"),
		("months", "is set", "", "đã khai số tháng đề nghị hỗ trợ"),
		("months", "is not set", "", "không khai số tháng đề nghị hỗ trợ"),
	],
)
def test_each_operator_has_its_words(translate, fact, operator, value, said):
	policy = {"criteria": [criterion(1, fact, operator, value)], "components": [fixed("A", 1)]}
	assert told(translate, policy, Frame("X"))[0] == f"X được hưởng 1 đồng khi: {said}."


def test_abbreviations_keep_their_capitals():
	assert [lowered(text) for text in ("Đang mang thai", "BHXH bắt buộc", "F0 điều trị")] == [
		"đang mang thai",
		"BHXH bắt buộc",
		"F0 điều trị",
	]
