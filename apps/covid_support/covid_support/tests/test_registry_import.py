"""A list from Excel into the registry: read, registered, mended, sent again, undone; each within its area."""

import frappe
import pytest

from covid_support.bulk.start import start
from covid_support.policies import roles
from covid_support.registry import imports_api as api
from covid_support.tests import factories as make
from covid_support.tests import imports_world as world
from covid_support.tests.refusals import refused

pytestmark = pytest.mark.usefixtures("uncommitted")


@pytest.fixture
def district():
	return make.official(roles.DISTRICT_OFFICER, make.DISTRICT)


def counts(document) -> tuple[int, ...]:
	return (
		document.rows_read, document.rows_registered, document.rows_known, document.rows_repeated, document.rows_faulty,
	)  # fmt: skip


# --- looking at the file ---------------------------------------------------------------------------------


def test_the_form_shows_sheets_columns_and_the_first_rows(officer):
	document = world.sent_list(world.list_rows(8), officer)
	assert [(row.sheet, row.chosen, row.first_row) for row in document.sheets] == [("Danh sách", 1, 4)]
	assert [row.target for row in document.columns] == [
		"", "Full Name", "Sex", "Date of Birth", "Personal ID (CCCD)", "Ethnic Group", "Phone", "Hamlet", "Commune",
	]  # fmt: skip
	with make.acting_as(officer):
		shown = api.get_import_preview(document.name)[0]
	assert len(shown["rows"]) == 5 and not any(row["problems"] for row in shown["rows"])
	assert shown["rows"][0]["cells"][1] == world.list_rows(8)[0][1]


def test_old_fonts_are_shown_as_chosen_before_anything_is_read(officer):
	rows = [[1, "Lª ThÞ Hång", "N÷", "1958", "", "Kinh", "", "Êp 1", "An Mü"]]
	document = world.sent_list(rows, officer)
	for column in document.columns:
		column.encoding = "TCVN3 (ABC)"
	with make.acting_as(officer):
		document.save()
		shown = api.get_import_preview(document.name)[0]["rows"][0]
	assert (shown["cells"][1], shown["problems"]) == ("Lê Thị Hồng", [])
	person = world.people_of(world.run_import(document, officer))[0]
	assert (person.full_name, person.hamlet, person.commune) == ("Lê Thị Hồng", "ấp 1", make.COMMUNE)


def test_the_columns_of_a_sender_are_remembered(officer):
	headings = ["Mục 1", *world.HEADINGS[1:]]
	document = world.sent_list(world.list_rows(1), officer, headings=headings)
	document.columns[6].target = ""
	with make.acting_as(officer):
		document.save()
	world.run_import(document, officer)
	again = world.sent_list(world.list_rows(1, seed=8), officer, headings=headings)
	assert (again.columns[6].target, again.columns[1].target) == ("", "Full Name")
	other = world.sent_list(world.list_rows(1, seed=9), officer, headings=headings, sender="UBND xã khác")
	assert other.columns[6].target == "Phone"


def test_two_columns_cannot_hold_the_same(officer):
	document = world.sent_list(world.list_rows(1), officer)
	document.columns[0].target = "Full Name"
	with make.acting_as(officer), refused("Cột “Họ và tên” được chọn cho hai cột"):
		document.save()


def test_a_list_without_the_needed_columns_is_not_read(officer):
	document = world.sent_list([[1, "x"]], officer, headings=["STT", "Họ và tên"])
	with make.acting_as(officer), refused("Đề nghị chỉ ra cột chứa: Ngày sinh, Xã/phường/thị trấn"):
		api.start_import(document.name)
	assert frappe.db.get_value("Registry Import", document.name, "status") == "New"


# --- the good rows ---------------------------------------------------------------------------------------


def test_good_rows_go_in_at_once_and_the_bad_ones_wait(officer):
	rows = world.list_rows(6)
	rows[2][3] = "31/02/1958"
	document = world.imported(rows, officer)
	assert (document.status, counts(document)) == ("Rows to Correct", (6, 5, 0, 0, 1))
	people = world.people_of(document)
	assert [person.full_name for person in people] == [row[1] for row in rows if row is not rows[2]]
	assert [person.personal_id for person in people] == [row[4] for row in rows if row is not rows[2]]
	assert {(person.commune, person.owner, person.hamlet) for person in people} == {
		(make.COMMUNE, officer, "Ấp 1")
	}


