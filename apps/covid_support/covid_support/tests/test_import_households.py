"""The households of a list: found in the registry or made, with their head and their status."""

import frappe
import pytest

from covid_support.actions import registry_import
from covid_support.bulk.operation import operation_of
from covid_support.registry import imports_api as api
from covid_support.tests import factories as make
from covid_support.tests import imports_world as world

pytestmark = pytest.mark.usefixtures("uncommitted")


def test_people_of_one_household_come_into_it_with_its_status(officer):
	headings = [*world.HEADINGS, "Mã hộ", "Quan hệ với chủ hộ", "Hộ nghèo"]
	rows = world.list_rows(4)
	codes = [("HN-01", "vợ", ""), ("HN-01", "Chủ hộ", "x"), ("HN-02", "Chủ hộ", "Hộ cận nghèo"), ("", "", "")]
	households = frappe.db.count("Household")
	document = world.imported(
		[[*row, *more] for row, more in zip(rows, codes, strict=True)], officer, headings=headings
	)
	people = world.people_of(document)
	assert people[0].household == people[1].household != people[2].household and not people[3].household
	assert [person.household_role or "" for person in people] == ["", "Head", "Head", ""]
	first, second = (frappe.get_doc("Household", people[place].household) for place in (1, 2))
	assert (first.household_code, first.head_name, first.commune) == ("HN-01", rows[1][1], make.COMMUNE)
	assert [(row.year, row.status) for row in first.poverty_statuses] == [(2020, "Poor")]
	assert [(row.year, row.status) for row in second.poverty_statuses] == [(2020, "Near Poor")]
	with make.acting_as(officer):
		world.work(api.undo_import(document.name))
	assert frappe.db.count("Household") == households


@pytest.mark.parametrize("roles_told", [("", "", "", ""), ("vợ", "", "Chủ hộ", "")])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_household_in_two_parts_has_the_same_head_whichever_part_comes_first(
	officer, monkeypatch, order, roles_told
):
	monkeypatch.setattr(registry_import, "CHUNK", 2)
	headings = [*world.HEADINGS, "Mã hộ", "Quan hệ với chủ hộ"]
	rows = [[*row, "HN-09", role] for row, role in zip(world.list_rows(4, seed=91), roles_told, strict=True)]
	document = world.sent_list(rows, officer, headings=headings)
	with make.acting_as(officer):
		world.work(api.start_import(document.name))
		operation = operation_of("Register Imported Rows", parameters={"registry_import": document.name})
		chunks = [key for key, _rows in operation.plan(operation.parameters)]
		for place in order:
			operation.run_chunk(chunks[place], operation.parameters)
		operation.finish()
	household = frappe.db.get_value("Household", {"household_code": "HN-09"}, "head_name")
	assert household == rows[2 if any(roles_told) else 0][1]


def test_a_household_that_another_list_has_registered_meanwhile_keeps_its_head(officer):
	headings = [*world.HEADINGS, "Mã hộ"]
	rows = [[*row, "HN-08"] for row in world.list_rows(2, seed=92)]
	begun_first = world.sent_list([rows[1]], officer, headings=headings)
	world.run_import(world.sent_list([rows[0]], officer, headings=headings), officer)
	world.run_import(begun_first, officer)
	assert frappe.db.get_value("Household", {"household_code": "HN-08"}, "head_name") == rows[0][1]


def test_a_household_of_the_registry_is_found_and_keeps_its_status(officer):
	standing = make.household(status="Near Poor", year=2020).name
	frappe.db.set_value("Household", standing, "household_code", "HN-77")
	headings = [*world.HEADINGS, "Mã hộ", "Hộ nghèo"]
	document = world.imported([[*world.list_rows(1)[0], "HN 77", "x"]], officer, headings=headings)
	assert world.people_of(document)[0].household == standing
	assert [row.status for row in frappe.get_doc("Household", standing).poverty_statuses] == ["Near Poor"]


# --- duplicates ------------------------------------------------------------------------------------------
