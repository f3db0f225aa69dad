"""Workspaces: each role lands on its own, with counts of its own area and words in Vietnamese."""

import json

import frappe
import pytest
from frappe.desk.desktop import get_desktop_page, get_workspace_sidebar_items

from covid_support import clock
from covid_support.policies import roles
from covid_support.setup import workspace_seed
from covid_support.setup.workspace_seed import CHART, seed_workspaces
from covid_support.setup.workspaces import CARDS, DESKS, LINKS, TODAY
from covid_support.tests import factories as make
from covid_support.tests.conftest import begin, undo
from covid_support.tests.doors import call
from covid_support.tests.reports_world import build

COMMUNE_ROLES = (roles.COMMUNE_OFFICER, roles.COMMUNE_CHAIR)
DISTRICT_ROLES = (roles.DISTRICT_OFFICER, roles.DISTRICT_CHAIR)


@pytest.fixture(scope="module")
def world(site):
	"""Made once; each test goes back to it."""
	begin()
	seed_workspaces()
	made = build()
	made.users = {role: make.official(role, unit_of(role)) for role in roles.ROLES}
	yield made
	undo()


@pytest.fixture(autouse=True)
def transaction(world):
	"""Undo what a test did, and keep the world."""
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	make.go_to("2020-06-01")
	frappe.db.savepoint("workspace")
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback(save_point="workspace")


def unit_of(role: str) -> str:
	if role in COMMUNE_ROLES:
		return make.COMMUNE
	return make.DISTRICT if role in DISTRICT_ROLES else make.PROVINCE


def conditions(filters: tuple) -> dict:
	"""Filters as the browser sends them."""
	return {
		field: [operator, str(clock.today()) if value == TODAY else value]
		for field, operator, value in filters
	}


def count(user: str, document_type: str, filters: tuple) -> int:
	"""The count on a shortcut, asked for as Desk asks."""
	answer = call(user, "frappe.client.get_count", doctype=document_type, filters=conditions(filters))
	assert answer.refusal is None, (document_type, answer.refusal)
	return answer.message


def desk_of(role: str):
	return next(desk for desk in DESKS if desk.role == role)


def shortcut(role: str, label: str):
	return next(row for row in desk_of(role).waiting if row.label == label)


def page(user: str, title: str) -> dict:
	with make.acting_as(user):
		return get_desktop_page(json.dumps({"name": title, "title": title, "public": 1}))


# --- who sees what ----------------------------------------------------------------------------------------


def test_every_role_has_one_workspace():
	assert sorted(desk.role for desk in DESKS) == sorted(roles.ROLES)


@pytest.mark.parametrize("role", roles.ROLES)
def test_an_official_sees_the_workspace_of_the_role_and_no_other(world, role):
	with make.acting_as(world.users[role]):
		pages = get_workspace_sidebar_items()["pages"]
	assert [row["name"] for row in pages] == [desk_of(role).title]


def test_operators_keep_the_workspaces_of_the_framework():
	names = {row["name"] for row in get_workspace_sidebar_items()["pages"]}
	assert {"Users", "Settings"} <= names
	assert {desk.title for desk in DESKS} <= names


@pytest.mark.parametrize("role", roles.ROLES)
def test_every_shortcut_and_card_of_the_role_is_shown_and_answers(world, role):
	desk, user = desk_of(role), world.users[role]
	shown = page(user, desk.title)
	assert len(shown["shortcuts"]["items"]) == len(desk.waiting)
	assert len(shown["number_cards"]["items"]) == len(desk.cards)
	assert bool(shown["charts"]["items"]) == desk.chart
	for row in desk.waiting:
		if row.filters:
			assert isinstance(count(user, row.link_to, row.filters), int)


@pytest.mark.parametrize("role", roles.ROLES)
def test_the_role_may_create_what_its_shortcuts_offer(world, role):
	with make.acting_as(world.users[role]):
		for row in desk_of(role).waiting:
			if row.view == "New":
				assert frappe.has_permission(row.link_to, "create"), row.label


# --- counts obey areas ------------------------------------------------------------------------------------


