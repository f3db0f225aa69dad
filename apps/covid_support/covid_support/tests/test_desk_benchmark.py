"""The benchmark of the Desk: its history keeps the invariants, its requests are answered, its clock hides nothing."""

import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import frappe
import pytest
import requests

from covid_support.checks.invariants import check_all
from covid_support.policies import roles
from covid_support.scenarios.desk import benchmark, history
from covid_support.scenarios.desk.asks import FORM, KINDS, LIST, SEARCH, area_of, asks_of
from covid_support.scenarios.desk.driver import Answer, Driver
from covid_support.tests import factories as make


@pytest.fixture
def paid():
	"""A list that was paid, as a story leaves it behind; the officials of its commune."""
	who = make.officials()
	name = make.approved_list(who)
	decision = frappe.db.get_value("Application List", name, "decision")
	make.pay(make.sent_batch(decision, who), who)
	return name, who


def test_a_year_of_history_repeats_what_was_paid_and_keeps_the_invariants(paid):
	name, _who = paid
	broken_before = check_all()
	for doctype in history.COPIED:
		history._copy(doctype, 2031)
	for seal in history.SEALED:
		history._seal(*seal, 2031)
	copy = frappe.get_doc("Application List", f"2031-{name}")
	assert (copy.period, copy.paid_people) == (
		"2031",
		frappe.db.get_value("Application List", name, "paid_people"),
	)
	lines = frappe.get_all(
		"Support Application", {"application_list": copy.name}, ["period", "payment_status"]
	)
	assert {(line.period, line.payment_status) for line in lines} == {("2031", "Paid")}
	assert copy.steps
	found = {key: [row for row in rows if row not in broken_before[key]] for key, rows in check_all().items()}
	assert not any(found.values()), found


def test_what_is_asked_for_an_official_lies_in_the_own_area_and_is_answered(paid):
	_name, who = paid
	chance = random.Random(1)
	asks = asks_of(roles.COMMUNE_OFFICER, area_of(who.commune_officer, chance), chance)
	assert {ask.kind for ask in asks} == set(KINDS)
	frappe.set_user(who.commune_officer)
	for ask in asks:
		if ask.kind not in (LIST, SEARCH, FORM) or ask.method.endswith(("getdoc", "reportview.get")):
			continue  # these answer into the response of a request
		frappe.local.form_dict = frappe._dict(ask.form)
		frappe.call(frappe.get_attr(ask.method), **ask.form)


class Slow(BaseHTTPRequestHandler):
	"""Answers one request after the other, each after a tenth of a second; /wrong fails."""

	one_at_a_time = threading.Lock()

	def do_GET(self):
		with self.one_at_a_time:
			time.sleep(0.1)
		self.send_response(500 if "wrong" in self.path else 200)
		self.send_header("Content-Length", "0")
		self.end_headers()

	def log_message(self, *_words):
		"""Nothing is printed."""


@pytest.fixture
def slow_driver():
	"""A driver before a server that manages ten requests a second."""
	server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
	threading.Thread(target=server.serve_forever, daemon=True).start()
	driver = Driver(f"http://127.0.0.1:{server.server_port}")
	driver.browsers["u"] = requests.Session()
	yield driver
	server.shutdown()
	server.server_close()


def ask(method: str = "right"):
	return benchmark.Ask(LIST, "", method, {}, by_post=False)


def test_a_server_that_falls_behind_is_measured_from_when_each_request_was_due(slow_driver):
	answers = slow_driver.at_rate(30, 1, lambda: ("u", ask()))
	assert len(answers) == 30 and not any(answer.dropped for answer in answers)
	assert (
		max(answer.took for answer in answers) > 1_500
	)  # thirty take three seconds, the last was due after one


def test_an_error_counts_as_dropped(slow_driver):
	answers = slow_driver.one_by_one("u", [ask(), ask("wrong")])
	assert [answer.dropped for answer in answers] == [False, True]
	assert not benchmark.reached("together", answers) and benchmark.reached("together", answers[:1])


def test_alone_every_kind_of_screen_has_to_reach_the_target():
	quick = [Answer("u", ask(), 0, 100, 200)] * 99
	slow = [Answer("u", benchmark.Ask(FORM, "", "", {}), 0, 400, 200)]
	assert benchmark.reached("alone", quick) and not benchmark.reached("alone", quick + slow)
	assert benchmark.reached("together", quick + slow)
