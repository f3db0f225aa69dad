"""What each official does on the way of a list, as one reads it in the officer guide."""

import re

import site_preparation as preparation
from desk import Desk
from playwright.sync_api import expect

SEX = {"Male": "Nam", "Female": "Nữ"}
CATEGORY = "Người có công"
POLICY = "Người có công với cách mạng"


def register(desk: Desk, person: dict) -> None:
	"""Register a person in the short dialog of the list of people."""
	desk.open("List", "Beneficiary")
	desk.page.locator(".page-head:visible .primary-action:visible").last.click()
	fill_person(desk, person)
	desk.press("Lưu", desk.dialog)
	expect(desk.page.locator(".page-head:visible .title-text")).to_have_text(person["full_name"])


def fill_person(desk: Desk, person: dict) -> None:
	"""Type a person into the short dialog; the commune is filled in already."""
	desk.dialog_opened()
	desk.settle()
	desk.write("full_name", person["full_name"], desk.dialog)
	desk.choose("sex", SEX[person["sex"]], desk.dialog)
	for column in ("birth_date", "personal_id", "phone"):
		desk.write(column, person[column], desk.dialog)
	expect(desk.dialog.locator("[data-fieldname=commune] input")).to_have_value(re.compile("Xã An Mỹ"))
	desk.link("category", CATEGORY, CATEGORY, desk.dialog)
	desk.write("category_from", "01/01/2015", desk.dialog)


def new_list(desk: Desk) -> str:
	"""Make an empty list; returns its name."""
	desk.open("List", "Application List")
	desk.page.locator(".page-head:visible .primary-action:visible").last.click()
	desk.wait_new("Application List")
	desk.settle()
	desk.link("policy", POLICY, POLICY)
	desk.write("list_date", preparation.LIST_DATE)
	desk.save()
	return desk.current_name()


def choose_registered(desk: Desk, person: dict) -> None:
	"""Find a registered person by name, typed without diacritics, and put them on the list."""
	desk.press("Chọn người")
	desk.dialog.get_by_placeholder("Tìm theo tên").fill(person["personal_id"][-4:])
	line = desk.dialog.locator("tbody tr").filter(has_text=person["full_name"]).first
	line.get_by_role("checkbox").check()
	desk.press("Thêm 1 người", desk.dialog)
	expect(lines(desk).filter(has_text=person["full_name"])).to_have_count(1)


def register_on_list(desk: Desk, person: dict) -> None:
	"""Register somebody and put them on the list in one go."""
	desk.press("Đăng ký người mới")
	fill_person(desk, person)
	desk.press("Lưu", desk.dialog)
	expect(lines(desk).filter(has_text=person["full_name"])).to_have_count(1)


def lines(desk: Desk):
	"""The lines of the list or batch on the screen."""
	return desk.form.locator(
		".frappe-control[data-fieldname=lines_html], .frappe-control[data-fieldname=payments_html]"
	).locator("tbody tr[data-name]")


def take_out(desk: Desk, person: dict, reason: str) -> None:
	"""Refuse one line with a reason."""
	lines(desk).filter(has_text=person["full_name"]).get_by_role("button", name="Loại", exact=True).click()
	desk.dialog_opened()
	desk.write("reason", reason, desk.dialog)
	desk.press("Xác nhận", desk.dialog)
	expect(lines(desk).filter(has_text=person["full_name"])).to_contain_text(reason)


def draw_up_decision(desk: Desk, allocation: str, list_name: str, programme: str = "42") -> str:
	"""Name the money, fetch the lists that wait, keep `list_name` alone; returns the decision's name."""
	desk.open("List", "Decision")
	desk.page.locator(".page-head:visible .primary-action:visible").last.click()
	desk.wait_new("Decision")
	desk.settle()
	desk.write("subject", "Phê duyệt danh sách người được hỗ trợ")
	desk.link("programme", programme, programme)
	desk.link("office", "UBND tỉnh", "UBND tỉnh Sóc Trăng")
	desk.link("budget_allocation", allocation, allocation)
	press_on_form(desk, "Lấy danh sách chờ quyết định")
	keep_only(desk, list_name)
	desk.save()
	return desk.current_name()


