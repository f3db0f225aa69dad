"""Each official lands on the own workspace; every figure there and in the reports opens the rows behind it."""

import site_preparation as preparation
from playwright.sync_api import expect

from covid_support.tests import factories

FIGURE = ".dt-row a[href*='support-application']"
COUNT_OF_LIST = """() => frappe.xcall("frappe.desk.reportview.get_count",
	{ doctype: cur_list.doctype, filters: cur_list.get_filters_for_args() })"""
PRINT = """async () => {
	const answer = await fetch("/api/method/covid_support.reporting.papers.download?report=Support%20Results");
	return [answer.status, answer.headers.get("content-type")];
}"""


def put_a_list_on_the_districts_desk() -> str:
	"""A list of the commune that waits for the district's appraisal."""
	factories.go_to("2020-05-04")
	return factories.list_in("District Appraisal", factories.officials(preparation.COMMUNE))


def wait_for_list(desk, doctype: str) -> None:
	desk.page.wait_for_function(
		"doctype => window.cur_list?.doctype === doctype && cur_list.filter_area && !frappe.has_route_options()",
		arg=doctype,
	)
	desk.settle()


def as_number(text: str) -> int:
	return int("".join(filter(str.isdigit, text)))


def test_workspace_and_report_open_their_rows(size, sit_down, on_site):
	on_site(put_a_list_on_the_districts_desk)
	desk = sit_down("district_officer", size)
	the_workspace_is_the_districts(desk)
	a_tile_opens_the_lists_it_counts(desk)
	a_figure_opens_its_applications(desk)
	assert desk.page.evaluate(PRINT) == [200, "application/pdf"]


def the_workspace_is_the_districts(desk) -> None:
	expect(desk.page.locator(".page-head:visible .title-text")).to_have_text("Công chức cấp huyện")
	expect(desk.page.locator(".codex-editor").get_by_text("Việc đang chờ")).to_be_visible()
	desk.picture("20-workspace")


def a_tile_opens_the_lists_it_counts(desk) -> None:
	tile = desk.page.locator(".shortcut-widget-box", has_text="Danh sách chờ thẩm định")
	expect(tile.locator(".indicator-pill")).to_be_visible()
	counted = as_number(tile.locator(".indicator-pill").inner_text())
	assert counted > 0
	tile.click()
	wait_for_list(desk, "Application List")
	assert desk.page.evaluate(COUNT_OF_LIST) == counted


def a_figure_opens_its_applications(desk) -> None:
	"""Filters that the reader left in the list before must not mix with those of the figure."""
	desk.page.evaluate("frappe.set_route('List', 'Support Application', { status: 'Withdrawn' })")
	wait_for_list(desk, "Support Application")
	desk.page.evaluate("frappe.set_route('query-report', 'Support Results')")
	figure = desk.page.locator(FIGURE).first
	figure.wait_for()
	desk.settle()
	desk.picture("21-results")
	address, people = figure.get_attribute("href"), as_number(figure.inner_text())
	assert people > 0
	desk.page.goto(desk.address + address)
	wait_for_list(desk, "Support Application")
	assert desk.page.evaluate(COUNT_OF_LIST) == people
	desk.picture("22-rows")
