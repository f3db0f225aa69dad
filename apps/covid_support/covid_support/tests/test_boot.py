"""What the Desk is told at login."""

import frappe
import pytest

from covid_support.boot import extend_bootinfo
from covid_support.policies import roles
from covid_support.tests import factories as make


def test_the_way_back_leads_to_the_readers_own_workspace():
	"""The breadcrumbs take a module's first workspace, so another role's must not stand there."""
	bootinfo = frappe._dict(
		allowed_workspaces=[{"name": "Department Officer"}],
		module_wise_workspaces={"Applications": ["Commune Officer", "Department Officer"], "Core": ["Users"]},
	)
	extend_bootinfo(bootinfo)
	assert bootinfo.module_wise_workspaces == {"Applications": ["Department Officer"]}


@pytest.mark.parametrize(
	("role", "unit", "decides", "fills"),
	[
		(roles.COMMUNE_OFFICER, make.COMMUNE, True, True),
		(roles.DEPARTMENT_OFFICER, make.PROVINCE, True, True),
		(roles.COMMUNE_CHAIR, make.COMMUNE, False, False),
		(roles.AUDITOR, make.PROVINCE, False, False),
	],
)
def test_screens_show_the_buttons_that_the_server_lets_the_official_press(role, unit, decides, fills):
	bootinfo = frappe._dict()
	with make.acting_as(make.official(role, unit)):
		extend_bootinfo(bootinfo)
	own = bootinfo.covid_support
	assert (own["decides_duplicates"], own["fills_lists"]) == (decides, fills)


def test_forms_know_the_officials_own_unit():
	who = make.officials()
	with make.acting_as(who.commune_officer):
		bootinfo = frappe._dict()
		extend_bootinfo(bootinfo)
	assert (bootinfo.covid_support["unit"], bootinfo.covid_support["level"]) == (make.COMMUNE, "Commune")