def test_a_districts_counts_hold_its_own_lists_only(world):
	waiting = shortcut(roles.DISTRICT_OFFICER, "Lists to Appraise")
	assert count(world.near.district_officer, waiting.link_to, waiting.filters) == 1
	assert count(world.far.district_officer, waiting.link_to, waiting.filters) == 0


def test_a_communes_counts_hold_its_own_lists_only(world):
	waiting = shortcut(roles.COMMUNE_OFFICER, "Lists to Prepare")
	assert count(world.far.commune_officer, waiting.link_to, waiting.filters) == 1
	assert count(world.near.commune_officer, waiting.link_to, waiting.filters) == 0


def test_overdue_counts_those_of_the_role_and_area_past_their_day(world):
	overdue = shortcut(roles.DISTRICT_OFFICER, "Overdue Lists")
	assert count(world.near.district_officer, overdue.link_to, overdue.filters) == 1
	assert count(world.far.district_officer, overdue.link_to, overdue.filters) == 0
	make.go_to("2020-05-05")
	assert count(world.near.district_officer, overdue.link_to, overdue.filters) == 0


@pytest.mark.parametrize(
	("card", "near", "far"), [("draft", 0, 0), ("review", 2, 2), ("unpaid", 1, 3), ("paid", 4, 0)]
)
def test_number_cards_count_the_readers_area(world, card, near, far):
	document = frappe.get_doc("Number Card", CARDS[card].label)
	for user, expected in ((world.near.district_officer, near), (world.far.district_officer, far)):
		answer = call(
			user,
			"frappe.desk.doctype.number_card.number_card.get_result",
			doc=document.as_json(),
			filters=document.filters_json,
		)
		assert answer.message == expected, (card, user, answer.refusal)


def test_the_chart_reads_the_report_as_the_reader(world):
	chart = frappe.get_doc("Dashboard Chart", CHART)
	assert (chart.chart_type, chart.report_name, chart.use_report_chart) == ("Report", "Support Results", 1)
	answer = call(
		world.near.district_officer, "frappe.desk.query_report.run", report_name=chart.report_name, filters={}
	)
	data = answer.message["chart"]["data"]
	assert [(row["name"], row["values"]) for row in data["datasets"]] == [
		("Đã phê duyệt", [5]),
		("Đã chi trả", [4]),
	]


# --- seeding ----------------------------------------------------------------------------------------------


def test_seeding_again_changes_nothing(world):
	before = frappe.get_all("Workspace", fields=["name", "modified"], order_by="name")
	seed_workspaces()
	assert frappe.get_all("Workspace", fields=["name", "modified"], order_by="name") == before


def test_a_workspace_that_an_administrator_changed_is_left_alone(world, monkeypatch):
	title = DESKS[0].title
	workspace = frappe.get_doc("Workspace", title)
	workspace.shortcuts = workspace.shortcuts[:1]
	workspace.save()
	monkeypatch.setattr(workspace_seed, "DESKS", (desk_of(roles.COMMUNE_OFFICER),))
	seed_workspaces()
	assert len(frappe.get_doc("Workspace", title).shortcuts) == 1


def test_a_newly_shipped_workspace_replaces_the_untouched_old_one(world, monkeypatch):
	longer = next(desk for desk in DESKS if desk.role == roles.AUDITOR)
	fake = type(longer)(**{**longer.__dict__, "waiting": longer.waiting[:2]})
	monkeypatch.setattr(workspace_seed, "DESKS", (fake,))
	seed_workspaces()
	assert len(frappe.get_doc("Workspace", longer.title).shortcuts) == 2


# --- words ------------------------------------------------------------------------------------------------


def test_every_word_on_a_workspace_has_its_vietnamese():
	words = {"Work Waiting", "Figures of Your Area", "Lists and Reports", CHART, *LINKS}
	words |= {card.label for card in CARDS.values()} | {desk.title for desk in DESKS}
	words |= {row.label for desk in DESKS for row in desk.waiting}
	words |= {name for rows in LINKS.values() for _kind, name in rows}
	assert [word for word in sorted(words) if frappe._(word, lang="vi") == word] == []


def test_headings_are_stored_in_vietnamese(world):
	content = frappe.get_doc("Workspace", DESKS[0].title).content
	assert "Việc đang chờ" in content and "Work Waiting" not in content
