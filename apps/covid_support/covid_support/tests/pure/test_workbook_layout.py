"""Headings found under titles, in one row or two; totals, signatures and repeated headings told apart."""

import pytest
from workbook_samples import write_xlsx

from covid_support.registry.workbooks.column_names import heading_digest, suggestion, suggestions
from covid_support.registry.workbooks.layout import MergedDown, RowKinds, find_layout
from covid_support.registry.workbooks.reading import Workbook


def targets(headings) -> dict[str, int]:
	return {seems.target: column for column, seems in suggestions(headings).items()}


@pytest.mark.parametrize(
	("heading", "target"),
	[
		("Họ và tên", "full_name"), ("HỌ TÊN", "full_name"), ("Ho va ten", "full_name"), ("Họ vả tên", "full_name"),
		("Số CCCD/CMND", "identity_number"), ("CCCD/ĐDCN", "personal_id"), ("Ngày, tháng, năm sinh", "birth_date"),
		("Năm sinh", "birth_date"), ("Giới tính", "sex"), ("Nam", "born_male"), ("Nữ", "born_female"),
		("Địa chỉ", "address"), ("Ấp/Khóm", "hamlet"), ("Xã", "commune"), ("Huyện", "district"), ("Dân tộc", "ethnic_group"),
		("Số điện thoại", "phone"), ("Số tài khoản", "account_number"), ("Ngân hàng", "bank"), ("Chủ tài khoản", "account_holder"),
		("Đối tượng", "category"), ("Hộ nghèo", "poverty"), ("Mã hộ", "household_code"), ("Chủ hộ", "household_head"),
		("Số sổ BHXH", "social_insurance_number"), ("Hä vµ tªn", "full_name"), ("Hoï vaø teân", "full_name"),
		("Ngµy sinh", "birth_date"), ("Số CCCD (kèm bản sao)", "personal_id"), ("Ghi chú", "ignored"), ("Quan hệ với chủ hộ", "household_role"),
	],
)  # fmt: skip
def test_headings_are_understood_however_they_are_typed(heading, target):
	assert suggestion(heading).target == target


@pytest.mark.parametrize(
	"text",
	[
		"Nguyễn Văn An",
		"UBND xã Đại Tâm",
		"1958",
		"",
		"Danh sách đề nghị hỗ trợ người lao động không có giao kết hợp đồng lao động bị mất việc làm",
	],
)
def test_other_texts_remind_of_nothing(text):
	assert suggestion(text) is None


def test_each_target_goes_to_one_column():
	assert targets(["STT", "Họ và tên", "Tên", "Họ tên chủ hộ", "CCCD", "Số CMND/CCCD"]) == {
		"ordinal": 0, "full_name": 1, "given_name": 2, "household_head": 3, "personal_id": 4, "identity_card": 5,
	}  # fmt: skip


def test_the_same_form_is_known_again():
	assert heading_digest(["Họ và tên", "CCCD"]) == heading_digest(["HO VA TEN ", "cccd"])
	assert heading_digest(["Họ và tên", "CCCD"]) != heading_digest(["CCCD", "Họ và tên"])


