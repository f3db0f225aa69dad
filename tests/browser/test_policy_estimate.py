"""The programme administrator estimates a policy before it is activated, and compares it with another."""

import pytest
from playwright.sync_api import expect

from covid_support.core.record_name import record_name

PATTERN = "NQ42-NCC"  # whose programme, dates and route the draft takes
PEOPLE = 6
AMOUNT = 2_000_000  # VND, an amount of this test


@pytest.fixture
def draft(on_site) -> dict[str, str]:
	"""A policy in draft for people of one made-up occupation group, of whom PEOPLE are registered."""
	return on_site(make_draft)


def make_draft() -> dict[str, str]:
	import frappe

	from covid_support.tests import factories as make

	code = f"UT-{record_name()}"
	category = {"doctype": "Beneficiary Category", "category_code": code, "category_name": f"Nhóm {code}"}
	frappe.get_doc(category).insert(ignore_mandatory=True)
	make.people(PEOPLE, category=code)
	pattern = frappe.get_doc("Support Policy", PATTERN)
	same = (
		"programme",
		"application_from",
		"application_to",
		"effective_from",
		"effective_to",
		"approval_route",
	)
	frappe.get_doc(
		{
			"doctype": "Support Policy",
			"policy_code": code,
			"title": "Chính sách thử",
			"short_title": f"Chính sách {code}",
			"report_group": "Người có công",
			"confidence": "D",
			**{column: pattern.get(column) for column in same},
			"criteria": [
				{"group_number": 1, "fact": "categories", "operator": "contains", "value": code},
				{"group_number": 2, "fact": "has_labour_contract", "operator": "=", "value": "No"},
			],
			"components": [{"component_code": "A", "title": "Một lần", "method": "Fixed", "amount": AMOUNT}],
		}
	).insert()
	return {"policy": code}


def test_an_administrator_estimates_and_compares(size, sit_down, draft):
	administrator = sit_down("programme_administrator", size)
	administrator.open("Form", "Support Policy", draft["policy"])
	page = administrator.page.locator(".page-container:visible")
	page.locator(".section-head").filter(has_text="Ước tính").first.click()
	panel = page.locator(".cs-estimate")
	administrator.press("Ước tính", panel)
	expect(panel).to_contain_text("Không tính được từ danh bạ: Có giao kết hợp đồng lao động")
	expect(panel).to_contain_text("không ai trong danh bạ được hỗ trợ")
	panel.get_by_label("coi như đáp ứng").check()
	administrator.press("Ước tính", panel)
	expect(panel.locator(".cs-summary")).to_contain_text("12.000.000")  # 6 × 2,000,000
	expect(panel.locator(".cs-table tbody tr")).to_have_count(1)
	administrator.picture("policy-estimated")
	administrator.link("against_policy", PATTERN, PATTERN, panel)
	administrator.press("Ước tính", panel)
	expect(panel.locator(".cs-summary")).to_contain_text("Được hỗ trợ thêm mới")
	panel.scroll_into_view_if_needed()
	administrator.picture("policy-compared")
