"""Knock at the site's doors as a browser does, inside the test's transaction.

A request goes the whole way that the framework's application object takes after it has found out who asks: the
hooks in `auth_hooks`, then the command or the resource. Commits are held back, and a rollback goes back to the
last of them or to the beginning of the request, so that the test can undo all.
"""

import json
from contextlib import contextmanager

import frappe
import frappe.api
import frappe.handler
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from covid_support.tests.factories import acting_as


class Answer:
	"""What came back: the message or data, or the refusal."""

	def __init__(self, message=None, response=None, refusal: Exception | None = None):
		self.message = message
		self.response = response or {}
		self.refusal = refusal

	@property
	def text(self) -> str:
		"""Everything that was answered, to look for what should not be there."""
		return json.dumps([self.message, self.response], default=str, ensure_ascii=False)


def call(user: str, command: str, http: str = "POST", /, **form) -> Answer:
	"""Call /api/method/<command> as `user`."""
	return knock(user, f"/api/method/{command}", http, form)


def resource(user: str, path: str, http: str = "GET", /, **form) -> Answer:
	"""Call /api/resource/<path> as `user`; the form is sent as JSON for PUT and POST."""
	return knock(user, f"/api/resource/{path}", http, form)


def knock(user: str, path: str, http: str, form: dict, upload: FileStorage | None = None) -> Answer:
	"""Any request; refusals come back in the answer instead of being raised."""
	with acting_as(user), _request(path, http, form, upload), _no_commits():
		try:
			return _carry_out(path)
		except Exception as refusal:
			frappe.db.rollback()
			frappe.local.message_log = []
			return Answer(refusal=refusal, response=_plain_response())


def _carry_out(path: str) -> Answer:
	for hook in frappe.get_hooks("auth_hooks", app_name="covid_support"):
		frappe.get_attr(hook)()
	if path.startswith("/private/files/"):
		return Answer(message=frappe.utils.response.download_private_file(path))
	if path.startswith("/api/resource/"):
		frappe.api.handle()
		return Answer(message=frappe.local.response.get("data"), response=_plain_response())
	message = frappe.handler.execute_cmd(frappe.local.form_dict.cmd or path.removeprefix("/api/method/"))
	return Answer(message=message, response=_plain_response())


def _plain_response() -> dict:
	return {
		key: value for key, value in (frappe.local.response or {}).items() if not isinstance(value, bytes)
	}


@contextmanager
def _request(path: str, http: str, form: dict, upload: FileStorage | None):
	sent = {key: value if isinstance(value, str) else json.dumps(value) for key, value in form.items()}
	data = {"file": upload, **sent} if upload else (json.dumps(form) if http != "GET" else None)
	builder = EnvironBuilder(path=path, method=http, data=data, base_url="http://localhost")
	before = {key: getattr(frappe.local, key, None) for key in ("request", "form_dict", "response")}
	frappe.local.request = Request(builder.get_environ())
	frappe.local.request_ip = "127.0.0.1"
	frappe.local.form_dict = frappe._dict(sent)
	frappe.local.response = frappe._dict({"docs": []})
	try:
		yield
	finally:
		for key, value in before.items():
			setattr(frappe.local, key, value)


@contextmanager
def _no_commits():
	database = frappe.local.db
	commit, rollback = database.commit, database.rollback
	database.savepoint("knock")
	database.commit = lambda *arguments, **options: database.savepoint("knock")
	database.rollback = lambda *arguments, save_point=None, **options: rollback(
		save_point=save_point or "knock"
	)
	try:
		yield
	finally:
		database.commit, database.rollback = commit, rollback