TITLES = [
	["ỦY BAN NHÂN DÂN XÃ ĐẠI TÂM", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
	[],
	["DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ"],
	["(Kèm theo Tờ trình số 12/TTr-UBND)"],
]


def test_headings_stand_under_the_titles():
	layout = find_layout(
		[*TITLES, ["STT", "Họ và tên", "Năm sinh", "CCCD"], ["(1)", "(2)", "(3)", "(4)"], [1, "An", 1958, ""]]
	)
	assert layout.headings == ("STT", "Họ và tên", "Năm sinh", "CCCD")
	assert layout.first_row == 6


def test_two_rows_of_headings_are_read_as_one(tmp_path):
	rows = [
		*TITLES,
		["STT", "Họ và tên", "Năm sinh", "", "Nơi ở", "", ""],
		["", "", "Nam", "Nữ", "Ấp", "Xã", "Huyện"],
		["A", "B", 1, 2, 3, 4, 5],
		[1, "Nguyễn Văn An", 1958, "", "Đại Nghĩa", "Đại Tâm", "Mỹ Xuyên"],
	]
	merged = [(4, 2, 4, 3, "Năm sinh"), (4, 4, 4, 6, "Nơi ở"), (4, 0, 5, 0, "STT"), (4, 1, 5, 1, "Họ và tên")]
	sheet = Workbook(write_xlsx(tmp_path / "a.xlsx", rows, merged=merged)).sheets()[0]
	layout = find_layout(sheet.rows(), sheet.merged)
	assert layout.headings[:4] == ("STT", "Họ và tên", "Năm sinh › Nam", "Năm sinh › Nữ")
	assert layout.first_row == 7
	found = targets(layout.headings)
	assert (found["born_male"], found["born_female"], found["full_name"]) == (2, 3, 1)
	assert (found["hamlet"], found["commune"], found["district"]) == (4, 5, 6)


@pytest.mark.parametrize("above", range(6))
def test_a_heading_that_is_merged_over_columns_stands_over_each_of_them(above):
	rows = [[""]] * above + [["STT", "Họ và tên", "Năm sinh", "", "CCCD"], [1, "An", "", 1958, ""]]
	layout = find_layout(rows, [((above, 2), (above, 3))])
	assert layout.headings == ("STT", "Họ và tên", "Năm sinh", "Năm sinh", "CCCD")


def test_two_rows_of_headings_without_marks_of_merging():
	layout = find_layout([["STT", "Họ và tên", "Năm sinh", ""], ["", "", "Nam", "Nữ"], [1, "An", "", 1958]])
	assert layout.headings == ("STT", "Họ và tên", "Năm sinh › Nam", "Năm sinh › Nữ")
	assert layout.first_row == 2


def test_the_first_person_is_not_taken_for_a_heading():
	layout = find_layout(
		[["Họ và tên", "Năm sinh", "Xã"], ["Nguyễn Văn An", "", "Đại Tâm"], ["Trần Thị Bé", "1960", ""]]
	)
	assert layout.first_row == 1


def test_a_sheet_without_headings_has_no_layout():
	assert find_layout([["Nguyễn Văn An", 1958], ["Trần Thị Bé", 1960]]) is None
	assert find_layout([]) is None


LAYOUT = find_layout([["STT", "Họ và tên", "Năm sinh", "CCCD", "Địa chỉ"], [1, "An", 1958, "", ""]])


@pytest.mark.parametrize(
	("row", "kind"),
	[
		([1, "Nguyễn Văn An", 1958, "094058000123", ""], "person"),
		([2, "Tống Công Tổng", "1958", "", ""], "person"),
		([3, "Trần Thị Bé", "", "", "ấp 1"], "person"),
		(["", "", "", "", ""], "blank"),
		(["STT", "Họ và tên", "Năm sinh", "CCCD", "Địa chỉ"], "heading"),
		([1, 2, 3, 4, 5], "heading"),
		(["Tổng cộng", "", "", "", ""], "total"),
		(["", "Cộng", "", "", ""], "total"),
		(["Tổng cộng: 25 người", "", "", "", ""], "total"),
		(["Tổng cộng", "", 25, "", ""], "total"),
		(["", "Người lập biểu", "", "", "TM. UBND xã"], "signature"),
		(["", "", "", "", "Đại Tâm, ngày 12 tháng 5 năm 2020"], "signature"),
		(["Ấp Đại Nghĩa Thắng", "", "", "", ""], "section"),
		(["II", "Người có công", "", "", ""], "section"),
	],
)  # fmt: skip
def test_rows_are_told_apart(row, kind):
	assert RowKinds(LAYOUT, (2, 3), 1).kind(row) == kind


def test_names_under_a_signature_are_no_people_until_the_list_goes_on():
	kinds = RowKinds(LAYOUT, (2, 3), 1)
	rows = [
		["", "Người lập biểu", "", "", ""],
		["", "Lý Thị Sang", "", "", ""],
		[5, "Trần Thị Bé", 1960, "", ""],
		[6, "Danh Sa", "", "", ""],
	]
	assert [kinds.kind(row) for row in rows] == ["signature", "signature", "person", "person"]


def test_cells_merged_downwards_are_filled():
	filler = MergedDown([((3, 1), (5, 1))], 2)
	assert [filler.fill(number, list(row)) for number, row in enumerate([["a", ""]] * 3 + [["b", "Hộ 1"], ["c", ""], ["d", ""], ["e", ""]])][3:] == [
		["b", "Hộ 1"], ["c", "Hộ 1"], ["d", "Hộ 1"], ["e", ""],
	]  # fmt: skip