def test_people_of_an_import_are_as_the_form_would_save_them(officer):
	person = world.people_of(world.imported(world.list_rows(1), officer))[0]
	before = person.as_dict()
	with make.acting_as(officer):
		person.save()
	after = person.as_dict()
	changed = {field for field in before if before[field] != after[field]}
	assert changed <= {"modified", "modified_by", "categories"}


def test_the_category_of_the_list_is_given_to_everybody(officer):
	document = world.imported(world.list_rows(2), officer, category="NCC", category_from="2020-01-01")
	for person in world.people_of(document):
		assert [(row.category, str(row.from_date)) for row in person.categories] == [("NCC", "2020-01-01")]


def test_cells_of_registered_people_are_not_kept_twice(officer):
	document = world.imported(world.list_rows(2), officer)
	assert set(frappe.get_all("Registry Import Row", {"registry_import": document.name}, pluck="cells")) == {
		None
	}


def test_totals_signatures_and_repeated_headings_are_left_out_and_told(officer):
	rows = world.list_rows(3)
	tail = [["Tổng cộng: 3 người"], ["", "Người lập biểu"], ["", "Nguyễn Văn Ký"]]
	document = world.imported([*rows[:2], world.HEADINGS, rows[2], *tail], officer)
	assert counts(document) == (3, 3, 0, 0, 0)
	assert document.sheets[0].remark == (
		"Đã bỏ qua 1 dòng cộng. Đã bỏ qua 2 dòng chữ ký. Đã bỏ qua 1 dòng tiêu đề lặp lại."
	)


def test_the_same_list_twice_adds_nobody(officer):
	rows = world.list_rows(5)
	rows[4][4] = ""  # one without any number
	world.imported(rows, officer)
	people = frappe.db.count("Beneficiary")
	again = world.imported(rows, officer)
	assert (again.status, counts(again)) == ("Completed", (5, 0, 5, 0, 0))
	assert frappe.db.count("Beneficiary") == people


def test_a_person_who_stands_twice_in_the_list_goes_in_once(officer):
	first, nameless = world.list_rows(2)
	nameless[4] = ""
	document = world.imported([first, nameless, first, nameless], officer)
	assert counts(document) == (4, 2, 0, 2, 0)


def test_one_number_for_two_people_holds_both_back(officer):
	first, second, third = world.list_rows(3)
	second[1:5] = ["Người Khác", *first[2:5]]
	document = world.imported([first, second, third], officer)
	assert counts(document) == (3, 1, 0, 0, 2)
	found = world.faults(document)
	assert found[4][0][:2] == [
		4, "Số này trùng với dòng 5 của trang tính “Danh sách” (Người Khác). Đề nghị đối chiếu cả hai với thẻ.",
	]  # fmt: skip
	assert "dòng 4" in found[5][0][1]


def test_a_number_of_somebody_else_is_told_with_the_difference(officer):
	row = world.list_rows(1)[0]
	world.imported([row], officer)
	document = world.imported([[1, "Tên Khác Hẳn", *row[2:]]], officer)
	words = world.faults(document)[4][0][1]
	assert row[1] in words and row[3] in words and row[4] not in words


def test_a_number_registered_elsewhere_tells_no_name(officer):
	far = make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)
	row = world.list_rows(1, commune="Xã Đại Tâm")[0]
	world.imported([row], far, unit=make.FAR_COMMUNE)
	document = world.imported([[1, "Tên Khác Hẳn", *row[2:8], "Xã An Mỹ"]], officer)
	words = world.faults(document)[4][0][1]
	assert row[1] not in words and "địa bàn khác" in words


# --- correcting ------------------------------------------------------------------------------------------