def keep_only(desk: Desk, list_name: str) -> None:
	"""Lists of other tests may wait too: take their rows off the decision, once all have come."""
	desk.page.wait_for_function(
		"name => (cur_frm.doc.lists || []).some(row => row.application_list === name)",
		arg=list_name,
		polling=100,
	)
	desk.page.evaluate(
		"""name => {
			cur_frm.doc.lists = cur_frm.doc.lists.filter(row => row.application_list === name);
			cur_frm.refresh_field("lists");
		}""",
		list_name,
	)
	assert desk.page.evaluate("() => cur_frm.doc.lists.length") == 1


def press_on_form(desk: Desk, label: str) -> None:
	"""Press one of the form's own buttons."""
	on_form(desk, label).click()
	desk.settle()


def on_form(desk: Desk, label: str):
	"""One of the form's own buttons: in the head on a wide screen, broad in the form on a phone."""
	place = ".cs-phone-bar:visible" if desk.size == "phone" else ".page-head:visible .custom-actions"
	return desk.page.locator(place).get_by_role("button", name=label, exact=True)


def build_batch(desk: Desk, decision: str) -> str:
	"""A payment batch of the decision for the own commune; returns its name."""
	desk.open("Form", "Decision", decision)
	press_on_form(desk, "Lập đợt chi trả")
	desk.wait_new("Payment Batch")
	desk.settle()
	desk.link("administrative_unit", "an my", "Xã An Mỹ")
	desk.save()
	return desk.current_name()


def record_receipt_sheet(desk: Desk, number: str) -> None:
	"""Everybody has signed: enter the sheet's number."""
	press_on_form(desk, "Ghi nhận bảng ký nhận")
	desk.dialog_opened()
	desk.write("number", number, desk.dialog)
	desk.picture("receipt-sheet")
	desk.press("Ghi nhận", desk.dialog)


def reload(desk: Desk) -> None:
	"""Ask the server for the document again."""
	desk.page.evaluate("() => cur_frm.reload_doc()")
	desk.settle()


def expect_prints(desk: Desk, doctype: str, name: str) -> None:
	"""Every official print that the form offers comes as a PDF."""
	prints = desk.page.evaluate(
		"values => covid_support.read('documents.api.get_prints', values)", {"doctype": doctype, "name": name}
	)
	assert prints, f"{doctype} {name} offers no print"
	for offered in prints:
		values = {"doctype": doctype, "name": name, "print_name": offered["name"]}
		answer = desk.page.request.get(
			f"{desk.address}/api/method/covid_support.documents.api.download", params=values
		)
		assert answer.status == 200, answer.text()[:500]
		assert answer.headers["content-type"].startswith("application/pdf")
		assert answer.body().startswith(b"%PDF-")


def records(desk: Desk, doctype: str) -> list[str]:
	"""Names of the rows that the list view shows."""
	desk.open("List", doctype)
	return desk.page.locator(".result:visible .list-row-checkbox[data-name]").evaluate_all(
		"boxes => boxes.map(box => decodeURIComponent(box.dataset.name))"
	)


def count(desk: Desk, doctype: str, filters: dict) -> int:
	"""What the counter of a list view says."""
	return desk.page.evaluate(
		"([doctype, filters]) => frappe.db.count(doctype, {filters})", [doctype, filters]
	)


def link_search(desk: Desk, doctype: str, typed: str, **more) -> list[str]:
	"""The suggestions that a link field gets."""
	return desk.page.evaluate(
		"""([doctype, txt, more]) => frappe.call("frappe.desk.search.search_link", {doctype, txt, ...more})
			.then(answer => (answer.results || answer.message).map(row => row.value))""",
		[doctype, typed, more],
	)


def control(desk: Desk, field: str):
	"""A field of the form on the screen, shown or not."""
	return desk.form.locator(f".frappe-control[data-fieldname='{field}']").first
