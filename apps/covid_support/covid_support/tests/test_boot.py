"""What the Desk is told at login."""

import frappe

from covid_support.boot import extend_bootinfo
from covid_support.tests import factories as make


def test_the_way_back_leads_to_the_readers_own_workspace():
	"""The breadcrumbs take a module's first workspace, so another role's must not stand there."""
	bootinfo = frappe._dict(
		allowed_workspaces=[{"name": "Department Officer"}],
		module_wise_workspaces={"Applications": ["Commune Officer", "Department Officer"], "Core": ["Users"]},
	)
	extend_bootinfo(bootinfo)
	assert bootinfo.module_wise_workspaces == {"Applications": ["Department Officer"]}


def test_forms_know_the_officials_own_unit():
	who = make.officials()
	with make.acting_as(who.commune_officer):
		bootinfo = frappe._dict()
		extend_bootinfo(bootinfo)
	assert (bootinfo.covid_support["unit"], bootinfo.covid_support["level"]) == (make.COMMUNE, "Commune")
