"""What an official reads is Vietnamese: our texts, the fields' names inside them, and Frappe's own words."""

import frappe
import pytest
from frappe.translate import get_messages_for_boot

from covid_support.tests import factories as make


def test_the_desk_gets_our_words_and_our_wording_of_frappes():
	words = get_messages_for_boot()
	assert words["Application List"] == "Danh sách đề nghị hỗ trợ"
	assert words["Submit for Signature"] == "Trình ký"
	assert words["CS Commune Officer"] == "Công chức cấp xã"
	assert words["Not permitted"] == "Không có quyền"
	assert words["Export"] == "Xuất tệp"
	assert words["Show"] == "Hiện"  # Frappe's own row says "Chỉ" (only)


def test_refusals_name_the_field_in_vietnamese():
	employer = {
		"doctype": "Employer",
		"employer_name": "Công ty Thử",
		"tax_code": "0100233487",
		"commune": make.COMMUNE,
	}
	with pytest.raises(frappe.ValidationError, match=r"^Mã số thuế: Mã số thuế 0100233487 không tồn tại"):
		frappe.get_doc(employer).insert()


def test_wrong_order_of_dates_names_both_fields():
	policy = frappe.get_doc("Support Policy", make.MERIT)
	policy.application_to = "2020-04-01"
	with pytest.raises(frappe.ValidationError, match="“Nhận hồ sơ đến ngày” sớm hơn “Nhận hồ sơ từ ngày”"):
		policy.save()


def test_missing_values_are_asked_for_in_vietnamese():
	with pytest.raises(frappe.ValidationError, match=r"^Chủ hộ: Đề nghị nhập họ và tên"):
		frappe.get_doc({"doctype": "Household", "commune": make.COMMUNE, "household_code": "H1"}).insert()
	with pytest.raises(frappe.MandatoryError):
		frappe.get_doc({"doctype": "Office", "administrative_unit": make.PROVINCE}).insert()
	told = " ".join(str(message) for message in frappe.get_message_log())
	assert "Cơ quan: đề nghị nhập “Tên cơ quan”" in told


def test_a_value_read_in_a_source_is_answered_for_by_name_and_day():
	"""Marks M and NF are shown as not confirmed; taking the mark away names who did it and when."""
	policy = frappe.get_doc("Support Policy", make.MERIT)
	policy.confidence = "M"
	policy.confirmed_by = "Administrator"
	policy.save()
	assert (policy.confirmed_by, policy.confirmed_on) == (None, None)
	policy.confidence = "V1"
	policy.save()
	assert (policy.confirmed_by, str(policy.confirmed_on)) == ("Administrator", "2020-05-04")
	policy.confirmed_by = "Guest"
	policy.save()
	assert policy.confirmed_by == "Administrator"
