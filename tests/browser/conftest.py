"""Fixtures of the browser tests: the site under test, its officials, a browser in two sizes.

COVID_TEST_URL, COVID_TEST_SITE and COVID_SITES_PATH come from ./run test; COVID_SCREENSHOTS says where the
pictures go. COVID_SLOW_BROWSER=4 makes the browser's scripts four times slower: what a test presumes about time
shows itself then.
"""

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import site_preparation as preparation
from desk import Desk

CHROMIUM = os.environ.get("COVID_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
	"--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync", "--disable-renderer-backgrounding",
	"--disable-backgrounding-occluded-windows", "--disable-background-timer-throttling",
)  # fmt: skip
SIZES = {"desktop": (1366, 900), "phone": (390, 844)}
SITES_PATH = os.path.abspath(os.environ.get("COVID_SITES_PATH", "sites"))
PATIENCE = 60_000  # milliseconds: two cores may be busy with other tests
SLOWER = float(os.environ.get("COVID_SLOW_BROWSER", 1))
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(config, items):
	"""Without a running site these tests cannot say anything."""
	if os.environ.get("COVID_TEST_URL"):
		return
	skip = pytest.mark.skip(reason="COVID_TEST_URL is not set: run ./run test")
	for item in items:
		if Path(__file__).parent in item.path.parents:
			item.add_marker(skip)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
	"""Let the fixtures know whether the test has failed, so that they can keep a picture; tell what stood on the screens."""
	report = yield
	if report.when == "call":
		item.has_failed = report.failed
	if report.failed:
		screens = [desk.told() for desk in getattr(item, "desks", ())]
		report.sections += [("on the screen", text) for text in screens]
	return report


@pytest.fixture(scope="session")
def address() -> str:
	"""Where the test site answers."""
	return os.environ["COVID_TEST_URL"].rstrip("/")


@pytest.fixture(scope="session")
def on_site():
	"""on_site(work, *values) does `work` on the test site's database as Administrator."""
	return partial(preparation.run_on_site, os.environ["COVID_TEST_SITE"], SITES_PATH)


@pytest.fixture(scope="session")
def officials(on_site) -> dict[str, preparation.Account]:
	"""One official for each post, with a password."""
	on_site(preparation.make_office)
	return on_site(preparation.make_officials)


@pytest.fixture(scope="session")
def screenshots() -> Path:
	"""Where the pictures go."""
	default = Path(__file__).resolve().parents[2] / ".run/screenshots"
	folder = Path(os.environ.get("COVID_SCREENSHOTS") or default)
	folder.mkdir(parents=True, exist_ok=True)
	return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator:
	"""One browser for all tests."""
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
		yield browser
		browser.close()


@pytest.fixture(params=SIZES)
def size(request) -> str:
	"""A desktop screen, then a phone."""
	return request.param


@pytest.fixture
def sit_down(request, chromium, address, officials, screenshots) -> Iterator:
	"""sit_down(post, size) logs an official in; at the end no page may have complained."""
	contexts, desks = [], []
	request.node.desks = desks

	def log_in(post: str, size: str = "desktop") -> Desk:
		width, height = SIZES[size]
		context = chromium.new_context(
			viewport={"width": width, "height": height},
			locale="vi-VN",
			timezone_id="Asia/Ho_Chi_Minh",
			has_touch=size == "phone",
			is_mobile=size == "phone",
		)
		context.set_default_timeout(PATIENCE)
		contexts.append(context)
		page = context.new_page()
		if SLOWER > 1:
			context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
		desk = Desk(page, address, officials[post], screenshots, size)
		desks.append(desk)
		desk.log_in()
		return desk

	log_in.officials = officials
	yield log_in
	if getattr(request.node, "has_failed", False):
		for number, desk in enumerate(desks, 1):
			desk.page.screenshot(path=screenshots / f"failed-{request.node.name}-{number}.png")
	complaints = [desk.watch.complaints for desk in desks]
	for context in contexts:
		context.close()
	assert not any(complaints), complaints
