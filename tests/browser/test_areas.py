"""An officer of another district finds nothing of this one: not in lists, by address, in links, in reports."""

import pytest
import site_preparation as preparation
import story
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def foreign(on_site, officials) -> dict[str, str]:
	"""A person and a submitted list of another district than the officer's: {"list", "person", "name"}."""
	return on_site(preparation.make_submitted_list, officials["commune_officer"].user)


@pytest.fixture
def stranger(sit_down):
	"""The officer of the other district."""
	return sit_down("other_district_officer")


def test_lists_and_counts_do_not_show_it(stranger, foreign):
	assert foreign["list"] not in story.records(stranger, "Application List")
	assert foreign["person"] not in story.records(stranger, "Beneficiary")
	assert story.count(stranger, "Application List", {"name": foreign["list"]}) == 0
	assert story.count(stranger, "Beneficiary", {"name": foreign["person"]}) == 0


@pytest.mark.parametrize(("doctype", "key"), [("Application List", "list"), ("Beneficiary", "person")])
def test_the_address_does_not_open_it(stranger, foreign, doctype, key):
	with stranger.watch.one_refusal(403):
		stranger.open("Form", doctype, foreign[key])
		message = stranger.message()
	assert "địa bàn khác" in message
	assert foreign["name"] not in stranger.page.inner_text("body")


def test_link_search_does_not_offer_it(stranger, foreign):
	found = story.link_search(stranger, "Beneficiary", foreign["name"])
	assert foreign["person"] not in found
	assert story.link_search(stranger, "Application List", foreign["list"]) == []
	around = story.link_search(stranger, "Beneficiary", foreign["name"], ignore_user_permissions=1)
	assert foreign["person"] not in around


def test_reports_do_not_count_it(stranger, foreign):
	stranger.open("query-report", "Support Results")
	stranger.page.wait_for_timeout(500)
	stranger.settle()
	stranger.picture("report-of-another-district")
	expect(stranger.page.locator("body")).not_to_contain_text("Kế Sách")


def test_the_own_officer_does_see_it(sit_down, foreign):
	officer = sit_down("commune_officer")
	assert foreign["list"] in story.records(officer, "Application List")
	assert foreign["person"] in story.link_search(officer, "Beneficiary", foreign["name"])
