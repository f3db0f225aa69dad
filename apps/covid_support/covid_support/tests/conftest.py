"""Site tests: every test runs on the test site in one transaction, which is rolled back afterwards.

COVID_TEST_SITE names the site and COVID_SITES_PATH the bench's sites folder; `./run test` sets both. The tests
in pure/ need neither.
"""

import os
from datetime import date
from pathlib import Path

import pytest

PURE = Path(__file__).parent / "pure"
FIRST_DAY = date(2020, 5, 4)  # a Monday within the application dates of NQ 42/2020


def pytest_collection() -> None:
	"""Work in the sites folder, as every process of Frappe does: modules open their logs beside it."""
	if os.environ.get("COVID_SITES_PATH"):
		os.chdir(os.environ["COVID_SITES_PATH"])


@pytest.fixture(scope="session")
def site():
	"""The connected test site."""
	name = os.environ.get("COVID_TEST_SITE")
	if not name:
		pytest.fail("Site tests need COVID_TEST_SITE and COVID_SITES_PATH; ./run test sets them.")
	import frappe
	from frappe.translate import clear_cache as clear_translations

	frappe.init(name, sites_path=".")
	frappe.connect()
	frappe.flags.in_test = True
	frappe.local.conf.throttle_user_limit = 1_000_000
	clear_translations()
	yield name
	frappe.db.rollback()
	frappe.destroy()


@pytest.fixture(autouse=True)
def transaction(request):
	"""Start as Administrator, in Vietnamese, on 04/05/2020; undo everything at the end."""
	if PURE in request.path.parents:
		yield
		return
	request.getfixturevalue("site")
	begin()
	try:
		yield
	finally:
		undo()


@pytest.fixture
def who():
	"""One official for each post that a list of the usual commune passes."""
	from covid_support.tests import factories

	return factories.officials()


@pytest.fixture
def officer():
	"""An officer of the usual commune."""
	from covid_support.policies import roles
	from covid_support.tests import factories

	return factories.official(roles.COMMUNE_OFFICER, factories.COMMUNE)


@pytest.fixture
def uncommitted(monkeypatch):
	"""Operations keep within the test's transaction, and no worker is called to them."""
	from covid_support.bulk import queue
	from covid_support.tests import bulk_world

	bulk_world.keep_in_one_transaction(monkeypatch)
	monkeypatch.setattr(queue, "call_workers_after_commit", lambda name: None)


def begin() -> None:
	"""The state in which a test begins."""
	import frappe

	frappe.set_user("Administrator")
	frappe.local.lang = "vi"
	frappe.flags.covid_support_day = FIRST_DAY
	frappe.local.message_log = []


def undo() -> None:
	"""Roll back and forget what was remembered outside the database."""
	import frappe

	from covid_support.programmes import versions

	frappe.db.rollback()
	frappe.set_user("Administrator")
	frappe.flags.covid_support_day = None
	frappe.local.document_cache = {}
	frappe.local.covid_support_calendar = None
	frappe.cache().delete_keys("document_cache::")
	frappe.clear_cache(user="Administrator")
	versions._parsed.cache_clear()