def test_mended_rows_come_back_and_touch_only_themselves(officer):
	rows = world.list_rows(5)
	rows[1][4] = "O" + rows[1][4][1:]
	rows[3][8] = "Xã An Mĩ"
	document = world.imported(rows, officer)
	before = {person.name: person.modified for person in world.people_of(document)}
	book = world.correction(document, officer)
	sheet = book["Danh sách"]
	assert [cell.value for cell in sheet[1]][-4:-1] == ["Dòng", "Nội dung sai", "Gợi ý"]
	assert [sheet.cell(line, 10).value for line in (2, 3)] == [5, 7]
	assert sheet.cell(2, 12).value == rows[1][4].replace("O", "0")
	sheet.cell(2, 5).value = rows[1][4].replace("O", "0")
	document = world.send_back(document, book, officer)
	assert (document.status, counts(document)) == ("Rows to Correct", (5, 4, 0, 0, 1))
	book = world.correction(document, officer)
	book["Danh sách"].cell(2, 9).value = "An Mỹ"
	document = world.send_back(document, book, officer)
	assert (document.status, counts(document)) == ("Completed", (5, 5, 0, 0, 0))
	people = world.people_of(document)
	assert [person.full_name for person in people] == [row[1] for row in rows]
	assert {person.name: person.modified for person in people if person.name in before} == before


def test_mending_one_of_two_equal_numbers_lets_both_in(officer):
	first, second, spare = world.list_rows(3)
	right = second[4]
	second[4] = first[4]
	second[2:4] = first[2:4]
	document = world.imported([first, second], officer)
	assert counts(document)[4] == 2
	book = world.correction(document, officer)
	book["Danh sách"].cell(3, 3).value = spare[2]
	book["Danh sách"].cell(3, 4).value = spare[3]
	book["Danh sách"].cell(3, 5).value = spare[4]
	document = world.send_back(document, book, officer)
	assert counts(document) == (2, 2, 0, 0, 0) and right != spare[4]


def test_a_correction_sent_twice_or_as_a_new_list_is_refused(officer):
	rows = world.list_rows(1)
	rows[0][1] = ""
	document = world.imported(rows, officer)
	book = world.correction(document, officer)
	book["Danh sách"].cell(2, 2).value = "Trần Thị Bé"
	document = world.send_back(document, book, officer)
	assert document.status == "Completed"
	with refused("Không có dòng nào của đợt nhập này cần sửa"):
		world.send_back(document, book, officer)
	stream = world.BytesIO()
	book.save(stream)
	with refused("Đây là tệp các dòng cần sửa"):
		world.sent_workbook(stream.getvalue(), officer)


def test_downloads_are_logged(officer):
	rows = world.list_rows(1)
	rows[0][1] = ""
	document = world.imported(rows, officer)
	world.correction(document, officer)
	assert frappe.db.exists(
		"Access Log", {"user": officer, "reference_document": document.name, "method": "Download"}
	)


# --- undo ------------------------------------------------------------------------------------------------


def test_an_import_is_undone_as_a_whole(officer):
	people, categories = frappe.db.count("Beneficiary"), frappe.db.count("Beneficiary Category Period")
	document = world.imported(world.list_rows(4), officer, category="NCC")
	assert frappe.db.count("Beneficiary") == people + 4
	with make.acting_as(officer):
		world.work(api.undo_import(document.name))
	document.reload()
	assert (document.status, document.rows_registered) == ("Undone", 0)
	assert frappe.db.count("Beneficiary") == people
	assert frappe.db.count("Beneficiary Category Period") == categories
	again = world.imported(world.list_rows(4), officer)
	assert again.rows_registered == 4


def test_people_like_somebody_registered_are_told_until_the_import_is_undone(officer):
	rows = world.list_rows(2)
	same = {
		"full_name": rows[0][1],
		"birth_date": rows[0][3],
		"sex": "Male" if rows[0][2] == "Nam" else "Female",
	}
	first = make.person(**same, personal_id=None, identity_card="366123456")
	document = world.imported(rows, officer)
	imported = world.people_of(document)[0].name
	case = {"one": ["in", [first.name, imported]], "other": ["in", [first.name, imported]]}
	assert frappe.get_all("Duplicate Case", case, ["source", "state"], as_list=True) == (
		("List Import", "Open"),
	)
	with make.acting_as(officer):
		world.work(api.undo_import(document.name))
	assert not frappe.get_all("Duplicate Case", case)


