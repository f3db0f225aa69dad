"""The engine of operations over many rows: what is recorded, what a refusal leaves, who may stop and go on."""

import subprocess
import sys

import frappe
import pytest

from covid_support.bulk import api, chunk_rows, queue, runner
from covid_support.bulk.resume import take_up_silent
from covid_support.bulk.start import record, run_now, start
from covid_support.core.digest import digest_rows
from covid_support.policies import roles
from covid_support.tests import bulk_world as world
from covid_support.tests import factories as make
from covid_support.tests.refusals import refused


@pytest.fixture(autouse=True)
def called(monkeypatch):
	"""Small operations, one transaction; the workers that were called."""
	world.use_small_operations(monkeypatch)
	world.keep_in_one_transaction(monkeypatch)
	monkeypatch.setattr(world.MarkNotes, "before", None)
	calls = []
	monkeypatch.setattr(queue, "call_workers", calls.append)
	monkeypatch.setattr(queue, "call_workers_after_commit", calls.append)
	return calls


def columns(name: str, *fields: str):
	return frappe.db.get_value("Bulk Operation", name, fields)


def chunks(name: str, *fields: str) -> list:
	return frappe.get_all(
		"Bulk Chunk", filters={"operation": name}, fields=fields, order_by="position", as_list=True
	)


def test_all_chunks_are_done_once_and_recorded():
	officer = make.official(roles.DISTRICT_OFFICER, make.DISTRICT)
	with make.acting_as(officer):
		name = run_now(world.KIND, {"keys": ["a", "b", "c"]})
	assert world.notes(name) == ["a", "b", "c", "finished"]
	assert columns(name, "status", "rows_planned", "rows_done", "amount", "exceptions", "parts_done") == (
		"Completed", 3, 3, 3_000, 0, 3,
	)  # fmt: skip
	assert columns(name, "started_by", "administrative_unit") == (officer, make.DISTRICT)
	assert columns(name, "digest") == digest_rows([(1, "a"), (2, "b"), (3, "c")])
	assert {row.content for row in frappe.get_all("Note", {"name": ["like", f"{name} %"]}, ["content"])} == {
		officer
	}
	assert frappe.session.user == "Administrator"


def test_a_refused_and_a_broken_chunk_leave_nothing_and_stop_nobody():
	keys = {"keys": ["a", "b", "c", "d"], "refused": ["b"], "broken": ["c"]}
	name = run_now(world.KIND, keys)
	assert world.notes(name) == ["a", "d", "finished"]
	assert columns(name, "status", "rows_done", "exceptions") == ("Completed with Exceptions", 2, 2)
	assert [row[0] for row in chunks(name, "status")] == ["Done", "Failed", "Failed", "Done"]
	said = [row["message"] for row in api.get_exceptions(name)["rows"]]
	assert said[0] == "b is not wanted."
	assert "lỗi của chương trình" in said[1]
	assert frappe.db.count("Error Log", {"method": "Bulk operation"})


def test_chunks_share_a_transaction_and_what_is_left_out_is_run_by_itself():
	keys = {"keys": ["a", "b", "c", "d", "e"], "refused": ["b"]}
	name = run_now("Together", keys)
	assert world.notes(name) == ["a", "a+b", "c", "c+d", "d", "e", "finished"]
	assert [row[0] for row in chunks(name, "status")] == ["Done", "Failed", "Done", "Done", "Done"]
	assert "b is not wanted" in api.get_exceptions(name)["rows"][0]["message"]
	assert columns(name, "rows_done", "digest") == (4, digest_rows([(1, "a"), (3, "c"), (4, "d"), (5, "e")]))


def test_a_fault_in_a_shared_transaction_leaves_each_chunk_to_itself():
	name = run_now("Together", {"keys": ["a", "b", "c", "d"], "broken": ["c"]})
	assert world.notes(name) == ["a", "a+b", "b", "d", "finished"]
	assert [row[0] for row in chunks(name, "status")] == ["Done", "Done", "Failed", "Done"]


