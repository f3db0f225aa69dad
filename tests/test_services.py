"""Killing any service, killing the supervisor and starting twice: the site comes back and nothing is lost."""

import json
import os
import signal
import subprocess
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import frappe
import pytest

from host import groups, layout, services, setup

pytestmark = pytest.mark.services

SITE = os.environ.get("COVID_TEST_SITE")
URL = os.environ.get("COVID_TEST_URL")
PATIENCE = 90


@pytest.fixture(scope="module", autouse=True)
def running_services():
	"""These tests need the services that ./run test starts."""
	if not URL or not groups.is_running("test"):
		pytest.skip("needs the services of ./run test")


class Visitor:
	"""The system administrator, over HTTP, as a browser would."""

	def __init__(self):
		self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
		password = os.environ["COVID_TEST_PASSWORD"]
		self.send("POST", "/api/method/login", {"usr": "Administrator", "pwd": password})

	def send(self, method: str, path: str, data: dict | None = None) -> str:
		"""One request; the body of the answer."""
		body = urllib.parse.urlencode(data).encode() if data else None
		request = urllib.request.Request(URL + path, data=body, method=method)
		request.add_header("Accept", "application/json")
		with self.opener.open(request, timeout=60) as answer:
			return answer.read().decode()

	def token(self) -> str:
		"""The token that Frappe asks of every writing request, as the Desk page carries it."""
		return self.send("GET", "/app").split('csrf_token = "')[1].split('"')[0]

	def note(self, text: str) -> str:
		"""Write a row; returns its name."""
		data = {"data": json.dumps({"title": text}), "csrf_token": self.token()}
		return json.loads(self.send("POST", "/api/resource/Note", data))["data"]["name"]

	def notes(self) -> set[str]:
		"""Names of all rows of that kind."""
		rows = json.loads(self.send("GET", "/api/resource/Note?limit_page_length=0"))["data"]
		return {row["name"] for row in rows}


@pytest.fixture
def visitor():
	"""A logged-in administrator."""
	return Visitor()


def service_names(group: str) -> list[str]:
	"""The services of a group, as they run now."""
	return [state["name"] for state in groups.states(group)]


def state_of(group: str, name: str) -> dict:
	"""One service as it runs now."""
	return next(state for state in groups.states(group) if state["name"] == name)


def kill_and_wait(group: str, name: str) -> None:
	"""kill -9, then wait until it runs again under another number and the site answers."""
	before = state_of(group, name)
	os.kill(before["pid"], signal.SIGKILL)
	deadline = time.monotonic() + PATIENCE
	while time.monotonic() < deadline:
		now = state_of(group, name)
		if now["alive"] and now["pid"] != before["pid"] and groups.site_answers("test"):
			return
		time.sleep(0.2)
	pytest.fail(f"{name} did not come back within {PATIENCE} s")


@pytest.mark.parametrize("part", ["web", "gateway", "worker-quick", "worker-long"])
def test_killed_service_of_the_site_comes_back_and_rows_stay(visitor, part):
	kept = visitor.note(f"before killing {part} {time.time()}")
	kill_and_wait("test", f"test-{part}")
	assert kept in visitor.notes()
	assert visitor.note(f"after killing {part} {time.time()}") in visitor.notes()


@pytest.mark.parametrize("part", ["cache", "queue"])
def test_killed_redis_comes_back_and_sessions_and_rows_stay(visitor, part):
	kept = visitor.note(f"before killing redis {part} {time.time()}")
	kill_and_wait("data", f"test-redis-{part}")
	assert kept in visitor.notes()
	assert visitor.note(f"after killing redis {part} {time.time()}") in visitor.notes()


def test_killed_database_comes_back_with_every_committed_row(visitor):
	if groups.is_running("main"):
		pytest.skip("the main site is in use and shares the database; not killed under its users")
	kept = visitor.note(f"before killing the database {time.time()}")
	kill_and_wait("data", "mariadb")
	connect_again()
	assert kept in visitor.notes()


def connect_again() -> None:
	"""Earlier tests of this process may hold a connection, which died with the server."""
	if getattr(frappe.local, "db", None):
		frappe.local.db.connect()


def test_waiting_job_outlives_its_redis():
	workers = [state_of("test", part["name"])["pid"] for part in services.workers("test")]
	for pid in workers:
		os.kill(pid, signal.SIGSTOP)
	try:
		job = in_frappe("print(frappe.enqueue('frappe.utils.now', queue='long').id)")
		kill_and_wait("data", "test-redis-queue")
	finally:
		for pid in workers:
			os.kill(pid, signal.SIGCONT)
	assert wait_for_status(job, "finished") == "finished"


def in_frappe(code: str) -> str:
	"""Run a line of Python on the test site; returns the last line that it prints."""
	script = f"import frappe\nfrappe.init({SITE!r})\nfrappe.connect()\n{code}\nfrappe.db.commit()"
	done = subprocess.run(
		[layout.PYTHON, "-c", script], cwd=layout.SITES, capture_output=True, text=True, check=True
	)
	return done.stdout.strip().splitlines()[-1]


def wait_for_status(job: str, wanted: str) -> str:
	"""Poll a background job until it has the wanted status, or time is up."""
	code = (
		"from rq.job import Job\nfrom frappe.utils.background_jobs import get_redis_conn\n"
		f"print(Job.fetch({job!r}, connection=get_redis_conn()).get_status())"
	)
	deadline = time.monotonic() + PATIENCE
	status = ""
	while status != wanted and time.monotonic() < deadline:
		status = in_frappe(code)
		time.sleep(0.5)
	return status


def test_start_again_leaves_running_services_alone():
	before = {name: state_of("test", name)["pid"] for name in service_names("test")}
	with setup.exclusively():
		assert groups.start("data") is False
		assert groups.start("test") is False
	assert {name: state_of("test", name)["pid"] for name in service_names("test")} == before


def test_killed_supervisor_is_replaced_at_the_next_start(visitor):
	kept = visitor.note(f"before killing the supervisor {time.time()}")
	with setup.exclusively():
		os.kill(groups.supervisor_pid("test"), signal.SIGKILL)
		time.sleep(0.5)
		assert groups.start("test") is True
		groups.wait_until_served("test")
	assert kept in visitor.notes()
	assert all(state["alive"] for state in groups.states("test"))