def test_people_in_use_keep_their_import(officer):
	document = world.imported(world.list_rows(2), officer, category="NCC", category_from="2020-01-01")
	make.application(world.people_of(document)[0].name, make.MERIT)
	people = frappe.db.count("Beneficiary")
	with make.acting_as(officer), refused("Không thể hủy đợt nhập: có 1 bản ghi"):
		api.undo_import(document.name)
	assert frappe.db.count("Beneficiary") == people


def test_only_rows_that_wait_are_registered(officer):
	new = world.sent_list(world.list_rows(1), officer)
	done = world.imported(world.list_rows(2, seed=8), officer)
	with make.acting_as(officer):
		world.work(api.undo_import(done.name))
	for document, status in ((new, "New"), (done, "Undone")):
		with make.acting_as(officer), refused("không có dòng nào chờ đăng ký"):
			start("Register Imported Rows", {"registry_import": document.name})
		assert frappe.db.get_value("Registry Import", document.name, "status") == status


# --- who and where ---------------------------------------------------------------------------------------


def test_a_district_imports_for_all_its_communes_and_no_other(district):
	rows = world.list_rows(3)
	rows[1][8], rows[2][8] = "Xã Đại Hải", "Xã Đại Tâm"
	document = world.imported(rows, district, unit=make.DISTRICT)
	assert counts(document) == (3, 2, 0, 0, 1)
	assert {person.commune for person in world.people_of(document)} == {make.COMMUNE, make.SECOND_COMMUNE}
	assert world.faults(document)[6][0][1].startswith("“Xã Đại Tâm” không thuộc địa bàn")


def test_a_commune_cannot_import_for_another(officer):
	with make.acting_as(officer), pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			{"doctype": "Registry Import", "sender": "x", "administrative_unit": make.FAR_COMMUNE}
		).insert()


@pytest.mark.parametrize("role", [roles.COMMUNE_CHAIR, roles.FINANCE_OFFICER, roles.AUDITOR])
def test_other_roles_import_nothing(role):
	with make.acting_as(make.official(role, make.COMMUNE)), pytest.raises(frappe.PermissionError):
		frappe.get_doc(
			{"doctype": "Registry Import", "sender": "x", "administrative_unit": make.COMMUNE}
		).insert()


def test_strangers_see_neither_imports_nor_rows_nor_files(officer):
	rows = world.list_rows(2)
	rows[0][1] = ""
	document = world.imported(rows, officer)
	stranger = make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE)
	with make.acting_as(stranger):
		for doctype in ("Registry Import", "Registry Import Row"):
			assert frappe.get_list(doctype) == []
		for press in (
			api.start_import,
			api.undo_import,
			api.download_corrections,
			api.get_import_preview,
			api.get_rows_to_correct,
		):
			with pytest.raises(frappe.PermissionError):
				press(document.name)
		assert not frappe.get_doc("File", {"file_url": document.source_file}).has_permission("read")


def test_another_file_of_the_server_cannot_be_read_through_an_import(officer):
	other = world.sent_list(
		world.list_rows(1), make.official(roles.COMMUNE_OFFICER, make.FAR_COMMUNE), make.FAR_COMMUNE
	)
	with make.acting_as(officer), refused("Đề nghị tải tệp lên tại đây trước"):
		frappe.get_doc(
			{
				"doctype": "Registry Import",
				"sender": "x",
				"administrative_unit": make.COMMUNE,
				"source_file": other.source_file,
			}
		).insert()


def test_the_choices_stand_once_the_list_is_read(officer):
	document = world.imported(world.list_rows(1), officer)
	document.columns[1].target = ""
	with make.acting_as(officer), refused("Danh sách này đã được đọc"):
		document.save()


def test_results_are_written_by_the_operations_alone(officer):
	document = world.imported(world.list_rows(2), officer)
	with make.acting_as(officer):
		document.update({"status": "New", "rows_registered": 0}).save()
	document.reload()
	assert (document.status, document.rows_registered) == ("Completed", 2)
	with make.acting_as(officer), refused("Danh sách này đã được đọc"):
		api.start_import(document.name)
