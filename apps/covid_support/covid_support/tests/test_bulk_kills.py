"""A worker killed in the middle of a chunk, or two at once: afterwards all is as after an undisturbed run (I9).

These tests commit, because other processes must see the rows, and take their rows away again.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import frappe
import pytest

from covid_support.bulk import chunk_rows, progress, queue
from covid_support.bulk.resume import take_up_silent
from covid_support.bulk.runner import work
from covid_support.bulk.start import record
from covid_support.tests import factories as make
from covid_support.tests.many_hands import Ground, together

KIND = "Move Lists"
SIZES = (1, 2, 1, 2)
OF_A_LIST = (
	"workflow_state", "next_state", "previous_state", "due_date", "people", "approved_people", "approved_amount",
	"posted_from", "posted_to", "responsible_role", "docstatus", "prepared_by", "signed_by",
)  # fmt: skip
OF_A_STEP = ("idx", "action", "from_state", "to_state", "user", "due_date", "people", "amount")
OF_A_LINE = ("status", "approved_amount", "proposed_amount", "payment_status", "reason")


@pytest.fixture
def ground():
	ground = Ground()
	yield ground
	ground.clear()


@pytest.fixture
def signing(ground):
	"""Officials, and lists of one and two people by turns that wait for the chair's signature; committed."""
	who = ground.officials()
	lists = tuple(make.list_in("Commune Signing", who, size) for size in SIZES)
	ground.commit(lists)
	return who, lists


def planned(ground, who, lists, action: str = "Sign") -> str:
	with make.acting_as(who.commune_chair):
		name = record(KIND, {"action": action, "lists": list(lists)})
	ground.keep("Bulk Operation", name)
	frappe.db.commit()
	return name


def rows(name: str) -> tuple:
	"""All that a signature writes for a list, without names and times of day."""
	filters = {"reference_doctype": "Application List", "reference_name": name}
	document = frappe.get_doc("Application List", name)
	return (
		tuple(str(document.get(column)) for column in OF_A_LIST),
		tuple(tuple(str(step.get(column)) for column in OF_A_STEP) for step in document.steps),
		sorted(tuple(str(line[column]) for column in OF_A_LINE) for line in make.lines(name)),
		bool(document.signed_digest),
		sorted(frappe.get_all("Workflow Action", filters, ["workflow_state", "status"], as_list=True)),
		sorted(frappe.get_all("Comment", filters, ["comment_type", "content"], as_list=True)),
		frappe.db.count("Version", {"docname": name}),
	)


def statuses(operation: str) -> list[str]:
	frappe.db.rollback()  # a new snapshot
	return frappe.get_all("Bulk Chunk", filters={"operation": operation}, pluck="status", order_by="position")


def killed_at(operation: str, nth: int) -> None:
	"""Let a process work until it has done its `nth` chunk without committing it, and kill it there."""
	script = Path(__file__).with_name("killed_worker.py")
	worker = subprocess.Popen(
		[sys.executable, script, frappe.local.site, operation, str(nth)], stdout=subprocess.PIPE, text=True
	)
	try:
		assert worker.stdout.readline().strip(), "the worker ended before its chunk"
	finally:
		worker.send_signal(signal.SIGKILL)
		worker.wait()


def free_of_locks(operation: str) -> None:
	"""The database has noticed that the worker is gone."""
	for _try in range(50):
		frappe.db.rollback()
		locked = frappe.db.sql(
			"select count(*) from `tabBulk Chunk` where operation = %s and status = 'Waiting' for update skip locked",
			operation,
		)[0][0]
		if locked == statuses(operation).count("Waiting"):
			return
		time.sleep(0.1)


def test_killed_twice_and_resumed_it_equals_an_undisturbed_run(ground, signing, monkeypatch):
	who, lists = signing
	twins = tuple(make.list_in("Commune Signing", who, size) for size in SIZES)
	ground.commit(twins)
	work(planned(ground, who, twins))

	operation = planned(ground, who, lists)
	killed_at(operation, 2)
	free_of_locks(operation)
	assert statuses(operation) == ["Waiting"] * 4  # they were in one transaction
	assert {make.state_of(name) for name in lists} == {"Commune Signing"}
	killed_at(operation, 2)
	free_of_locks(operation)
	assert statuses(operation) == ["Done", "Waiting", "Waiting", "Waiting"]  # each by itself from now on
	assert [make.state_of(name) for name in lists].count("Public Posting") == 1

	called = []
	monkeypatch.setattr(queue, "call_workers", called.append)
	assert operation not in take_up_silent()
	frappe.db.sql(
		"update `tabBulk Operation` set heartbeat = now(6) - interval 61 second where name = %s", operation
	)
	assert operation in take_up_silent()
	work(operation)
	assert statuses(operation) == ["Done"] * 4
	for mine, twin in zip(lists, twins, strict=True):
		for part, of_twin in zip(rows(mine), rows(twin), strict=True):
			assert part == of_twin
	attempts = frappe.get_all(
		"Bulk Chunk", filters={"operation": operation}, pluck="attempts", order_by="position"
	)
	assert attempts == [2, 3, 2, 2]


def test_two_workers_share_the_chunks_and_do_each_once(ground, signing):
	who, lists = signing
	operation = planned(ground, who, lists)
	outcomes = together(*[("Administrator", lambda: work(operation))] * 2)
	assert not [outcome.refusal for outcome in outcomes if outcome.refusal]
	assert frappe.db.get_value("Bulk Operation", operation, ("status", "rows_done")) == ("Completed", 6)
	for name in lists:
		signed = [step for step in frappe.get_doc("Application List", name).steps if step.action == "Sign"]
		assert (len(signed), make.state_of(name)) == (1, "Public Posting")


def test_the_last_worker_ends_the_operation_though_another_gives_its_sign_of_life(
	ground, signing, monkeypatch
):
	who, lists = signing
	operation = planned(ground, who, lists)
	site, held, release = frappe.local.site, threading.Event(), threading.Event()

	def sign_of_life():
		frappe.init(site, sites_path=os.curdir)
		frappe.connect()
		try:
			progress.beat(operation)
			held.set()
			release.wait(timeout=1)
		finally:
			frappe.db.rollback()
			frappe.destroy()

	other = threading.Thread(target=sign_of_life)
	any_waiting = chunk_rows.any_waiting

	def nothing_left(name: str) -> bool:
		left = any_waiting(name)
		if not left and not held.is_set():
			other.start()
			assert held.wait(timeout=30)
		return left

	monkeypatch.setattr(chunk_rows, "any_waiting", nothing_left)
	work(operation)
	release.set()
	other.join()
	frappe.db.rollback()
	assert frappe.db.get_value("Bulk Operation", operation, ("status", "rows_done")) == ("Completed", 6)


def test_two_operations_on_the_same_lists_move_each_once(ground, signing):
	who, lists = signing
	first, second = planned(ground, who, lists), planned(ground, who, lists[::-1])
	together(("Administrator", lambda: work(first)), ("Administrator", lambda: work(second)))
	done = [
		frappe.db.get_value("Bulk Operation", name, ("rows_done", "exceptions")) for name in (first, second)
	]
	assert (sum(row[0] for row in done), sum(row[1] for row in done)) == (6, 4)
	for name in lists:
		signed = [step for step in frappe.get_doc("Application List", name).steps if step.action == "Sign"]
		assert len(signed) == 1
