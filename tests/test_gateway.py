"""The front door: static files only from their folders, the site named by us, realtime by permission."""

import asyncio
import http.client
import json
import os
import subprocess
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest
import socketio
from aiohttp import web

from host import groups, layout
from host.gateway.statics import safe_join

URL = os.environ.get("COVID_TEST_URL")
SITE = os.environ.get("COVID_TEST_SITE")
PATIENCE = 5
needs_services = pytest.mark.skipif(not URL, reason="needs the services of ./run test")


@pytest.fixture
def folders(tmp_path):
	"""A folder that is served, one that is linked into it, and one that must stay hidden."""
	for name in ("served", "linked", "hidden"):
		(tmp_path / name).mkdir()
		(tmp_path / name / "file.txt").write_text(name)
	(tmp_path / "served/link").symlink_to(tmp_path / "linked")
	(tmp_path / "served/escape").symlink_to(tmp_path / "hidden")
	(tmp_path / "served/.secret").write_text("x")
	return tmp_path


def test_files_below_the_folder_and_its_allowed_links_are_found(folders):
	allowed = (folders / "served", folders / "linked")
	assert safe_join(folders / "served", "file.txt", allowed).read_text() == "served"
	assert safe_join(folders / "served", "link/file.txt", allowed).read_text() == "linked"


@pytest.mark.parametrize(
	"requested",
	[
		"../hidden/file.txt",
		"link/../../hidden/file.txt",
		"escape/file.txt",
		"/etc/passwd",
		".secret",
		"..\\x",
		"",
		"a\0b",
		"link",
	],
)
def test_everything_else_is_not_found(folders, requested):
	with pytest.raises(web.HTTPNotFound):
		safe_join(folders / "served", requested, (folders / "served", folders / "linked"))


def get(path: str, headers: dict | None = None) -> http.client.HTTPResponse:
	"""One request, the path sent exactly as given."""
	connection = http.client.HTTPConnection(urllib.parse.urlsplit(URL).netloc, timeout=30)
	connection.putrequest("GET", path, skip_accept_encoding=True)
	for name, value in (headers or {}).items():
		connection.putheader(name, value)
	connection.endheaders()
	return connection.getresponse()


@needs_services
@pytest.mark.parametrize(
	"path",
	[
		"/assets/../common_site_config.json",
		"/assets/..%2fcommon_site_config.json",
		"/assets/%2e%2e/common_site_config.json",
		"/files/../../site_config.json",
		"/files/..%2f..%2fsite_config.json",
		"/files/%2e%2e/%2e%2e/site_config.json",
		"/backups/any.sql.gz",
	],
)
def test_configuration_and_backups_cannot_be_fetched(path):
	answer = get(path)
	assert answer.status in (403, 404)
	assert b"db_password" not in answer.read()


@needs_services
def test_built_files_are_served_packed_and_for_good():
	listing = json.loads((layout.SITES / "assets/assets.json").read_text())
	answer = get(listing["desk.bundle.js"], {"Accept-Encoding": "gzip"})
	assert answer.status == 200
	assert "immutable" in answer.getheader("Cache-Control")
	assert answer.getheader("Content-Encoding") == "gzip"


@needs_services
def test_browser_cannot_name_another_site():
	answer = get("/api/method/ping", {"X-Frappe-Site-Name": "no-such.localhost"})
	assert answer.status == 200


@needs_services
def test_answers_carry_protection():
	answer = get("/login")
	assert answer.getheader("X-Content-Type-Options") == "nosniff"
	assert answer.getheader("X-Frame-Options") == "SAMEORIGIN"


@needs_services
def test_uploaded_page_is_handed_over_as_a_download():
	folder = layout.SITES / SITE / "public/files"
	(folder / "gateway-test.html").write_text("<script>alert(1)</script>")
	try:
		answer = get("/files/gateway-test.html")
		assert answer.getheader("Content-Disposition") == "attachment"
		assert "sandbox" in answer.getheader("Content-Security-Policy")
	finally:
		(folder / "gateway-test.html").unlink()


def log_in() -> str:
	"""The session cookie of the system administrator."""
	connection = http.client.HTTPConnection(urllib.parse.urlsplit(URL).netloc, timeout=30)
	body = urllib.parse.urlencode({"usr": "Administrator", "pwd": os.environ["COVID_TEST_PASSWORD"]})
	form = {"Content-Type": "application/x-www-form-urlencoded"}
	connection.request("POST", "/api/method/login", body, form)
	answer = connection.getresponse()
	assert answer.status == 200
	cookies = [value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
	return next(cookie for cookie in cookies if cookie.startswith("sid="))


async def listen(cookie: str, origin: str, before, wanted: str, publish: str) -> dict | None:
	"""Connect as a browser, subscribe by `before`, let Frappe publish; returns what came, or None."""
	client = socketio.AsyncClient(reconnection=False)
	arrived: asyncio.Future = asyncio.get_running_loop().create_future()
	client.on(wanted, lambda message: arrived.done() or arrived.set_result(message), namespace=f"/{SITE}")
	headers = {"Cookie": cookie, "Origin": origin}
	await client.connect(URL, headers=headers, namespaces=[f"/{SITE}"], wait_timeout=10)
	try:
		await before(client)
		await asyncio.to_thread(in_frappe, publish)
		return await asyncio.wait_for(arrived, PATIENCE)
	except TimeoutError:
		return None
	finally:
		await client.disconnect()


def in_frappe(code: str) -> None:
	"""Run Python on the test site."""
	script = f"import frappe\nfrappe.init({SITE!r})\nfrappe.connect()\n{code}"
	subprocess.run([layout.PYTHON, "-c", script], cwd=layout.SITES, check=True, capture_output=True)


def in_own_loop(waiting):
	"""Run to the end in a thread of its own: Playwright's tests leave their loop running in this one."""
	with ThreadPoolExecutor(1) as threads:
		return threads.submit(asyncio.run, waiting).result()


async def nothing(client) -> None:
	"""No subscription."""


@needs_services
def test_message_for_a_user_arrives():
	publish = "frappe.publish_realtime('hello', {'number': 7}, user='Administrator')"
	assert in_own_loop(listen(log_in(), URL, nothing, "hello", publish)) == {"number": 7}


@needs_services
def test_message_for_another_user_does_not_arrive():
	publish = "frappe.publish_realtime('hello', {'number': 7}, user='somebody@example.invalid')"
	assert in_own_loop(listen(log_in(), URL, nothing, "hello", publish)) is None


PUBLISH_DOCUMENT = "frappe.publish_realtime('doc_update', {'n': 1}, doctype='User', docname='Administrator')"


@needs_services
def test_document_that_the_user_may_read_can_be_watched():
	async def subscribe(client):
		await client.call("doc_subscribe", ("User", "Administrator"), namespace=f"/{SITE}")

	assert in_own_loop(listen(log_in(), URL, subscribe, "doc_update", PUBLISH_DOCUMENT)) == {"n": 1}


@needs_services
def test_guest_cannot_watch_a_document():
	async def subscribe(client):
		await client.call("doc_subscribe", ("User", "Administrator"), namespace=f"/{SITE}")

	assert in_own_loop(listen("sid=Guest", URL, subscribe, "doc_update", PUBLISH_DOCUMENT)) is None


@needs_services
def test_foreign_page_cannot_connect():
	with pytest.raises(socketio.exceptions.ConnectionError):
		in_own_loop(listen(log_in(), "http://elsewhere.invalid", nothing, "hello", "pass"))


@needs_services
def test_test_site_answers_under_its_own_address():
	assert groups.address("test") == URL