def test_a_chunk_that_was_begun_before_shares_no_transaction():
	name = record("Together", {"keys": ["a", "b", "c", "d"]})
	frappe.db.set_value("Bulk Chunk", {"operation": name, "position": 2}, "attempts", 1)
	runner.work(name)
	assert world.notes(name) == ["a", "b", "c", "c+d", "d", "finished"]


def test_chunks_that_share_a_transaction_are_not_too_many_rows(monkeypatch):
	monkeypatch.setattr(chunk_rows, "MOST_ROWS", 1)
	name = run_now("Together", {"keys": ["a", "b"]})
	assert world.notes(name) == ["a", "b", "finished"]


def test_an_operation_whose_parts_all_fail_has_failed():
	name = run_now(world.KIND, {"keys": ["a"], "refused": ["a"]})
	assert columns(name, "status", "rows_done") == ("Unsuccessful", 0)


def test_what_failed_runs_again_and_what_is_done_does_not():
	name = run_now(world.KIND, {"keys": ["a", "b"], "refused": ["b"]})
	frappe.db.set_value("Bulk Operation", name, "parameters", '{"keys": ["a", "b"]}')
	assert api.run_failed_again(name) == 1
	frappe.db.delete("Note", {"name": f"{name} finished"})
	runner.work(name)
	assert world.notes(name) == ["a", "b", "finished"]
	assert columns(name, "status", "rows_done", "exceptions") == ("Completed", 2, 0)
	with refused("không có phần nào"):
		api.run_failed_again(name)


def test_the_same_button_twice_is_one_operation(called):
	first = start(world.KIND, {"keys": ["a"], "more": 1})
	assert start(world.KIND, {"more": 1, "keys": ["a"]}) == first
	assert start(world.KIND, {"keys": ["b"]}) != first
	runner.work(first)
	assert start(world.KIND, {"keys": ["a"], "more": 1}) != first
	assert len(called) == 4


def test_a_second_run_does_nothing_more():
	name = run_now(world.KIND, {"keys": ["a", "b"]})
	runner.work(name)
	assert world.notes(name) == ["a", "b", "finished"]


def test_cancelling_stops_after_the_running_chunk_and_resuming_goes_on(monkeypatch, called):
	name = record(world.KIND, {"keys": ["a", "b", "c"]})
	monkeypatch.setattr(world.MarkNotes, "before", lambda key: api.cancel(name) if key == "b" else None)
	runner.work(name)
	assert world.notes(name) == ["a", "b"]
	assert columns(name, "status") == "Cancelled"
	with refused("đã kết thúc"):
		api.cancel(name)
	api.resume(name)
	assert called == [name]
	runner.work(name)
	assert world.notes(name) == ["a", "b", "c", "finished"]
	with refused("đã kết thúc"):
		api.resume(name)


def test_a_lost_race_is_tried_again(monkeypatch):
	met = []

	def deadlock(key):
		met.append(key)
		if len(met) < 3:
			raise frappe.QueryDeadlockError("1213")

	monkeypatch.setattr(world.MarkNotes, "before", deadlock)
	monkeypatch.setattr(runner.time, "sleep", lambda _seconds: None)
	name = run_now(world.KIND, {"keys": ["a"]})
	assert (len(met), world.notes(name)) == (3, ["a", "finished"])


def test_a_race_that_is_always_lost_is_an_exception(monkeypatch):
	def deadlock(key):
		raise frappe.QueryTimeoutError("1205")

	monkeypatch.setattr(world.MarkNotes, "before", deadlock)
	monkeypatch.setattr(runner.time, "sleep", lambda _seconds: None)
	name = run_now(world.KIND, {"keys": ["a"]})
	assert "cùng lúc" in api.get_exceptions(name)["rows"][0]["message"]


