"""The two districts of areas_world, made once for a module of tests; each test goes back to them."""

import frappe
import pytest

from covid_support.tests import areas_world as worlds
from covid_support.tests import factories as make
from covid_support.tests.conftest import begin, undo


@pytest.fixture(scope="module", name="world")
def two_districts(site):
	"""Made once; each test goes back to it."""
	begin()
	yield worlds.build()
	undo()


@pytest.fixture(autouse=True, name="transaction")
def back_to_both(world):
	"""Undo what a test did, and keep the world."""
	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	make.go_to("2020-06-01")
	frappe.db.savepoint("door")
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback(save_point="door")