def test_a_chunk_that_always_kills_its_worker_is_given_up():
	name = record(world.KIND, {"keys": ["a", "b"]})
	frappe.db.set_value("Bulk Chunk", {"operation": name, "position": 1}, "attempts", runner.MOST_ATTEMPTS)
	runner.work(name)
	assert world.notes(name) == ["b", "finished"]
	assert "12 lần" in api.get_exceptions(name)["rows"][0]["message"]


def test_a_worker_plans_what_takes_long_and_a_refused_plan_ends_the_operation():
	name = record("Alone", {"keys": ["a"]})
	assert columns(name, "planned", "parts") == (0, 0)
	runner.work(name)
	assert (columns(name, "status", "rows_planned"), world.notes(name)) == (
		("Completed", 1),
		["a", "finished"],
	)
	empty = run_now("Alone", {"keys": []})
	assert columns(empty, "status", "last_message") == ("Unsuccessful", "Nothing to do.")


def test_what_cannot_be_planned_at_once_is_not_recorded():
	with refused("Nothing to do."):
		start(world.KIND, {"keys": []})
	assert not frappe.db.count("Bulk Operation", {"kind": world.KIND})


def test_silent_operations_are_taken_up(called):
	name = record(world.KIND, {"keys": ["a"]})
	assert take_up_silent() == []
	frappe.db.sql(
		"update `tabBulk Operation` set heartbeat = now(6) - interval 2 minute where name = %s", name
	)
	assert take_up_silent() == [name] == called


def test_work_of_a_closed_account_is_not_carried_on():
	officer = make.official(roles.DISTRICT_OFFICER, make.DISTRICT)
	with make.acting_as(officer):
		name = record(world.KIND, {"keys": ["a"]})
	frappe.db.set_value("User", officer, "enabled", 0)
	runner.work(name)
	assert columns(name, "status") == "Unsuccessful"
	assert world.notes(name) == []


def test_only_its_starter_stops_an_operation_and_strangers_do_not_see_it():
	officer, colleague = (make.official(roles.DISTRICT_OFFICER, make.DISTRICT) for _ in range(2))
	stranger = make.official(roles.DISTRICT_OFFICER, make.OTHER_DISTRICT)
	with make.acting_as(officer):
		name = record(world.KIND, {"keys": ["a"]})
	with make.acting_as(colleague):
		assert api.get_progress(name)["rows_planned"] == 1
		for press in (api.cancel, api.resume, api.run_failed_again):
			with refused(officer):
				press(name)
	with make.acting_as(stranger):
		for ask in (api.get_progress, api.get_exceptions, api.cancel):
			with refused(exception=frappe.PermissionError):
				ask(name)


def test_nobody_writes_an_operation_by_hand():
	name = record(world.KIND, {"keys": ["a"]})
	document = frappe.get_doc("Bulk Operation", name)
	with refused("không thể tự ghi"):
		document.save()
	with refused("lưu hồ sơ"):
		document.delete()
	with refused("không thể sửa"):
		frappe.get_doc("Bulk Chunk", {"operation": name}).save()


def test_pages_of_exceptions_go_over_chunks():
	name = record(world.KIND, {"keys": ["a", "b"]})
	found = chunk_rows.Outcome(exceptions=[chunk_rows.Refusal(str(number)) for number in range(5)])
	for chunk in frappe.get_all("Bulk Chunk", {"operation": name}, pluck="name"):
		chunk_rows.mark_done(chunk, found, 0)
	said = [row["message"] for row in chunk_rows.exceptions_of(name, 3, 4)]
	assert said == ["3", "4", "0", "1"]


def test_an_unknown_kind_is_refused():
	with refused("Không có thao tác"):
		start("Nonsense", {})


def test_a_job_gives_way_to_screens():
	"""The worker's own process, whose niceness nobody can take back, is a further one here."""
	lines = (
		"import os",
		"from covid_support.bulk import queue",
		"queue.work = lambda operation: None",
		"queue.serve('first')",
		"queue.serve('second')",
		"print(os.getpriority(os.PRIO_PROCESS, 0) - queue.NICENESS)",
	)
	told = subprocess.run(
		[sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
	)
	assert told.stdout.strip() == "0"
